import { sqlChange } from '../../edits/sql.js';
import { fixOf } from '../fix.js';
import { KeptWith } from '../../syntax/keptWith.js';
import type { Database, Table } from '../../tenant/tenant.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { rollupOf, type Rollup } from './rollup.js';

export const overrideWithoutOriginal: Rule = {
  id: 'override-without-original',
  group: 'databases',
  title: 'A SQL table with a core table’s name that does not read that core table',
  severity: 'error',
  requirements: ['SQL-H2', 'BM4'],
  sources: ['reference/databases.html#databases-database-howto-add-table-override'],
  check(context) {
    for (const override of overridesWithoutOriginal(context)) {
      const { database, table, standard } = override;
      context.report({
        place: table.place,
        message: `\`${table.name}\` replaces the core table of that name and does not read it, so the database cannot be run. Read \`${standard}\` in its query.`,
        data: { database: database.name, table: table.name, features: context.enabled },
        fixes: [readOriginal(override, standard)],
      });
    }
  },
};

/** A table in the place of a core table, which it should read. */
export interface Override extends Rollup {
  readonly standard: string;
}

const known = new KeptWith<readonly Override[]>();

/** The tables that replace a core table and certainly do not read it. */
export function overridesWithoutOriginal(context: RuleContext): readonly Override[] {
  return known.of(context.lineage, () => {
    const overrides: Override[] = [];
    for (const database of context.tenant.databases) {
      for (const table of database.tables) {
        const override = overrideOf(context, database, table);
        if (override) overrides.push(override);
      }
    }
    return overrides;
  });
}

function overrideOf(context: RuleContext, database: Database, table: Table): Override | null {
  const { lineage } = context;
  const standard = context.catalog.tableInSql(table.name);
  const isCore =
    standard?.origin === 'stitch output' && lineage.coreTables.some(({ name }) => name === standard.name);
  const override = isCore ? rollupOf(context, database, table) : null;
  if (!override || !standard || readsCore(override, standard.name)) return null;
  // A name that means nothing may be the misspelt core table, and a circle is a finding of its own.
  const isTold =
    override.view.analysis.inputs.some(({ state }) => state !== 'relation') ||
    lineage.cycles.some((cycle) => cycle.includes(override.relation));
  return isTold ? null : { ...override, standard: standard.name };
}

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
