import { replaceValue } from '../../edits/yaml.js';
import { edited, fixOf } from '../fix.js';
import type { Rule } from '../rule.js';

export const segmentEditorNotForMarketers: Rule = {
  id: 'segment-editor-not-for-marketers',
  group: 'segments',
  title: 'A table that is not meant for segments is available in the Segment Editor',
  severity: 'warning',
  requirements: ['SQL-P21', 'C13'],
  sources: [
    'reference/sql_spark.html#sql-spark-recommendation-limit-tables',
    'operator/table_unified_scores.html',
    'operator/add_predicted_models.html#add-predicted-models-configure-pclv',
  ],
  check(context) {
    for (const database of context.tenant.databases) {
      for (const table of database.tables) {
        const setting = table.segmentEditor;
        const standard = context.catalog.standardTable(table.standard ?? table.name);
        if (setting?.value !== true || !standard?.keepOutOfSegmentEditor) continue;
        context.report({
          place: setting.place,
          message: `\`${table.name}\` holds ${standard.grain}, which is not meant for segments. Keep it out of the Segment Editor.`,
          data: { database: database.name, table: table.name, features: ['segments'] },
          fixes: [
            fixOf({
              title: `Keep \`${table.name}\` out of the Segment Editor`,
              preferred: true,
              changes: () => edited(setting.file, replaceValue(setting.file.tree, setting.entry, false)),
            }),
          ],
        });
      }
    }
  },
};
