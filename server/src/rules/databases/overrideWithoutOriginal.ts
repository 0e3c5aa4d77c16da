import { sqlChange } from '../../edits/sql.js';
import { fixOf } from '../fix.js';
import type { Fix, Rule } from '../rule.js';
import { rollupOf, type Rollup } from './rollup.js';

export const overrideWithoutOriginal: Rule = {
  id: 'override-without-original',
  group: 'databases',
  title: 'A SQL table with a core table’s name that does not read that core table',
  severity: 'error',
  requirements: ['SQL-H2', 'BM4'],
  sources: ['reference/databases.html#databases-database-howto-add-table-override'],
  check(context) {
    const cores = new Set(context.lineage.coreTables.map((relation) => relation.name));
    for (const database of context.tenant.databases) {
      for (const table of database.tables) {
        const standard = context.catalog.tableInSql(table.name);
        if (standard?.origin !== 'stitch output' || !cores.has(standard.name)) continue;
        const override = rollupOf(context, database, table);
        if (!override || readsCore(override, standard.name)) continue;
        context.report({
          place: table.place,
          message: `\`${table.name}\` replaces the core table of that name and does not read it, so the database cannot be run. Read \`${standard.name}\` in its query.`,
          data: { database: database.name, table: table.name, features: context.enabled },
          fixes: [readOriginal(override, standard.name)],
        });
      }
    }
  },
};

function readsCore({ view }: Rollup, name: string): boolean {
  return view.analysis.inputs.some((input) => {
    const resolution = view.resolutionOf(input);
    return (
      resolution.kind === 'relation' &&
      resolution.relation.kind === 'core' &&
      resolution.relation.name === name
    );
  });
}

function readOriginal({ query, view }: Rollup, name: string): Fix {
  return fixOf({
    title: `Read \`${name}\` in an unused common table expression`,
    addsOnly: true,
    changes: () => {
      const { ctes, range } = view.analysis.query;
      const placeholder = `Placeholder AS (SELECT * FROM ${name} LIMIT 1)`;
      const first = ctes[0];
      const at = first ? first.range.start : range.start;
      const newText = first ? `${placeholder}\n,` : `WITH ${placeholder}\n`;
      const change = sqlChange(query, [{ range: { start: at, end: at }, newText }]);
      return change ? [change] : [];
    },
  });
}
