import type { Entry } from '../syntax/tree.js';
import { entryNamed, type UnitPlace } from './location.js';
import type { FormatProblem } from './problem.js';

/** Keys of one mapping that stand only with the same other key: one mistake, told at the first of them. */
export function joinExcludedKeys(
  place: UnitPlace,
  problems: readonly FormatProblem[],
): readonly FormatProblem[] {
  const groups = new Map<string, FormatProblem[]>();
  for (const problem of problems) {
    if (problem.kind !== 'excluded-key' || problem.standsWith === undefined) continue;
    const key = [...problem.path.slice(0, -1), problem.standsWith].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  if ([...groups.values()].every((group) => group.length === 1)) return problems;
  const joined = new Map<FormatProblem, FormatProblem | null>();
  for (const group of groups.values()) {
    const ordered = [...group].sort((a, b) => a.range.start - b.range.start);
    const [first, ...others] = ordered;
    if (first === undefined || others.length === 0) continue;
    for (const other of others) joined.set(other, null);
    joined.set(first, joinedProblem(place, first, others));
  }
  return problems.flatMap((problem) => {
    const instead = joined.get(problem);
    return instead === undefined ? [problem] : instead === null ? [] : [instead];
  });
}

function joinedProblem(
  place: UnitPlace,
  first: FormatProblem,
  others: readonly FormatProblem[],
): FormatProblem {
  const keys = [first, ...others].map(({ path }) => `\`${path.at(-1) ?? ''}\``);
  const names = `${keys.slice(0, -1).join(', ')} and ${keys.at(-1) ?? ''}`;
  const { standsWith = '', mend } = first;
  if (place.unit === 'source') return { ...first, message: `${names} stand only with ${standsWith}.` };
  const problem = {
    ...first,
    message: `${names} stand only with ${standsWith}. Take them away, or change \`build\`.`,
  };
  const build = buildWithoutQuery(place);
  const value = /^`build: (\w+)`$/.exec(standsWith)?.[1];
  if (build !== null && value !== undefined) {
    // Nothing here is what the build takes, and all of it is what the other one takes.
    return {
      ...problem,
      entry: build,
      mend: { kind: 'replace-value', title: `Write \`build: ${value}\``, preferred: true, value },
    };
  }
  if (mend?.kind !== 'remove-key') return problem;
  const entries = others.flatMap(({ entry }) => entry ?? []);
  return { ...problem, others: entries, mend: { ...mend, title: `Remove ${names}` } };
}

/** The `build: sql` of a table that has no query; null where it has one, or is built otherwise. */
function buildWithoutQuery({ node }: UnitPlace): Entry | null {
  const mapping = node?.kind === 'mapping' ? node : null;
  if (mapping === null || entryNamed(mapping, 'sql') || entryNamed(mapping, 'sql_file')) return null;
  const build = entryNamed(mapping, 'build');
  return build?.value?.kind === 'scalar' && build.value.value === 'sql' ? build : null;
}
