import { removeEntry } from '../../edits/yaml.js';
import { pathAt } from '../../syntax/navigate.js';
import type { Duplicate, Place, Tenant, TenantFile } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Rule } from '../rule.js';

export const duplicateDefinition: Rule = {
  id: 'duplicate-definition',
  group: 'files',
  title: 'The same thing is declared twice',
  severity: 'error',
  requirements: ['SQL-H1', 'SQL-H4'],
  sources: [
    'reference/sql_spark.html#sql-spark-recommendation-naming-convention-table-names',
    'reference/domain_tables.html#domain-tables-add-custom',
  ],
  check(context) {
    const { tenant } = context;
    const seen = new Set<string>();
    for (const duplicate of [...tenant.duplicates, ...tenant.files.flatMap(keysTwice)]) {
      const { name, what, first, second, entry, file } = duplicate;
      const key = `${second.uri}:${String(second.range.start)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      context.report({
        place: second,
        message: messageOf(duplicate, spelled(first, tenant)),
        data: what === 'source' ? { source: name } : what === 'table' ? { table: name } : {},
        related: [{ place: first, message: `\`${name}\` is declared here first.` }],
        fixes: [
          fixOf({
            title: `Remove this \`${name}\``,
            changes: () => edited(file, removeEntry(file.tree, entry)),
          }),
        ],
      });
    }
  },
};

function messageOf({ name, what }: Duplicate, before: string): string {
  const kind = what === 'setting' || what === 'database setting' ? 'The setting' : `The ${what}`;
  const same = before === name ? '' : ` (as \`${before}\`, which is the same name)`;
  return `${kind} \`${name}\` is declared twice${same}. Only the first counts: keep one of the two.`;
}

/** A key's name as it is written elsewhere. */
function spelled({ uri, range }: Place, tenant: Tenant): string {
  const text = tenant.files.find((file) => file.uri === uri)?.tree.text ?? '';
  return text.slice(range.start, range.end).replace(/^(["'])(.*)\1$/, '$2');
}

/** Keys that stand twice in a mapping that nothing reads by name. */
function keysTwice(file: TenantFile): readonly Duplicate[] {
  return file.tree.problems.flatMap(({ kind, range, related }) => {
    const step = kind === 'duplicate-key' ? pathAt(file.tree, range.start).at(-1) : undefined;
    if (step?.kind !== 'entry' || !related) return [];
    const { entry } = step;
    return [
      {
        what: 'setting',
        name: entry.key.text,
        first: { uri: file.uri, range: related },
        second: { uri: file.uri, range },
        entry,
        file,
      },
    ];
  });
}
