import { sqlName } from '../../edits/queries/layout.js';
import { setIn } from '../../edits/yaml.js';
import type { Resolution } from '../../lineage/lineage.js';
import type { NamedTable } from '../../sql/query.js';
import { sourceKey } from '../../tenant/tenant.js';
import { stitchCanFeed } from '../databases/customer360Databases.js';
import { lacksRequiredTable } from '../databases/missingTables.js';
import { edited, fixOf } from '../fix.js';
import { nearest } from '../nearest.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { joined } from '../wording.js';
import { readQueries, reportAt, sqlFix, type ReadQuery } from './queries.js';

export const sqlUnknownTable: Rule = {
  id: 'sql-unknown-table',
  group: 'sql',
  title: 'A query reads a table that is not there',
  severity: 'error',
  requirements: ['BM2'],
  sources: ['reference/databases.html#databases-database-howto-add-table-custom'],
  check(context) {
    for (const checked of readQueries(context)) {
      const byName = new Map<string, NamedTable[]>();
      for (const table of checked.view.analysis.tables.keys()) {
        const key = nameOf(table).toLowerCase();
        byName.set(key, [...(byName.get(key) ?? []), table]);
      }
      for (const tables of byName.values()) checkName(context, checked, tables);
    }
  },
};

function nameOf(table: NamedTable): string {
  return table.name.map((part) => part.text).join('.');
}

function checkName(context: RuleContext, checked: ReadQuery, tables: readonly NamedTable[]): void {
  const [first] = [...tables].sort((a, b) => a.range.start - b.range.start);
  const resolution = first && checked.view.resolutionOfTable(first);
  if (!first || !resolution || resolution.kind === 'relation' || !resolution.certain) return;
  const name = nameOf(first);
  // With a feature on, tags that no source has are one finding of their own, at the cause.
  if (resolution.kind === 'not-output' && context.enabled.length > 0 && !stitchCanFeed(context, name)) return;
  // So is a table that features need and its database lacks.
  const { database } = checked.view.scope;
  if (database && lacksRequiredTable(context, database, name)) return;
  reportAt(context, checked, {
    range: first.nameRange,
    message: messageFor(context, resolution, name),
    fixes:
      resolution.kind === 'unknown'
        ? [...nearestFix(context, checked, tables, name), ...externalFix(context, name)]
        : [],
  });
}

function messageFor(context: RuleContext, resolution: Resolution, name: string): string {
  if (resolution.kind === 'not-output') {
    const groups = context.catalog.tableInSql(name)?.madeBy ?? [];
    const tags = joined(
      groups.map((group) => (group.endsWith('/') ? `\`${group}\` tags` : `${group} tags`)),
      'or',
    );
    return `Stitch does not output \`${name}\` for this tenant${tags === '' ? '' : `: it takes a source with ${tags}`}. Tag a source, or read another table.`;
  }
  return `\`${name}\` is no table of this database, no core table and no source. Correct the name, or declare it as external if it is there all the same.`;
}

function nearestFix(
  context: RuleContext,
  checked: ReadQuery,
  tables: readonly NamedTable[],
  name: string,
): readonly Fix[] {
  const { scope } = checked.view;
  const ctes = checked.query.ctes.map((cte) => cte.name.text);
  const names = [
    ...ctes,
    ...(scope.database?.tables ?? []).filter((table) => table !== scope.table).map((table) => table.name),
    ...context.lineage.coreTables.map((core) => core.name),
    ...context.tenant.sources
      .filter((source) => source !== scope.source)
      .map((source) => source.name.replace(/:/g, '_')),
  ];
  const near = nearest(name, names);
  if (near === null) return [];
  return [
    sqlFix(checked, {
      title: `Read \`${near}\``,
      preferred: true,
      edits: () => tables.map((table) => ({ range: table.nameRange, newText: sqlName(near) })),
    }),
  ];
}

/** Says that the table is there although nothing here describes it. */
function externalFix(context: RuleContext, name: string): readonly Fix[] {
  const { main, sources } = context.tenant;
  if (!main || sources.some((source) => source.key === sourceKey(name))) return [];
  return [
    fixOf({
      title: `Declare \`${name}\` as an external table`,
      addsOnly: true,
      changes: () =>
        edited(main, setIn(main.tree, ['sources', name], { flow: { map: [['kind', 'external']] } })),
    }),
  ];
}
