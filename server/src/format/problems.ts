import { joinExcludedKeys } from './excludedKeys.js';
import { locate, mappingAt, type Location, type UnitPlace } from './location.js';
import { excludedKey, missingKey, twoQueries, unknownKey } from './keyProblems.js';
import type { FormatProblem } from './problem.js';
import type { ValidatorError } from './validator.js';
import { emptyText, wrongForm, wrongType, wrongValue } from './valueProblems.js';

/** The mistakes that a validator's errors about a unit come from, each once. */
export function problemsOf(place: UnitPlace, errors: readonly ValidatorError[]): readonly FormatProblem[] {
  const problems = errors.flatMap((error) => problemOf(place, error) ?? []);
  const each = problems.filter(
    (problem, index) => !follows(problem, problems) && isFirst(problem, index, problems),
  );
  return joinExcludedKeys(place, each);
}

function problemOf(place: UnitPlace, error: ValidatorError): FormatProblem | null {
  // What a choice between two lists of keys says of each of them is said by the choice itself.
  if (error.keyword === 'required' && error.schemaPath.includes('/oneOf/')) return null;
  const location = locate(place, error.instancePath);
  if (location === null) return null;
  if (isKeyError(error)) return keyProblem(place, location, error);
  // What stands after a key in a text that could not be read is unknown.
  if (location.entry?.broken) return null;
  return valueProblem(place, location, error);
}

function isKeyError({ keyword }: ValidatorError): boolean {
  return ['required', 'oneOf', 'additionalProperties', 'false schema'].includes(keyword);
}

function keyProblem(place: UnitPlace, location: Location, error: ValidatorError): FormatProblem | null {
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(place, location, String(params['additionalProperty']));
    case 'false schema':
      return excludedKey(place, location);
    case 'required':
      return lacks(place, location, String(params['missingProperty']));
    default:
      return params['passingSchemas'] === null ? lacks(place, location, 'sql') : twoQueries(place, location);
  }
}

/** Nothing is said of what a text lacks that could not be read in full. */
function lacks(place: UnitPlace, location: Location, key: string): FormatProblem | null {
  if (place.broken || location.entry?.broken) return null;
  if (mappingAt(location)?.entries.some((entry) => entry.broken)) return null;
  return missingKey(place, location, key);
}

function valueProblem(place: UnitPlace, location: Location, error: ValidatorError): FormatProblem | null {
  const { params } = error;
  switch (error.keyword) {
    case 'type':
      return wrongType(place, location, [params['type']].flat().map(String));
    case 'enum':
    case 'const':
      return wrongValue(place, location);
    case 'pattern':
      return wrongForm(location);
    case 'minLength':
      return emptyText(location);
    default:
      return null;
  }
}

/**
 * A key that is missing because it is misspelt, or because another key says what the mapping really is; or a value
 * under a key that does not belong there at all.
 */
function follows(problem: FormatProblem, all: readonly FormatProblem[]): boolean {
  if (problem.kind === 'wrong-type' || problem.kind === 'wrong-value') {
    return all.some((other) => other.kind === 'excluded-key' && isBelow(problem.path, other.path));
  }
  if (problem.kind !== 'missing-key') return false;
  const key = problem.path.at(-1);
  return all.some(
    (other) =>
      (other.mend?.kind === 'rename-key' && (other.mend.key === key || isTwin(other.mend.key, key))) ||
      ((key === 'fields' || key === 'sql') && other.kind === 'excluded-key') ||
      swallowsLines(other),
  );
}

/** A value of several lines where a short one belongs: the key of these lines is missing. */
function swallowsLines({ kind, node }: FormatProblem): boolean {
  if (kind !== 'wrong-value' && kind !== 'wrong-type') return false;
  // Line ends and indentation count as one space in its text.
  return (
    node?.kind === 'scalar' && node.style === 'plain' && node.range.end - node.range.start > node.text.length
  );
}

function isBelow(path: readonly string[], above: readonly string[]): boolean {
  return above.every((key, index) => path[index] === key);
}

/** Either of two keys satisfies what asks for a query. */
function isTwin(written: string, wanted: string | undefined): boolean {
  return wanted === 'sql' && written === 'sql_file';
}

/** One mistake is one problem, whichever ways lead to it. */
function isFirst(problem: FormatProblem, index: number, all: readonly FormatProblem[]): boolean {
  return all.findIndex((other) => sameMistake(problem, other)) === index;
}

function sameMistake(a: FormatProblem, b: FormatProblem): boolean {
  if (a.range.start !== b.range.start || a.range.end !== b.range.end) return false;
  return a.kind !== 'missing-key' || b.kind !== 'missing-key' || a.path.at(-1) === b.path.at(-1);
}
