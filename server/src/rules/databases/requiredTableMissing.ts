import { edited } from '../fix.js';
import type { RequiredTable } from '../../catalog/types.js';
import { standardTableValue } from '../../edits/standardTable.js';
import { setInEntry } from '../../edits/yaml.js';
import type { Database } from '../../tenant/tenant.js';
import { featuresNeed } from '../features.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { customer360Databases, partForTables, queryContextOf } from './customer360Databases.js';
import { missingTables } from './missingTables.js';
import { nearlyCalled, renameFix } from './misnamedTables.js';

export const requiredTableMissing: Rule = {
  id: 'required-table-missing',
  group: 'databases',
  title: 'The customer 360 database lacks a table that features need',
  severity: 'error',
  requirements: ['P05', 'P06', 'P07', 'P08', 'R3'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'operator/add_campaigns.html#add-campaigns-data-requirements-columns-and-tables',
    'reference/databases.html#databases-database-type-c360',
  ],
  check(context) {
    for (const database of customer360Databases(context.tenant)) {
      for (const required of missingTables(context, database)) report(context, database, required);
    }
  },
};

function report(context: RuleContext, database: Database, required: RequiredTable): void {
  const needing =
    required.severity === 'error'
      ? `${featuresNeed(context)} it`
      : `${featuresNeed(context, context.enabled, ['is', 'are'])} poorer without it`;
  const misnamed = nearlyCalled(context, database, required.table);
  const advice = misnamed ? `Is \`${misnamed.name}\` meant to be it? Rename that, or add it.` : 'Add it.';
  const add = addTable(context, database, required);
  context.report({
    place: database.place,
    severity: required.severity,
    message: `\`${database.name}\` has no table \`${required.table}\`, and ${needing}: ${required.purpose}. ${advice}`,
    data: { database: database.name, table: required.table, features: context.enabled },
    related: misnamed
      ? [{ place: misnamed.place, message: `\`${misnamed.name}\` is nearly called so.` }]
      : [],
    fixes: misnamed
      ? [renameFix(misnamed, { table: required.table, isNear: true }), { ...add, preferred: false }]
      : [add],
  });
}

function addTable(context: RuleContext, database: Database, required: RequiredTable): Fix {
  const how = required.preferredBuild === 'sql' ? 'with SQL for this tenant' : 'as a passthrough';
  return {
    title: `Add \`${required.table}\` to \`${database.name}\` ${how}`,
    preferred: true,
    addsOnly: true,
    changes: () => {
      const part = partForTables(database);
      const value = standardTableValue(required, queryContextOf(context, database));
      return edited(part.file, setInEntry(part.file.tree, part.entry, ['tables', required.table], value));
    },
  };
}
