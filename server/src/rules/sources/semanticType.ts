import type { ColumnType } from '../../catalog/types.js';
import type { FileChange } from '../../edits/edit.js';
import { sqlName } from '../../edits/queries/layout.js';
import { sqlType } from '../../edits/queries/queryContext.js';
import { sqlChange, type SqlEdit } from '../../edits/sql.js';
import type { ExpressionItem, Query, Select, SelectItem } from '../../sql/query.js';
import { outermostSelects } from '../../sql/walk.js';
import type { Field, Place, Source } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Finding, Fix, Rule, RuleContext, Severity } from '../rule.js';
import { joined, listed } from '../wording.js';
import { checkEachSource } from './eachSource.js';
import { speaksForSwap, swappedWith } from './misplacedTags.js';
import { tagMove, type TagMove } from './misplacedTagFixes.js';
import { weightOf } from './tagWeight.js';
import { sourceData, takesType, tagUses, type TagUse } from './sourceTags.js';

export const semanticType: Rule = {
  id: 'semantic-type',
  group: 'sources',
  title: 'A field has a type that its tag does not take',
  severity: 'warning',
  requirements: ['PRO-TYPES', 'C24', 'C45'],
  sources: ['reference/semantics.html#semantics-profile', 'reference/feeds.html#feed-field-types'],
  check(context) {
    checkEachSource(context, typesOfFields);
  },
};

function typesOfFields(source: Source, context: RuleContext): readonly Finding[] {
  if (source.kind === 'bridge') return [];
  const byField = new Map<Field, TagUse[]>();
  for (const use of tagUses(source, context.catalog)) {
    const uses = byField.get(use.field);
    if (uses) uses.push(use);
    else byField.set(use.field, [use]);
  }
  return [...byField].flatMap(([field, uses]) => typeOfField(source, field, uses, context) ?? []);
}

function typeOfField(
  source: Source,
  field: Field,
  uses: readonly TagUse[],
  context: RuleContext,
): Finding | null {
  const { type, typePlace } = field;
  if (type === null || typePlace === null) return null;
  const wrong = uses.filter((use) => !takesType(use, type) && !isToldAtOther(use, source, context));
  const [first] = wrong;
  if (!first) return null;
  const severity: Severity = wrong.some(({ match }) => match?.semantic.typeSeverity === 'error')
    ? 'error'
    : 'warning';
  const types = typesOfAll(uses);
  const move = wrong.length === 1 ? tagMove(first, source, context) : null;
  const effect = severity === 'error' ? 'saving the source fails' : 'the values may not arrive';
  return {
    place: typePlace,
    severity,
    ...(move === null ? {} : weightOf(first, source, context)),
    message: `${whatTheyTake(wrong)}, not ${type}: ${effect}. ${types.length === 0 ? `No type suits all tags of \`${field.name}\`: move one to another field.` : adviceFor(source, first, move, context)}`,
    data: sourceData(source, context, field.name),
    fixes: [
      ...(move === null ? [] : [move.fix]),
      ...types
        .slice(0, 1)
        .map((right) => typeFix(source, field, typePlace, right))
        .map((fix) => (move === null ? fix : { ...fix, preferred: false })),
    ],
  };
}

/** True where a tag has changed places with another one, of which that is told there. */
function isToldAtOther(use: TagUse, source: Source, { catalog }: RuleContext): boolean {
  const other = swappedWith(use, source, catalog);
  return other !== null && !speaksForSwap(use, other, source, catalog);
}

function adviceFor(source: Source, use: TagUse, move: TagMove | null, { catalog }: RuleContext): string {
  const { field } = use;
  const cast = source.kind === 'custom_domain_table' ? ' and cast it in the SQL' : '';
  if (move === null) return `Change the type of \`${field.name}\`${cast}.`;
  const other = swappedWith(use, source, catalog);
  const { home, meant, tags } = move;
  const also = home === null ? '' : `, and \`${home}\` with \`${use.tag}\``;
  if (home !== null && meant === use.tag) {
    return `By its name \`${home}\` is \`${meant}\`: tag that instead, or change the type of \`${field.name}\`${cast}.`;
  }
  return other === null
    ? `By its name \`${field.name}\` is ${listed(tags)}: tag it so${also}, or change its type${cast}.`
    : `By their names \`${field.name}\` is \`${other.tag}\` and \`${other.field.name}\` is \`${use.tag}\`: swap the two tags.`;
}

