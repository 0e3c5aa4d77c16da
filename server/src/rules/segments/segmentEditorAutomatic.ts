import { removeEntry } from '../../edits/yaml.js';
import { customer360Databases } from '../databases/customer360Databases.js';
import { edited, fixOf } from '../fix.js';
import type { Rule } from '../rule.js';
import { isAlwaysAvailable } from './segmentEditor.js';

export const segmentEditorAutomatic: Rule = {
  id: 'segment-editor-automatic',
  group: 'segments',
  title: 'Customer_360 is in the Segment Editor whatever its flag says',
  severity: 'info',
  requirements: ['VSE1', 'TF1'],
  sources: ['operator/add_campaigns.html#add-campaigns-assign-database-tables-to-vse'],
  check(context) {
    for (const database of customer360Databases(context.tenant)) {
      for (const table of database.tables) {
        const setting = table.segmentEditor;
        if (!isAlwaysAvailable(table) || setting?.value !== false) continue;
        context.report({
          place: setting.place,
          message: `\`${table.name}\` is always available in the Segment Editor, so \`segment_editor: false\` does nothing. Remove it.`,
          data: { database: database.name, table: table.name, features: ['segments'] },
          fixes: [
            fixOf({
              title: 'Remove `segment_editor: false`',
              preferred: true,
              changes: () => edited(setting.file, removeEntry(setting.file.tree, setting.entry)),
            }),
          ],
        });
      }
    }
  },
};
