import { replaceScalarText } from '../../edits/yaml.js';
import type { Item, Source } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import { nearest } from '../nearest.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { goneFieldFix, lostTags, type LostTags } from './lostTags.js';
import { isKnownInFull, sourceData } from './sourceTags.js';
import { withColumns } from './tagging.js';

export const primaryKeyUnknown: Rule = {
  id: 'primary-key-unknown',
  group: 'sources',
  title: 'The primary key names no field of its source',
  severity: 'error',
  requirements: ['SQL-H3'],
  sources: ['reference/domain_tables.html#domain-tables-find-primary-key'],
  check(context) {
    const { tenant, lineage } = context;
    for (const source of tenant.sources) {
      if (!isKnownInFull(source)) continue;
      const relation = lineage.relationOfSource(source);
      for (const item of source.primaryKey) {
        // The columns of a source without a query are its fields, and need not be found out where one is the key.
        if (source.query === null && source.fields.some((field) => field.name === item.value)) continue;
        if (lineage.stateOf(relation, item.value) === 'absent') report(source, item, context);
      }
    }
  },
};

function report(source: Source, item: Item, context: RuleContext): void {
  const lost = lostTags(source, item.value, context);
  const near = lost.tags.length > 0 ? null : nearField(source, item, context);
  const lack = lost.tags.length > 0 ? `, and nothing has ${listed(lost.tags)}, which such a field has` : '';
  context.report({
    place: item.place,
    message: `\`${source.name}\` has no field \`${item.value}\`, so it cannot be its primary key${lack}. ${adviceFor(lost, near)}`,
    data: sourceData(source, context, item.value),
    fixes: [
      ...(lost.tags.length > 0 ? [goneFieldFix(source, item.value, lost, context)] : []),
      ...(near === null ? [] : [replaceFix(source, item, near)]),
    ],
  });
}

function adviceFor({ tags }: LostTags, near: string | null): string {
  if (tags.length > 0) return 'Declare it, or name a field that is there.';
  return near === null ? 'Name a field that is there.' : `Is \`${near}\` meant?`;
}

/** The field that the name is near to; one that the key names as well is another one. */
function nearField(source: Source, item: Item, context: RuleContext): string | null {
  const { lineage } = context;
  const relation = lineage.relationOfSource(source);
  const named = new Set(source.primaryKey.map(({ value }) => value.toLowerCase()));
  // Of a custom domain table the query says what is there, whatever else `fields` names.
  return nearest(
    item.value,
    withColumns(source, context)
      .fields.map((field) => field.name)
      .filter((name) => !named.has(name.toLowerCase()) && lineage.stateOf(relation, name) !== 'absent'),
  );
}

function replaceFix(source: Source, item: Item, name: string): Fix {
  return fixOf({
    title: `Replace \`${item.value}\` by \`${name}\``,
    preferred: true,
    changes: () => edited(source.file, replaceScalarText(source.file.tree, item.node, name)),
  });
}