function typesOf({ match }: TagUse): readonly ColumnType[] {
  return match?.semantic.types ?? [];
}

/** The types that every tag of a field takes; none where one wants a date and another text. */
function typesOfAll(uses: readonly TagUse[]): readonly ColumnType[] {
  const wanted = uses.flatMap(typesOf);
  return [...new Set(wanted)].filter((type) => uses.every((use) => takesType(use, type)));
}

/** `email` and `phone` take the type string; `birthdate` takes the type date. */
function whatTheyTake(uses: readonly TagUse[]): string {
  const byTypes = new Map<string, string[]>();
  for (const use of uses) {
    const types = joined(typesOf(use), 'or');
    byTypes.set(types, [...(byTypes.get(types) ?? []), use.tag]);
  }
  return [...byTypes]
    .map(([types, tags]) => `${listed(tags)} ${tags.length > 1 ? 'take' : 'takes'} the type ${types}`)
    .join(' and ');
}

/** Writes the right type; in a custom domain table the query casts to it too, as else the file would only claim it. */
function typeFix(source: Source, field: Field, typePlace: Place, type: ColumnType): Fix {
  const retype = (): readonly FileChange[] => edited(field.file, [{ range: typePlace.range, newText: type }]);
  const { query } = source;
  if (source.kind !== 'custom_domain_table' || !query) {
    return fixOf({ title: `Change the type to ${type}`, preferred: true, changes: retype });
  }
  const casts = query.parsed?.query ? castEdits(query.parsed.query, field.name, type) : [];
  if (casts.length === 0) return fixOf({ title: `Change the type to ${type}`, changes: retype });
  return fixOf({
    title: `Change the type to ${type}, and cast \`${field.name}\` in the SQL`,
    preferred: true,
    changes: () => {
      const change = sqlChange(query, casts, { beside: true });
      return change ? [...retype(), change] : [];
    },
  });
}

/**
 * Casts the select item of a column in every branch of a query; empty where some branch has no such item. The first
 * branch names the columns, and in the others the same place counts.
 */
function castEdits(query: Query, column: string, type: ColumnType): readonly SqlEdit[] {
  const selects = outermostSelects(query);
  const place = selects[0] ? selects[0].items.findIndex((item) => isNamed(item, column)) : -1;
  const items = selects.map((select) => itemAt(select, place));
  const edits = items.flatMap((item) => (item ? castEdit(item, column, type) : []));
  return items.every((item) => item !== null) ? edits : [];
}

function castEdit(item: ExpressionItem, column: string, type: ColumnType): readonly SqlEdit[] {
  const { expression, aliases } = item;
  const cast = sqlType(type);
  if (expression.kind === 'cast') {
    return expression.type === cast ? [] : [{ range: expression.typeRange, newText: cast }];
  }
  const { start, end } = expression.range;
  return [
    { range: { start, end: start }, newText: 'CAST(' },
    {
      range: { start: end, end },
      newText: ` AS ${cast})${aliases.length === 0 ? ` AS ${sqlName(column)}` : ''}`,
    },
  ];
}

function isNamed(item: SelectItem, column: string): item is ExpressionItem {
  return item.kind === 'expression' && item.name.toLowerCase() === column.toLowerCase();
}

/** The item at a place that no star before it moves; null where there is none. */
function itemAt({ items }: Select, place: number): ExpressionItem | null {
  const item = items[place];
  const isCertain = items.slice(0, place).every(({ kind }) => kind === 'expression');
  return item?.kind === 'expression' && isCertain ? item : null;
}
