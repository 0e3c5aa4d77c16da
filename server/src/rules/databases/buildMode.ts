import type { RequiredTable } from '../../catalog/types.js';
import { tableQuery } from '../../edits/queries/tableQuery.js';
import { rebuildTable } from '../../edits/tableBuild.js';
import type { Database, Table } from '../../tenant/tenant.js';
import { featuresNeed } from '../features.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { joined } from '../wording.js';
import { customer360Databases, queryContextOf } from './customer360Databases.js';
import { meantTable, renameFix } from './misnamedTables.js';

const modes: readonly string[] = ['passthrough', 'sql', 'template'];

export const buildMode: Rule = {
  id: 'build-mode',
  group: 'databases',
  title: 'A required table has the wrong build mode',
  severity: 'error',
  requirements: ['P05', 'P06', 'P07', 'P08', 'C01', 'C02', 'C49', 'BM3'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'reference/databases.html#databases-database-howto-add-table-template',
  ],
  check(context) {
    for (const database of context.tenant.databases) {
      for (const table of database.tables) {
        if (table.build?.value === 'template') checkTemplate(context, database, table);
      }
    }
    for (const database of customer360Databases(context.tenant)) {
      for (const table of database.tables) {
        const required = context.catalog.requiredTables.find((each) => each.table === table.standard);
        if (required) checkRequired(context, database, table, required);
      }
    }
  },
};

/** `template` is right only for the table that has one. */
function checkTemplate(context: RuleContext, database: Database, table: Table): void {
  const { catalog } = context;
  if (!hasNoTemplate(context, table) || !table.build) return;
  const standard = catalog.requiredTables.find((each) => each.table === table.standard);
  const names = catalog.templates.map((template) => `\`${template.table}\``);
  const meant = meantTable(context, database, table);
  const other = standard?.preferredBuild === 'passthrough' ? 'a passthrough' : 'SQL';
  const advice = meant === null ? `Build it as ${other}.` : `Rename it, or build it as ${other}.`;
  context.report({
    place: table.build.place,
    message: `There is no visual template for \`${table.name}\`; only ${joined(names)} has one. ${advice}`,
    data: { database: database.name, table: table.name, features: context.enabled },
    fixes: [
      ...(meant === null ? [] : [renameFix(table, meant)]),
      ...(standard ? [rightMode(context, database, table, standard)] : []),
    ],
  });
}

/** True where a table must have another build mode than it has, so that its keys belong to that one. */
export function isBuiltWrongly(context: RuleContext, database: Database, table: Table): boolean {
  if (table.build?.value === 'template') return hasNoTemplate(context, table);
  if (!customer360Databases(context.tenant).includes(database)) return false;
  const required = context.catalog.requiredTables.find((each) => each.table === table.standard);
  return required !== undefined && isOtherMode(table, required);
}

/** A template is looked at for itself; a mode that there is not is a mistake of the format. */
function isOtherMode(table: Table, required: RequiredTable): boolean {
  const build = table.build?.value;
  if (build === undefined || build === 'template' || !modes.includes(build)) return false;
  return !required.builds.some((mode) => mode === build);
}

function hasNoTemplate({ catalog }: RuleContext, { standard }: Table): boolean {
  return !catalog.templates.some((template) => template.table === standard);
}

function checkRequired(
  context: RuleContext,
  database: Database,
  table: Table,
  required: RequiredTable,
): void {
  if (!table.build || !isOtherMode(table, required)) return;
  const right = joined(required.builds.map(modeName), 'or');
  context.report({
    place: table.build.place,
    severity: required.buildSeverity,
    message: `\`${table.name}\` is ${modeName(table.build.value)}, and ${featuresNeed(context)} it as ${right}. Change its build mode.`,
    data: { database: database.name, table: table.name, features: context.enabled },
    fixes: [rightMode(context, database, table, required)],
  });
}

function modeName(mode: string): string {
  return mode === 'sql' ? 'SQL' : `a ${mode}`;
}

function rightMode(context: RuleContext, database: Database, table: Table, required: RequiredTable): Fix {
  const sql = required.preferredBuild === 'sql';
  return fixOf({
    title: sql
      ? `Build \`${table.name}\` with SQL for this tenant`
      : `Build \`${table.name}\` as a passthrough`,
    preferred: true,
    changes: () => {
      const query = sql ? tableQuery(required.table, queryContextOf(context, database)) : null;
      return edited(table.file, rebuildTable(table, query === null ? 'passthrough' : 'sql', query));
    },
  });
}
