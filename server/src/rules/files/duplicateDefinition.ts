import { removeEntry } from '../../edits/yaml.js';
import { meantTree } from '../../format/meantTree.js';
import { pathAt } from '../../syntax/navigate.js';
import type { Entry } from '../../syntax/tree.js';
import type { Duplicate, Place, Tenant, TenantFile } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule } from '../rule.js';
import { listed } from '../wording.js';
import { dataOfPath } from './dataOfPath.js';

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
    for (const run of runsOf(allDuplicates(tenant))) {
      const [{ name, first, second, file }] = run;
      const names = run.map((duplicate) => duplicate.name);
      context.report({
        place: second,
        message:
          run.length > 1 || firstOfNameless(run[0]) !== null
            ? messageOfRun(names, firstOfNameless(run[0])?.key.text ?? null)
            : messageOf(run[0], spelled(first, tenant)),
        data: dataOfPath(keysTo(second, file)),
        related: [{ place: first, message: `\`${name}\` is declared here first.` }],
        fixes: [removeFix(run)],
      });
    }
  },
};

type Run = readonly [Duplicate, ...Duplicate[]];

/** Settings without a name go together: one of them alone would leave the others in the wrong place. */
function removeFix(run: Run): Fix {
  const [duplicate] = run;
  const { name, entry, file } = duplicate;
  const start = firstOfNameless(duplicate);
  const { runs } = meantTree(file.tree, file.role);
  const all = start === null ? [entry] : [...runs.keys()].filter((each) => runs.get(each) === start);
  return fixOf({
    title: start === null ? `Remove this \`${name}\`` : `Remove the settings from \`${start.key.text}\` on`,
    changes: () =>
      edited(
        file,
        all.flatMap((each) => removeEntry(file.tree, each)),
      ),
  });
}

/** Each place once, in the order of the files. */
function allDuplicates(tenant: Tenant): readonly Duplicate[] {
  const found = new Map<string, Duplicate>();
  for (const duplicate of [...tenant.duplicates, ...tenant.files.flatMap(keysTwice)]) {
    const key = `${duplicate.second.uri}:${String(duplicate.second.range.start)}`;
    if (!found.has(key)) found.set(key, duplicate);
  }
  return [...found.values()];
}

/** Settings that stand twice one after the other are one mistake: the line between them, with a name, is missing. */
function runsOf(duplicates: readonly Duplicate[]): readonly Run[] {
  const runs: [Duplicate, ...Duplicate[]][] = [];
  for (const duplicate of duplicates) {
    const last = runs.at(-1);
    if (last && follows(duplicate, last.at(-1))) last.push(duplicate);
    else runs.push([duplicate]);
  }
  return runs;
}

/** Of settings that stand below those of something else, as the line with their own name is missing: the first. */
function firstOfNameless({ entry, file }: Duplicate): Entry | null {
  return meantTree(file.tree, file.role).runs.get(entry) ?? null;
}

function follows(duplicate: Duplicate, before: Duplicate | undefined): boolean {
  if (before?.what !== 'setting' || duplicate.what !== 'setting' || before.file !== duplicate.file)
    return false;
  if (!isOfNamed(before)) return false;
  const step = pathAt(before.file.tree, before.second.range.start).at(-1);
  if (step?.kind !== 'entry') return false;
  const { entries } = step.parent;
  const nameless = firstOfNameless(before);
  if (nameless !== null && nameless === firstOfNameless(duplicate)) return true;
  return entries[entries.indexOf(before.entry) + 1] === duplicate.entry;
}

/** A setting of what has a name of the writer's: of a source or field, a database, table or column. */
function isOfNamed({ second, file }: Duplicate): boolean {
  const [section = '', ...path] = keysTo(second, file);
  return (section === 'sources' || section === 'databases') && path.length % 2 === 0;
}

/** @param start the first of them, where it is not declared twice itself */
function messageOfRun(names: readonly string[], start: string | null): string {
  const [are, each, they] = names.length > 1 ? ['are', ' of each', 'they are'] : ['is', '', 'this is'];
  const first = start === null || names.includes(start) ? `the second \`${names[0] ?? ''}\`` : `\`${start}\``;
  return `${listed(names)} ${are} declared twice here, and only the first${each} counts. If ${they} of something else, write its name above ${first}.`;
}

function messageOf({ name, what }: Duplicate, before: string): string {
  const kind = what === 'setting' || what === 'database setting' ? 'The setting' : `The ${what}`;
  const same = before === name ? '' : ` (as \`${before}\`, which is the same name)`;
  return `${kind} \`${name}\` is declared twice${same}. Only the first counts: keep one of the two.`;
}

/** The keys from the root of a file to a place in it. */
function keysTo({ range }: Place, { tree }: TenantFile): readonly string[] {
  return pathAt(tree, range.start).flatMap((step) => (step.kind === 'entry' ? [step.entry.key.text] : []));
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
    if (meantTree(file.tree, file.role).moved.has(entry)) return [];
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
