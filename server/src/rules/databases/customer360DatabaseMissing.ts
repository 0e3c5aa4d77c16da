import { customer360DatabaseValue } from '../../edits/standardTable.js';
import { setIn } from '../../edits/yaml.js';
import { featuresNeed, firstFeature } from '../features.js';
import { edited } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { allCustomer360Databases, queryContextOf } from './customer360Databases.js';

export const customer360DatabaseMissing: Rule = {
  id: 'customer-360-database-missing',
  group: 'databases',
  title: 'A feature is on and no database is a customer 360 database',
  severity: 'error',
  requirements: ['DG1'],
  sources: ['operator/databases.html', 'reference/databases.html#databases-database-type-c360'],
  check(context) {
    const { tenant } = context;
    const feature = firstFeature(context);
    if (!feature || !tenant.complete) return;
    // A database whose kind is not said may be the one: that it must be said is a finding of its own.
    if (tenant.databases.some((database) => database.kind === null)) return;
    if (allCustomer360Databases(tenant).length > 0) return;
    context.report({
      place: feature.setting.key,
      message: `No database is a customer 360 database, so ${featuresNeed(context, context.enabled, ['has', 'have'])} no tables to work with. Add one with the required tables.`,
      data: { features: context.enabled },
      fixes: [addDatabase(context)],
    });
  },
};

function addDatabase(context: RuleContext): Fix {
  const { tenant } = context;
  const name = freeName(tenant.databases.map((database) => database.key));
  return {
    title: `Add the customer 360 database \`${name}\` with all required tables`,
    preferred: true,
    addsOnly: true,
    changes: () => {
      const file = tenant.main;
      if (!file) return [];
      const value = customer360DatabaseValue(queryContextOf(context, null));
      return edited(file, setIn(file.tree, ['databases', name], value));
    },
  };
}

function freeName(taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  let name = 'Customer360';
  for (let number = 2; names.has(name.toLowerCase()); number += 1) name = `Customer360_${number}`;
  return name;
}
