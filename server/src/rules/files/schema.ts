import type { FormatProblem } from '../../format/problem.js';
import { removeEntry, renameKey, replaceValue, setIn, setInEntry } from '../../edits/yaml.js';
import type { TextEdit } from '../../edits/edit.js';
import type { Database, Source, TenantFile } from '../../tenant/tenant.js';
import { isBuiltWrongly } from '../databases/buildMode.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { dataOfPath } from './dataOfPath.js';
import { formatProblemsOf } from './formatProblems.js';

export const schema: Rule = {
  id: 'schema',
  group: 'files',
  title: 'A key or value is not one that the format has',
  severity: 'error',
  requirements: [],
  sources: [],
  check(context) {
    for (const file of context.tenant.files) {
      for (const problem of formatProblemsOf(file)) reportProblem(file, problem, context);
    }
    for (const database of context.tenant.databases) checkKind(database, context);
    for (const source of context.tenant.sources) checkKeysAgree(source, context);
  },
};

function reportProblem(file: TenantFile, problem: FormatProblem, context: RuleContext): void {
  const { range, message, path, kind, entry } = problem;
  // A key that is still being typed is a mistake of syntax already.
  if (kind === 'unknown-key' && entry?.broken === true) return;
  if (kind === 'excluded-key' && belongsToOtherMode(path, context)) return;
  const fix = mendFix(file, problem);
  context.report({
    place: { uri: file.uri, range },
    message,
    data: dataOfPath(path),
    fixes: fix ? [fix] : [],
  });
}

/** A key of the build mode that features need the table in: that its mode is another one is said by `build-mode`. */
function belongsToOtherMode([section, name, part, item]: readonly string[], context: RuleContext): boolean {
  if (section !== 'databases' || part !== 'tables') return false;
  return context.tenant.databases.some(
    (database) =>
      database.name === name &&
      database.tables.some((table) => table.name === item && isBuiltWrongly(context, database, table)),
  );
}

function mendFix(file: TenantFile, { mend, entry, others = [], node, path }: FormatProblem): Fix | null {
  if (!mend) return null;
  const { tree } = file;
  const edits = (): readonly TextEdit[] => {
    switch (mend.kind) {
      case 'rename-key':
        return entry ? renameKey(tree, entry, mend.key) : [];
      case 'replace-value':
        if (!entry) return [];
        return node && node !== entry.value && node.kind === 'scalar'
          ? [{ range: node.range, newText: String(mend.value) }]
          : replaceValue(tree, entry, mend.value);
      case 'edit-text':
        return mend.edits;
      case 'remove-key':
        return entry ? [entry, ...others].flatMap((each) => removeEntry(tree, each)) : [];
      case 'add-key':
        return entry
          ? setInEntry(tree, entry, [mend.key], mend.value)
          : path.length <= 1
            ? setIn(tree, [mend.key], mend.value)
            : [];
    }
  };
  return fixOf({
    title: mend.title,
    preferred: mend.preferred,
    // A key without its value would leave the file as wrong as before: a person has to go on.
    addsOnly: mend.kind === 'add-key' && mend.value !== null,
    changes: () => edited(file, edits()),
  });
}

/** A database says its kind once, in whichever file. */
function checkKind(database: Database, context: RuleContext): void {
  if (database.kind !== null || !database.complete || database.parts.some((part) => !part.complete)) return;
  if (!context.tenant.complete || hasKindKey(database)) return;
  const isFirst = !context.tenant.databases.some((other) => other.kind?.value === 'customer_360');
  const kind = isFirst ? 'customer_360' : 'passthrough';
  context.report({
    place: database.place,
    message: `\`${database.name}\` lacks its \`kind\`. Write what it is: \`customer_360\`, \`passthrough\`, \`stitch_qa\` or \`empty\`.`,
    data: { database: database.name },
    fixes: [
      fixOf({
        title: `Add \`kind: ${kind}\``,
        addsOnly: true,
        changes: () =>
          edited(
            database.file,
            setInEntry(database.file.tree, database.entry, ['kind'], kind, { before: 'tables' }),
          ),
      }),
    ],
  });
}

/** A `kind` without a value, or of a wrong type, is a problem of its own. */
function hasKindKey(database: Database): boolean {
  return database.parts.some(
    ({ entry }) =>
      entry.value?.kind === 'mapping' && entry.value.entries.some(({ key }) => key.text === 'kind'),
  );
}

/** `primary_key` and `pk` tags say the same, so they must agree. */
function checkKeysAgree(source: Source, context: RuleContext): void {
  const tagged = source.fields
    .filter((field) => field.semantics.some((item) => item.value === 'pk'))
    .map((field) => field.name);
  const [first] = source.primaryKey;
  if (!first || tagged.length === 0 || !source.complete) return;
  const named = source.primaryKey.map((item) => item.value.toLowerCase());
  if (named.length === tagged.length && tagged.every((name) => named.includes(name.toLowerCase()))) return;
  const other =
    source.primaryKey.find(
      (item) => !tagged.some((name) => name.toLowerCase() === item.value.toLowerCase()),
    ) ?? first;
  context.report({
    place: other.place,
    message: `\`primary_key\` of \`${source.name}\` and its \`pk\` tags must agree; the tags stand on ${listed(tagged)}. Keep one of the two.`,
    data: { source: source.name },
  });
}
