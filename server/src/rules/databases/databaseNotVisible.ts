import { replaceScalarText } from '../../edits/yaml.js';
import { scalarOf } from '../../syntax/navigate.js';
import { edited } from '../fix.js';
import type { Rule } from '../rule.js';
import { customer360Databases } from './customer360Databases.js';

export const databaseNotVisible: Rule = {
  id: 'database-not-visible',
  group: 'databases',
  title: 'Segments are on and only admins see the customer 360 databases',
  severity: 'warning',
  requirements: ['DG4', 'VSE1'],
  sources: ['reference/databases.html#databases-database-howto-configure-permissions'],
  check(context) {
    if (!context.enabled.includes('segments')) return;
    const databases = customer360Databases(context.tenant);
    const [first, ...others] = databases;
    const setting = first?.visibility;
    if (!first || !setting || databases.some((database) => database.visibility?.value !== 'admins')) return;
    context.report({
      place: setting.place,
      message: `Only admins see \`${first.name}\`, so others find no tables in the Segment Editor. Let everyone or a resource group see it.`,
      data: { database: first.name, features: ['segments'] },
      related: others.flatMap((database) =>
        database.visibility
          ? [
              {
                place: database.visibility.place,
                message: `\`${database.name}\` is visible to admins only too.`,
              },
            ]
          : [],
      ),
      fixes: [
        {
          title: `Let everyone see \`${first.name}\``,
          preferred: false,
          addsOnly: false,
          changes: () => {
            const node = scalarOf(setting.entry.value);
            return node ? edited(setting.file, replaceScalarText(setting.file.tree, node, 'everyone')) : [];
          },
        },
      ],
    });
  },
};
