import { nullOfType } from '../../edits/queries/queryContext.js';
import { sqlName, type Item } from '../../edits/queries/layout.js';
import { widenedQuery } from '../../edits/queries/tableQuery.js';
import { addSelectItems, sqlChange } from '../../edits/sql.js';
import { rebuildTable } from '../../edits/tableBuild.js';
import { setInEntry } from '../../edits/yaml.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { catalogueFix } from './catalogueColumn.js';
import type { NeededColumn } from './requiredColumns.js';
import { selectAllFix, selectFixes } from './selectColumn.js';
import { tagFixes } from './tagColumn.js';

/**
 * The mends of a missing column, in the order in which they are offered: select it, add it as NULL, turn a passthrough
 * into SQL that has it, tag a field, declare it; then the same for all that the table lacks.
 * @param siblings all that the table lacks, this one among them
 */
export function missingColumnFixes(
  context: RuleContext,
  needed: NeededColumn,
  siblings: readonly NeededColumn[],
): readonly Fix[] {
  const { table, required } = needed;
  return [
    ...selectFixes(context, table, required.column),
    ...catalogueFix(context, [needed]),
    ...nullFix([needed]),
    ...passthroughFix([needed]),
    ...tagFixes(context, needed),
    ...declareFix([needed]),
    ...(siblings.length > 1 ? allFixes(context, needed, siblings) : []),
  ];
}

/** Fixes for all that the table lacks; only such as mend this column too. */
function allFixes(
  context: RuleContext,
  { table, required }: NeededColumn,
  siblings: readonly NeededColumn[],
): readonly Fix[] {
  const columns = siblings.map((sibling) => sibling.required.column);
  const asNull = required.nullAllowed && mayBeNull(siblings).length > 1;
  return [
    ...selectAllFix(context, table, required.column, columns),
    ...(asNull ? [...nullFix(siblings), ...passthroughFix(siblings)] : []),
    ...declareFix(siblings),
  ];
}

function columnsTitle(needed: readonly NeededColumn[]): string {
  return listed(needed.map((each) => each.required.column));
}

function nullItems(needed: readonly NeededColumn[]): readonly Item[] {
  return needed.map(({ required }) => ({ expression: nullOfType(required.type), alias: required.column }));
}

/** The needed columns that may be there without a value. */
function mayBeNull(needed: readonly NeededColumn[]): readonly NeededColumn[] {
  return needed.filter(({ required }) => required.nullAllowed);
}

function nullFix(needed: readonly NeededColumn[]): readonly Fix[] {
  const nullable = mayBeNull(needed);
  const query = nullable[0]?.table.query;
  if (nullable[0]?.table.build?.value !== 'sql' || !query?.parsed) return [];
  const { parsed } = query;
  return [
    fixOf({
      title: `Add ${columnsTitle(nullable)} as NULL`,
      addsOnly: true,
      changes: () => {
        const change = sqlChange(query, addSelectItems(parsed, nullItems(nullable)));
        return change ? [change] : [];
      },
    }),
  ];
}

function passthroughFix(needed: readonly NeededColumn[]): readonly Fix[] {
  const nullable = mayBeNull(needed);
  const table = nullable[0]?.table;
  if (table?.build?.value !== 'passthrough') return [];
  return [
    fixOf({
      title: `Turn \`${table.name}\` into SQL that adds ${columnsTitle(nullable)} as NULL`,
      addsOnly: true,
      changes: () => {
        const query = widenedQuery(sqlName(table.source?.value ?? table.name), nullItems(nullable));
        return edited(table.file, rebuildTable(table, 'sql', query));
      },
    }),
  ];
}

/** A template is extended by what `columns` declares. */
function declareFix(needed: readonly NeededColumn[]): readonly Fix[] {
  const [first] = needed;
  if (first?.table.build?.value !== 'template') return [];
  const { table } = first;
  return [
    fixOf({
      title: `Declare ${columnsTitle(needed)} in \`columns\` of \`${table.name}\``,
      addsOnly: true,
      changes: () => {
        const { tree } = table.file;
        const entries = needed.map(
          ({ required }) => [required.column, required.type === 'varies' ? 'string' : required.type] as const,
        );
        const edits =
          table.columns.length === 0
            ? setInEntry(tree, table.entry, ['columns'], { map: entries })
            : entries.flatMap(([name, type]) => setInEntry(tree, table.entry, ['columns', name], type));
        return edited(table.file, edits);
      },
    }),
  ];
}
