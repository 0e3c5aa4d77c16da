import { setInEntry } from '../../edits/yaml.js';
import { customer360Databases, isComplete } from '../databases/customer360Databases.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { hasAmperityId, isAlwaysAvailable, isForMarketers } from './segmentEditor.js';

export const segmentEditorNone: Rule = {
  id: 'segment-editor-none',
  group: 'segments',
  title: 'Segments are on and no table but Customer_360 is available to them',
  severity: 'info',
  requirements: ['VSE1'],
  sources: ['operator/add_campaigns.html#add-campaigns-assign-database-tables-to-vse'],
  check(context) {
    const { tenant } = context;
    const segments = tenant.features.find((feature) => feature.feature === 'segments' && feature.enabled);
    const databases = customer360Databases(tenant);
    if (!segments || databases.length === 0 || !tenant.complete || !databases.every(isComplete)) return;
    const available = databases.some((database) =>
      database.tables.some(
        (table) => !table.complete || (table.segmentEditor?.value === true && !isAlwaysAvailable(table)),
      ),
    );
    if (available) return;
    context.report({
      place: segments.setting.key,
      message:
        'Segments can use only Customer_360: no other table of a customer 360 database is available in the Segment Editor. Make the tables available that marketers need.',
      data: { features: ['segments'] },
      fixes: makeAvailable(context),
    });
  },
};

function makeAvailable(context: RuleContext): readonly Fix[] {
  const tables = customer360Databases(context.tenant).flatMap((database) =>
    database.tables.filter(
      (table) =>
        !isAlwaysAvailable(table) &&
        !table.hidden &&
        isForMarketers(context, table) &&
        hasAmperityId(context, database, table) === 'certain',
    ),
  );
  if (tables.length === 0) return [];
  return [
    fixOf({
      title: `Make ${listed([...new Set(tables.map((table) => table.name))])} available`,
      addsOnly: tables.every((table) => table.segmentEditor === null),
      changes: () =>
        tables.flatMap((table) =>
          edited(
            table.file,
            setInEntry(table.file.tree, table.entry, ['segment_editor'], true, { after: 'build' }),
          ),
        ),
    }),
  ];
}
