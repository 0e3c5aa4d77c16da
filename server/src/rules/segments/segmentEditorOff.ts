import { setInEntry } from '../../edits/yaml.js';
import { customer360Databases } from '../databases/customer360Databases.js';
import { edited, fixOf } from '../fix.js';
import type { Rule } from '../rule.js';
import { hasAmperityId, isAlwaysAvailable, isForMarketers } from './segmentEditor.js';

export const segmentEditorOff: Rule = {
  id: 'segment-editor-off',
  group: 'segments',
  title: 'A table for marketers is not available in the Segment Editor',
  severity: 'hint',
  requirements: ['VSE1'],
  sources: ['reference/databases.html#databases-database-howto-allow-tables-in-segments'],
  check(context) {
    if (!context.enabled.includes('segments')) return;
    for (const database of customer360Databases(context.tenant)) {
      for (const table of database.tables) {
        // Who writes `segment_editor: false` has decided.
        if (!table.complete || table.segmentEditor || table.hidden || isAlwaysAvailable(table)) continue;
        if (!isForMarketers(context, table) || hasAmperityId(context, database, table) !== 'certain')
          continue;
        context.report({
          place: table.place,
          message: `\`${table.name}\` has an Amperity ID and is not available in the Segment Editor. Make it available if segments should use it.`,
          data: { database: database.name, table: table.name, features: ['segments'] },
          fixes: [
            fixOf({
              title: `Make \`${table.name}\` available in the Segment Editor`,
              addsOnly: true,
              changes: () =>
                edited(
                  table.file,
                  setInEntry(table.file.tree, table.entry, ['segment_editor'], true, { after: 'build' }),
                ),
            }),
          ],
        });
      }
    }
  },
};
