import { replaceScalarText, setInEntry } from '../../edits/yaml.js';
import { scalarOf } from '../../syntax/navigate.js';
import { edited, fixOf } from '../fix.js';
import type { Database, Table } from '../../tenant/tenant.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { requiredGroups } from './customer360Databases.js';
import { meantTable, nearestSource, renameFix, type Meant } from './misnamedTables.js';

export const passthroughSourceUnknown: Rule = {
  id: 'passthrough-source-unknown',
  group: 'databases',
  title: 'A passthrough of something that is not there',
  severity: 'error',
  requirements: ['BM1'],
  sources: ['reference/databases.html#databases-database-howto-add-table-passthrough'],
  check(context) {
    if (!context.tenant.complete) return;
    for (const database of context.tenant.databases) {
      for (const table of database.tables) {
        if (table.build?.value === 'passthrough' && !buildIsTheCause(context, table))
          checkTable(context, database, table);
      }
    }
  },
};

/** A required table that may not be a passthrough at all: `build-mode` says so. */
function buildIsTheCause(context: RuleContext, table: Table): boolean {
  const required = context.catalog.requiredTables.find((each) => each.table === table.standard);
  return required !== undefined && !required.builds.includes('passthrough');
}

function checkTable(context: RuleContext, database: Database, table: Table): void {
  // A query that a passthrough cannot have says that it is none; `schema` reports it.
  if (table.query !== null) return;
  const name = table.source?.value ?? table.name;
  const resolution = context.lineage.resolvePassthrough(name);
  if (resolution.kind === 'relation' || !resolution.certain) return;
  if (resolution.kind === 'not-output' && lackOfTagsIsTheCause(context, name)) return;
  const meant = resolution.kind === 'unknown' ? meantTable(context, database, table) : null;
  const message =
    resolution.kind === 'not-output'
      ? `Stitch does not output \`${name}\`: no source has ${tagsThatMake(context, name)}. Tag a source, or remove \`${table.name}\`.`
      : `\`${table.name}\` passes \`${name}\` through, but no source, core table or table that the product makes has that name. ${whatToDo(database, table, meant)}`;
  context.report({
    place: table.source?.place ?? table.place,
    message,
    data: { database: database.name, table: table.name, features: context.enabled },
    fixes: resolution.kind === 'unknown' ? nearestFix(context, meant, table, name) : [],
  });
}

function whatToDo(database: Database, table: Table, meant: Meant | null): string {
  if (table.source) return 'Correct the name.';
  return meant === null || meant.isNear
    ? 'Name its source.'
    : `\`${database.name}\` lacks \`${meant.table}\`: if it is that, rename it; else name its source.`;
}

/** With a feature on, a source without profile or `txn-item/` tags is one finding of its own (`stitch-output-missing`). */
function lackOfTagsIsTheCause({ catalog, enabled }: RuleContext, name: string): boolean {
  const groups = catalog.standardTable(name)?.madeBy ?? [];
  return enabled.length > 0 && groups.some((group) => requiredGroups.includes(group));
}

function tagsThatMake(context: RuleContext, name: string): string {
  const groups = context.catalog.standardTable(name)?.madeBy ?? [];
  return (
    groups.map((group) => (group.endsWith('/') ? `a \`${group}\` tag` : `a ${group} tag`)).join(' or ') ||
    'the tags that make it'
  );
}

function nearestFix(context: RuleContext, meant: Meant | null, table: Table, name: string): readonly Fix[] {
  if (meant !== null) return [renameFix(table, meant)];
  const near = nearestSource(context, name);
  if (near === null) return [];
  return [
    fixOf({
      title: `Pass \`${near}\` through`,
      preferred: true,
      changes: () => {
        const node = scalarOf(table.source?.entry.value ?? null);
        const { tree } = table.file;
        const edits = node
          ? replaceScalarText(tree, node, near)
          : setInEntry(tree, table.entry, ['source'], near, { after: 'build' });
        return edited(table.file, edits);
      },
    }),
  ];
}
