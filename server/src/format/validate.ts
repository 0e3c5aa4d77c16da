import * as validators from '../../generated/validators.js';
import { contentOf } from '../syntax/content.js';
import { resolveAlias } from '../syntax/navigate.js';
import { isChangeable } from '../syntax/readChange.js';
import type { Entry, SyntaxNode, SyntaxTree } from '../syntax/tree.js';
import { dataOf, formatEntries, holdsUnits, unitUnder, type Unit } from './data.js';
import type { UnitPlace } from './location.js';
import type { FormatProblem } from './problem.js';
import { missingName } from './keyProblems.js';
import { meantTree } from './meantTree.js';
import { isNamedUnit, namelessEntries } from './nameless.js';
import { problemsOf } from './problems.js';
import type { FormatRole } from './schema.js';
import type { Validator, ValidatorError } from './validator.js';

const validatorOf: Readonly<Record<Unit, Validator>> = validators;

/** Nothing to say of a unit that fits: by far the most frequent answer. */
const noErrors: readonly ValidatorError[] = [];

const none: ReadonlySet<Entry> = new Set();

/**
 * What a unit's validator said of a node with an anchor, so that what many aliases name is checked once.
 */
const checked = new WeakMap<SyntaxNode, Map<Unit, readonly ValidatorError[]>>();

/**
 * Entries, by what is written in them, in which no unit has a mistake. Only of trees in which no entry stands for
 * another one: there what is written in an entry is all that it says.
 */
const fitting = new WeakSet<object>();

/**
 * What is wrong in a file by the format: one problem for each mistake, in the order of the text. Of parts that could
 * not be read nothing is said but what certainly stands there.
 */
export function validateFormat(tree: SyntaxTree, role: FormatRole): readonly FormatProblem[] {
  // That a file is no mapping is a problem of its syntax.
  if (tree.root !== null && tree.root.kind !== 'mapping') return [];
  if (tree.root === null && (tree.broken || role !== 'tenant')) return [];
  const { root, problems, runs } = meantTree(tree, role);
  const visit = new Visit(isChangeable(tree), runs);
  visit.report(problems);
  visit.unit({ unit: role, role, node: root, entry: null, path: () => [], broken: tree.broken });
  return [...visit.problems.values()].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
}

/** A walk through the units of one file. */
class Visit {
  readonly problems = new Map<string, FormatProblem>();
  readonly #visited = new Map<SyntaxNode, Set<Unit>>();
  readonly #isPlain: boolean;
  readonly #runs: ReadonlyMap<Entry, Entry>;

  /** `isPlain`: no entry stands for another one. `runs`: settings that stand twice, as a name is missing. */
  constructor(isPlain: boolean, runs: ReadonlyMap<Entry, Entry>) {
    this.#isPlain = isPlain;
    this.#runs = runs;
  }

  /** Checks a unit, then the units inside it. Mappings that were visited as the same unit are not visited again. */
  unit(place: UnitPlace): void {
    const errors = errorsOf(place.unit, place.node);
    if (errors.length > 0) this.report(problemsOf(place, errors));
    if (place.node?.kind !== 'mapping' || !holdsUnits(place.unit)) return;
    for (const { key, value } of formatEntries(place.node)) {
      const unit = unitUnder(place.unit, key.text);
      const names = unit === null ? null : resolveAlias(value);
      if (unit === null || names?.kind !== 'mapping' || !firstVisit(this.#visited, names, unit)) continue;
      const nameless = isNamedUnit(unit) ? namelessEntries(names, unit) : none;
      const first = [...nameless].find((entry) => !this.#runs.has(entry));
      if (first) this.report([missingName([...place.path(), key.text], unit, first)]);
      for (const entry of formatEntries(names)) {
        if (!nameless.has(entry)) this.#unitUnder(place, key.text, unit, entry);
      }
    }
  }

  #unitUnder(parent: UnitPlace, key: string, unit: Unit, entry: Entry): void {
    const content = this.#isPlain && holdsUnits(unit) ? contentOf(entry) : null;
    if (content && fitting.has(content)) return;
    const before = this.problems.size;
    this.unit({
      unit,
      role: parent.role,
      node: resolveAlias(entry.value),
      entry,
      path: () => [...parent.path(), key, entry.key.text],
      broken: entry.broken,
    });
    if (content && this.problems.size === before) fitting.add(content);
  }

  /** Adds problems, each place once. */
  report(problems: readonly FormatProblem[]): void {
    for (const problem of problems) {
      // What several units share by an alias or a merge is one mistake.
      const { start, end } = problem.range;
      const key = `${String(start)}:${String(end)}:${problem.kind}:${problem.path.at(-1) ?? ''}`;
      if (!this.problems.has(key)) this.problems.set(key, problem);
    }
  }
}

function firstVisit(visited: Map<SyntaxNode, Set<Unit>>, node: SyntaxNode, unit: Unit): boolean {
  const units = visited.get(node);
  if (units === undefined) visited.set(node, new Set([unit]));
  else if (units.has(unit)) return false;
  else units.add(unit);
  return true;
}

function errorsOf(unit: Unit, node: SyntaxNode | null): readonly ValidatorError[] {
  const known = node?.anchor && checked.get(node)?.get(unit);
  if (known) return known;
  const validate = validatorOf[unit];
  const errors = validate(dataFor(unit, node)) ? noErrors : [...(validate.errors ?? [])];
  // Only what has an anchor can stand in two places.
  if (node?.anchor === undefined) return errors;
  const units = checked.get(node);
  if (units) units.set(unit, errors);
  else checked.set(node, new Map([[unit, errors]]));
  return errors;
}

/** A unit whose key has nothing after it yet is one without keys: what it lacks is said, not that it is null. */
function dataFor(unit: Unit, node: SyntaxNode | null): unknown {
  const data = dataOf(unit, node);
  const empty = data === null && unit !== 'field' && unit !== 'column';
  return empty ? {} : data;
}
