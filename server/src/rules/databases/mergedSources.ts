import type { Literal } from '../../sql/query.js';
import { forEachExpression } from '../../sql/walk.js';
import { sourceKey, type Source } from '../../tenant/tenant.js';
import type { RuleContext } from '../rule.js';
import type { Rollup } from './rollup.js';

/** A text of the shape `'SOURCE:FEED'` in a query, with the profile source that it names. */
export interface NamedSource {
  readonly literal: Literal;
  readonly source: Source | null;
}

/** reference/naming.html#naming-domain-tables; no text between words (`Email: `) has its colon without a blank. */
const domainTable = /^\w(?:[\w .-]*\w)?:\w(?:[\w .-]*\w)?$/;

/** A time of day (`10:30`) and a pattern of one (`HH:mm`) have the shape too and name nothing. */
const timeOrPattern = /^[\d .:-]+$|^[yMLdDEaHhKkmsSzxXTZ .:-]+$/;

/** The domain tables that a query names in texts, in the order of the text. */
export function namedSources(context: RuleContext, { view }: Rollup): readonly NamedSource[] {
  const named: NamedSource[] = [];
  forEachExpression(view.analysis.query, (expression) => {
    if (expression.kind !== 'literal' || expression.type !== 'string') return;
    if (!domainTable.test(expression.value) || timeOrPattern.test(expression.value)) return;
    const key = sourceKey(expression.value);
    named.push({
      literal: expression,
      source: context.lineage.profileSources.find((source) => source.key === key) ?? null,
    });
  });
  return named;
}
