import * as validators from '../../generated/validators.js';
import { resolveAlias } from '../syntax/navigate.js';
import type { MappingNode, SyntaxNode, SyntaxTree } from '../syntax/tree.js';
import { dataOf, formatEntries, holdsUnits, unitUnder, type Unit } from './data.js';
import type { UnitPlace } from './location.js';
import type { FormatProblem } from './problem.js';
import { problemsOf } from './problems.js';
import type { FormatRole } from './schema.js';
import type { Validator, ValidatorError } from './validator.js';

const validatorOf: Readonly<Record<Unit, Validator>> = validators;

/** Nothing to say of a unit that fits: by far the most frequent answer. */
const none: readonly ValidatorError[] = [];

/**
 * What a unit's validator said of a node with an anchor, so that what many aliases name is checked once.
 */
const checked = new WeakMap<SyntaxNode, Map<Unit, readonly ValidatorError[]>>();

/**
 * What is wrong in a file by the format: one problem for each mistake, in the order of the text. Of parts that could
 * not be read nothing is said but what certainly stands there.
 */
export function validateFormat(tree: SyntaxTree, role: FormatRole): readonly FormatProblem[] {
  // That a file is no mapping is a problem of its syntax.
  if (tree.root !== null && tree.root.kind !== 'mapping') return [];
  if (tree.root === null && (tree.broken || role !== 'tenant')) return [];
  const problems = new Map<string, FormatProblem>();
  const root = { unit: role, role, node: tree.root, entry: null, path: () => [], broken: tree.broken };
  visit(root, problems, new Map());
  return [...problems.values()].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Checks a unit, then the units inside it. Mappings that were visited as the same unit are not visited again. */
function visit(
  place: UnitPlace,
  problems: Map<string, FormatProblem>,
  visited: Map<SyntaxNode, Set<Unit>>,
): void {
  const errors = errorsOf(place.unit, place.node);
  if (errors.length > 0) {
    for (const problem of problemsOf(place, errors)) {
      // What several units share by an alias or a merge is one mistake.
      const { start, end } = problem.range;
      const key = `${String(start)}:${String(end)}:${problem.kind}:${problem.path.at(-1) ?? ''}`;
      if (!problems.has(key)) problems.set(key, problem);
    }
  }
  if (place.node?.kind !== 'mapping' || !holdsUnits(place.unit)) return;
  for (const { key, value } of formatEntries(place.node)) {
    const unit = unitUnder(place.unit, key.text);
    const names = unit === null ? null : resolveAlias(value);
    if (unit === null || names?.kind !== 'mapping' || !firstVisit(visited, names, unit)) continue;
    visitAll(names, unit, place, key.text, problems, visited);
  }
}

function visitAll(
  names: MappingNode,
  unit: Unit,
  parent: UnitPlace,
  key: string,
  problems: Map<string, FormatProblem>,
  visited: Map<SyntaxNode, Set<Unit>>,
): void {
  for (const entry of formatEntries(names)) {
    const node = resolveAlias(entry.value);
    visit(
      {
        unit,
        role: parent.role,
        node,
        entry,
        path: () => [...parent.path(), key, entry.key.text],
        broken: entry.broken,
      },
      problems,
      visited,
    );
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
  const errors = validate(dataFor(unit, node)) ? none : [...(validate.errors ?? [])];
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
