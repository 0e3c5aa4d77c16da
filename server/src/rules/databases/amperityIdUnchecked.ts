import { setInEntry } from '../../edits/yaml.js';
import { edited } from '../fix.js';
import type { Table } from '../../tenant/tenant.js';
import type { Fix, Rule } from '../rule.js';
import { listed } from '../wording.js';
import { customer360Databases, tableAs } from './customer360Databases.js';

const column = 'amperity_id';
const wanted = ['db/required', 'db/unique'];

export const amperityIdUnchecked: Rule = {
  id: 'amperity-id-unchecked',
  group: 'databases',
  title: 'The Amperity ID is not checked to be there once for each customer',
  severity: 'info',
  requirements: ['CF2', 'CF3'],
  sources: ['reference/databases.html#databases-database-howto-set-validation-rules'],
  check(context) {
    for (const database of customer360Databases(context.tenant)) {
      for (const standard of ['Merged_Customers', 'Customer_360']) {
        const table = tableAs(database, standard);
        if (!table?.complete) continue;
        const lacking = wanted.filter((tag) => !tagsOf(table).includes(tag));
        const relation = context.lineage.relationOfTable(database, table);
        // A column that is not there is a finding of its own.
        if (lacking.length === 0 || context.lineage.stateOf(relation, column) === 'absent') continue;
        context.report({
          place: table.place,
          message: `\`${column}\` of \`${table.name}\` lacks ${listed(lacking)}, so a run does not say when a customer is there twice or not at all. Add ${lacking.length > 1 ? 'them' : 'it'}.`,
          data: { database: database.name, table: table.name, column, features: context.enabled },
          fixes: [addChecks(table, lacking)],
        });
      }
    }
  },
};

function tagsOf(table: Table): readonly string[] {
  const declared = table.columns.find((each) => each.name.toLowerCase() === column);
  return declared?.semantics.map((item) => item.value) ?? [];
}

function addChecks(table: Table, lacking: readonly string[]): Fix {
  return {
    title: `Add ${listed(lacking)} to \`${column}\``,
    preferred: true,
    addsOnly: true,
    changes: () => {
      const { tree } = table.file;
      const declared = table.columns.find((each) => each.name.toLowerCase() === column);
      const tags = { flow: [...tagsOf(table), ...lacking] };
      const whole = {
        flow: {
          map: [
            ['type', declared?.type ?? 'string'],
            ['semantics', [...tagsOf(table), ...lacking]],
          ] as const,
        },
      };
      const hasMapping = declared?.entry.value?.kind === 'mapping';
      const edits =
        declared && hasMapping
          ? setInEntry(tree, declared.entry, ['semantics'], tags)
          : setInEntry(tree, table.entry, ['columns', declared?.name ?? column], whole);
      return edited(table.file, edits);
    },
  };
}
