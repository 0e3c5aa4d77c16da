import { replaceValue } from '../../edits/yaml.js';
import { featuresNeed } from '../features.js';
import { edited } from '../fix.js';
import type { Rule } from '../rule.js';
import { allCustomer360Databases, isActive } from './customer360Databases.js';

export const databaseInactive: Rule = {
  id: 'database-inactive',
  group: 'databases',
  title: 'A feature is on and no customer 360 database is active',
  severity: 'error',
  requirements: ['DG2'],
  sources: ['operator/databases.html#databases-manage'],
  check(context) {
    const databases = allCustomer360Databases(context.tenant);
    const [first, ...others] = databases;
    if (context.enabled.length === 0 || !first || databases.some(isActive)) return;
    context.report({
      place: first.active?.place ?? first.place,
      message: `The customer 360 database \`${first.name}\` is not active, and only an active one can be run, so ${featuresNeed(context, context.enabled, ['stays', 'stay'])} empty. Make it active.`,
      data: { database: first.name, features: context.enabled },
      related: others.map((database) => ({
        place: database.active?.place ?? database.place,
        message: `\`${database.name}\` is not active either.`,
      })),
      fixes: [
        {
          title: `Make \`${first.name}\` active`,
          preferred: true,
          addsOnly: false,
          changes: () => {
            const { active } = first;
            return active ? edited(active.file, replaceValue(active.file.tree, active.entry, true)) : [];
          },
        },
      ],
    });
  },
};
