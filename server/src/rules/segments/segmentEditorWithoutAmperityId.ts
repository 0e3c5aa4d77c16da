import { setInEntry } from '../../edits/yaml.js';
import type { Database, Table } from '../../tenant/tenant.js';
import { isActive } from '../databases/customer360Databases.js';
import { missingColumns } from '../databases/requiredColumns.js';
import { selectFixes, waysOf } from '../databases/selectColumn.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { isToldInQuery } from '../sql/misspeltOutput.js';
import { joinForAmperityId } from './joinForAmperityId.js';
import { hasAmperityId } from './segmentEditor.js';

const column = 'amperity_id';

export const segmentEditorWithoutAmperityId: Rule = {
  id: 'segment-editor-without-amperity-id',
  group: 'segments',
  title: 'A table without an Amperity ID is available in the Segment Editor',
  severity: 'error',
  requirements: ['VSE1', 'SQL-H7', 'C36'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-assign-database-tables-to-vse',
    'reference/databases.html#databases-database-howto-allow-tables-in-segments',
  ],
  check(context) {
    // Without profile tags nothing has an Amperity ID; where a feature is on, `stitch-output-missing` says so.
    if (context.enabled.length > 0 && !context.lineage.usedGroups.has('profile')) return;
    const reported = tablesReportedAnyway(context);
    for (const database of context.tenant.databases.filter(isActive)) {
      for (const table of database.tables) {
        const setting = table.segmentEditor;
        if (setting?.value !== true || isOfActivationId(database, table) || reported.has(table)) continue;
        if (hasAmperityId(context, database, table) !== 'absent') continue;
        // A query that cannot be read, or that misspells it, is told there.
        if (isToldInQuery(context, table.query, column)) continue;
        context.report({
          place: setting.place,
          message: `\`${table.name}\` is available in the Segment Editor and has no \`${column}\`, so no segment can use it: ${whereLost(context, database, table)}`,
          data: { database: database.name, table: table.name, column, features: context.enabled },
          fixes: [
            ...selectFixes(context, table, column).map((fix) => ({ ...fix, preferred: false })),
            ...joinForAmperityId(context, database, table),
            turnOff(table),
          ],
        });
      }
    }
  },
};

/** Tables whose lack of the column blocks features too: that is one finding, `required-column-missing`. */
function tablesReportedAnyway(context: RuleContext): ReadonlySet<Table> {
  return new Set(
    missingColumns(context)
      .filter((needed) => needed.required.column === column)
      .map((needed) => needed.table),
  );
}

/** The base table of an activation id reaches segments by that id instead. */
function isOfActivationId(database: Database, table: Table): boolean {
  return database.activationIds.some((id) => id.table?.toLowerCase() === table.key);
}

function whereLost(context: RuleContext, database: Database, table: Table): string {
  const ways = waysOf(context, table, column);
  if (ways.length > 0) {
    return `its query does not select it, though ${listed(ways.map((way) => way.from))} ${ways.length === 1 ? 'has' : 'have'} it. Select it.`;
  }
  const { lineage } = context;
  const { reads } = lineage.columnsOf(lineage.relationOfTable(database, table));
  const lacking = reads.filter((read) => lineage.stateOf(read, column) === 'absent');
  if (lacking.length === 0)
    return 'nothing that it reads has it. Join a table that has it, or turn this off.';
  const names = listed(lacking.map((read) => read.name));
  const unlinked = lacking.some((read) => read.kind === 'source')
    ? ', as it is neither stitched nor shares a foreign key with a profile source'
    : '';
  return `${names}, which it ${table.build?.value === 'passthrough' ? 'passes through' : 'reads'}, ${lacking.length === 1 ? 'has' : 'have'} none${unlinked}. Join a table that has it, or turn this off.`;
}

function turnOff(table: Table): Fix {
  return fixOf({
    title: `Take \`${table.name}\` out of the Segment Editor`,
    changes: () => edited(table.file, setInEntry(table.file.tree, table.entry, ['segment_editor'], false)),
  });
}
