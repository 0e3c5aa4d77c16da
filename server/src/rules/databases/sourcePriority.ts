import { removeItem, replaceScalarText, setInEntry } from '../../edits/yaml.js';
import { entryOf } from '../../syntax/navigate.js';
import type { Entry } from '../../syntax/tree.js';
import {
  sourceKey,
  type Database,
  type Item,
  type Place,
  type Source,
  type Table,
} from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';

export const sourcePriority: Rule = {
  id: 'source-priority',
  group: 'databases',
  title: 'A source priority that names no stitched profile source',
  severity: 'error',
  requirements: ['SQL-S2', 'BM3'],
  sources: [
    'operator/table_merged_customers.html#table-merged-customers-sql-query-required-update-source-priority',
    'reference/databases.html#databases-database-howto-add-table-template',
  ],
  check(context) {
    if (!context.tenant.complete) return;
    const qualified = context.lineage.profileSources.filter((source) => source.stitch?.value === true);
    for (const database of context.tenant.databases) {
      for (const table of database.tables) {
        if (table.build?.value !== 'template' || table.template?.value !== 'merged_customers') continue;
        // A template for any other table is a finding of its own.
        if (table.standard !== 'Merged_Customers') continue;
        if (table.sourcePriority.length === 0) reportEmpty(context, database, table, qualified);
        for (const item of table.sourcePriority) checkItem(context, database, table, item, qualified);
      }
    }
  },
};

function priorityEntry(table: Table): Entry | null {
  return table.entry.value?.kind === 'mapping' ? entryOf(table.entry.value, 'source_priority') : null;
}

/** The empty list, or the table that has none. */
function placeOfPriority(table: Table): Place {
  const value = priorityEntry(table)?.value;
  return value ? { uri: table.file.uri, range: value.range } : table.place;
}

function reportEmpty(
  context: RuleContext,
  database: Database,
  table: Table,
  qualified: readonly Source[],
): void {
  // Without a single stitched profile source there is nothing to name; other rules say what to do about that.
  if (!table.complete || qualified.length === 0) return;
  const names = qualified.map((source) => source.name);
  context.report({
    place: placeOfPriority(table),
    message: `\`${table.name}\` ranks no source, so the template cannot choose between records. Name at least one stitched source with profile tags in \`source_priority\`.`,
    data: { database: database.name, table: table.name, features: context.enabled },
    fixes: [
      fixOf({
        title: `Rank ${listed(names)}`,
        addsOnly: true,
        changes: () => {
          const { tree } = table.file;
          const value = { flow: names };
          const options = { after: 'template' };
          return edited(table.file, setInEntry(tree, table.entry, ['source_priority'], value, options));
        },
      }),
    ],
  });
}

function checkItem(
  context: RuleContext,
  database: Database,
  table: Table,
  item: Item,
  qualified: readonly Source[],
): void {
  const source = context.tenant.sources.find((each) => each.key === sourceKey(item.value));
  if (source && qualified.includes(source)) return;
  // A profile source that is only not stitched yet is one finding of its own, at the source.
  if (source && context.lineage.profileSources.includes(source)) return;
  if (source && !source.complete) return;
  // A name in a text that could not be read in full may be more, or less, than was written.
  if (!source && !table.complete) return;
  // Without any customers that is one finding at the features; so are customers without a tag, at their source.
  const hasCustomers = context.lineage.profileSources.length > 0 || context.enabled.length === 0;
  if (!hasCustomers && (!source || source.records.includes('customer'))) return;
  const wrong = source ? 'has no profile tags' : 'is no source of this tenant';
  const ranked = new Set(table.sourcePriority.map((each) => sourceKey(each.value)));
  const others = qualified.filter((each) => !ranked.has(each.key));
  context.report({
    place: item.place,
    message: `\`${item.value}\` ${wrong}, so \`${table.name}\` cannot take records from it. Name a stitched source with profile tags.`,
    data: { database: database.name, table: table.name, source: item.value, features: context.enabled },
    fixes: [
      ...others.map((other) => replaceFix(table, item, other)),
      ...(table.sourcePriority.length > 1 ? [removeFix(table, item)] : []),
    ],
  });
}

function replaceFix(table: Table, item: Item, source: Source): Fix {
  return fixOf({
    title: `Name \`${source.name}\` instead`,
    changes: () => edited(table.file, replaceScalarText(table.file.tree, item.node, source.name)),
  });
}

function removeFix(table: Table, item: Item): Fix {
  return fixOf({
    title: `Remove \`${item.value}\` from the priority`,
    changes: () => {
      const entry = priorityEntry(table);
      return entry ? edited(table.file, removeItem(table.file.tree, entry, item.node)) : [];
    },
  });
}
