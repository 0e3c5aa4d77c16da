import { selectLines, sqlName } from '../../edits/queries/layout.js';
import { sqlChange } from '../../edits/sql.js';
import { rebuildTable } from '../../edits/tableBuild.js';
import type { Relation } from '../../lineage/lineage.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { joinTableEdits } from './joinTable.js';
import type { NeededColumn } from './requiredColumns.js';
import { rollupOf } from './rollup.js';

/** A table that has a needed column, and the column by which the table that needs it can be joined to it. */
export interface Catalogue {
  readonly name: string;
  readonly relation: Relation;
  readonly key: string;
}

/** The table that may have the column instead (the product catalogue), where it certainly has it and can be joined. */
export function catalogueWith(context: RuleContext, needed: NeededColumn): Catalogue | null {
  const { lineage, catalog } = context;
  const { required, relation, database } = needed;
  for (const name of required.alsoIn) {
    const resolution = lineage.resolve(name, { database, table: null, source: null });
    const [key] = catalog.standardTable(name)?.unique ?? [];
    if (resolution.kind !== 'relation' || key === undefined || key === required.column) continue;
    const other = resolution.relation;
    if (lineage.upstream(other).includes(relation)) continue;
    const hasAll = [key, required.column].every((column) => lineage.stateOf(other, column) === 'certain');
    if (hasAll && lineage.stateOf(relation, key) === 'certain')
      return { name: other.name, relation: other, key };
  }
  return null;
}

/** The fix that joins the table which has the columns, all of them at once; empty where none has. */
export function catalogueFix(context: RuleContext, needed: readonly NeededColumn[]): readonly Fix[] {
  const found = needed.flatMap((each) => {
    const catalogue = catalogueWith(context, each);
    return catalogue ? [{ each, catalogue }] : [];
  });
  const [first] = found;
  if (!first) return [];
  const { table, database } = first.each;
  const { name, key, relation } = first.catalogue;
  const selected = found
    .filter(({ catalogue }) => catalogue.name === name)
    .map(({ each }) => each.required.column);
  const title = `Join \`${name}\` and select its ${listed(selected)}`;
  if (table.build?.value === 'passthrough') {
    const source = sqlName(table.source?.value ?? table.name);
    const items = ['t.*', ...selected.map((column) => `pc.${column}`)];
    const query = [
      selectLines(items.map((expression) => ({ expression, alias: null }))),
      `FROM ${source} t`,
      `LEFT JOIN ${sqlName(name)} pc ON (pc.${key} = t.${key})`,
    ].join('\n');
    return [
      fixOf({ title, addsOnly: true, changes: () => edited(table.file, rebuildTable(table, 'sql', query)) }),
    ];
  }
  const rollup = rollupOf(context, database, table);
  const columns = [...context.lineage.columnsOf(relation).columns.keys()];
  const edits =
    rollup &&
    joinTableEdits(rollup, {
      table: sqlName(name),
      join: 'LEFT JOIN',
      key,
      alias: 'pc',
      columns,
      selected,
      relation,
    });
  if (!rollup || !edits) return [];
  return [
    fixOf({
      title,
      addsOnly: true,
      changes: () => {
        const change = sqlChange(rollup.query, edits);
        return change ? [change] : [];
      },
    }),
  ];
}
