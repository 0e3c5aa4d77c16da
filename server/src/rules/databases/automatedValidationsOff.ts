import { replaceValue, setInEntry } from '../../edits/yaml.js';
import { featuresNeed } from '../features.js';
import { edited } from '../fix.js';
import type { Rule } from '../rule.js';
import { customer360Databases } from './customer360Databases.js';

export const automatedValidationsOff: Rule = {
  id: 'automated-validations-off',
  group: 'databases',
  title: 'Automated validations of transactions are off',
  severity: 'error',
  requirements: ['R5', 'DG3'],
  sources: ['operator/add_campaigns.html#add-campaigns-data-requirements'],
  check(context) {
    if (context.enabled.length === 0) return;
    for (const database of customer360Databases(context.tenant)) {
      const setting = database.ampiq;
      if (setting?.value === true || (!setting && !database.complete)) continue;
      context.report({
        place: setting?.place ?? database.place,
        message: `Automated validations of transactions are off in \`${database.name}\`, and ${featuresNeed(context)} them. Turn on AmpIQ with \`ampiq: true\`.`,
        data: { database: database.name, features: context.enabled },
        fixes: [
          {
            title: `Turn on AmpIQ for \`${database.name}\``,
            preferred: true,
            addsOnly: setting === null,
            changes: () => {
              // The setting may stand in another part of the database than `kind`.
              if (setting) return edited(setting.file, replaceValue(setting.file.tree, setting.entry, true));
              const { tree } = database.file;
              return edited(
                database.file,
                setInEntry(tree, database.entry, ['ampiq'], true, { after: 'kind' }),
              );
            },
          },
        ],
      });
    }
  },
};
