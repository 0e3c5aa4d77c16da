import { resolveAlias } from '../syntax/navigate.js';
import type { ScalarNode } from '../syntax/tree.js';
import { valuesOf } from './keys.js';
import { valueRange, type Location, type UnitPlace } from './location.js';
import { nearest } from './nearest.js';
import type { FormatMend, FormatProblem, FormatProblemKind } from './problem.js';
import { schemaAt, type Schema } from './schema.js';
import { expectedWords, oneOf, shown } from './words.js';

/** A value of the wrong type: a list for text, nothing for a switch. */
export function wrongType(place: UnitPlace, location: Location, types: readonly string[]): FormatProblem {
  const choices = choicesAt(place, location);
  const scalar = scalarAt(location);
  // Where a list of values exists, what is wrong is read as a misspelt value: `stitch: yes`.
  if (scalar !== null && scalar.value !== null && choices.length > 0)
    return wrongChoice(location, scalar, choices);
  const expected = choices.length > 0 ? oneOf(choices) : expectedWords(types);
  const name = nameOf(location);
  if (isEmpty(location)) {
    return problem('wrong-type', location, `${name} has no value. Write ${expected}.`, null);
  }
  if (scalar !== null && types.includes('string') && typeof scalar.value !== 'string') {
    // Between quotes it would be no day either.
    if (schemaOf(place, location)?.pattern !== undefined) return wrongForm(location);
    const message = `${name} is text, and ${shown(scalar.text)} without quotes is none. Put it between quotes.`;
    return problem('wrong-type', location, message, {
      kind: 'replace-value',
      title: `Change to "${scalar.text}"`,
      preferred: true,
      value: scalar.text,
    });
  }
  const mappingOnly = types.every((type) => type === 'object' || type === 'null');
  const message = mappingOnly ? `${name} takes keys with values below it.` : `${name} must be ${expected}.`;
  return problem('wrong-type', location, message, null);
}

/** A value that is none of those to choose from. */
export function wrongValue(place: UnitPlace, location: Location): FormatProblem {
  const choices = choicesAt(place, location);
  const scalar = scalarAt(location);
  if (scalar !== null && scalar.value !== null) return wrongChoice(location, scalar, choices);
  const start = isEmpty(location) ? `${nameOf(location)} has no value. Write` : `${nameOf(location)} must be`;
  return problem('wrong-value', location, `${start} ${oneOf(choices)}.`, null);
}

function wrongChoice(location: Location, scalar: ScalarNode, choices: readonly string[]): FormatProblem {
  const near = choices.length === 1 ? (choices[0] ?? null) : nearest(scalar.text, choices);
  if (near !== null && near === scalar.text) {
    const message = `${nameOf(location)} is ${near} without quotes.`;
    return problem('wrong-value', location, message, replacing(near));
  }
  const wrong = `${shown(scalar.text)} is not a value of ${nameOf(location)}.`;
  const advice = near === null ? `Write ${oneOf(choices)}.` : `Did you mean \`${near}\`?`;
  return problem('wrong-value', location, `${wrong} ${advice}`, near === null ? null : replacing(near));
}

function replacing(near: string): FormatMend {
  return { kind: 'replace-value', title: `Change to \`${near}\``, preferred: true, value: typed(near) };
}

/** The choices are written as text; in the file some of them are switches and numbers. */
function typed(choice: string): string | number | boolean {
  if (choice === 'true' || choice === 'false') return choice === 'true';
  return /^\d+$/.test(choice) ? Number(choice) : choice;
}

/** A value that does not look as it must: no calendar day. */
export function wrongForm(location: Location): FormatProblem {
  const scalar = scalarAt(location);
  const day = shown(scalar?.text ?? '');
  return problem('wrong-value', location, `${day} is no day of the calendar. Write it as YYYY-MM-DD.`, null);
}

/** Empty text where a name belongs. */
export function emptyText(location: Location): FormatProblem {
  return problem('wrong-value', location, `${nameOf(location)} is empty. Write a name.`, null);
}

function problem(
  kind: FormatProblemKind,
  location: Location,
  message: string,
  mend: FormatMend | null,
): FormatProblem {
  const { path, entry, node } = location;
  return { kind, range: valueRange(location), message, path, entry, node, mend };
}

/** The last key on the way: a field's own name where its type is written short, `records` for an item of it. */
function nameOf(location: Location): string {
  const key = location.entry?.key.text;
  return key === undefined ? 'The file' : `\`${key}\``;
}

function schemaOf(place: UnitPlace, location: Location): Schema | null {
  return schemaAt([...place.path(), ...location.keys], place.role);
}

function choicesAt(place: UnitPlace, location: Location): readonly string[] {
  const schema = schemaOf(place, location);
  return schema === null ? [] : valuesOf(schema).map(({ value }) => value);
}

function scalarAt(location: Location): ScalarNode | null {
  const target = resolveAlias(location.node);
  return target?.kind === 'scalar' ? target : null;
}

function isEmpty(location: Location): boolean {
  const target = resolveAlias(location.node);
  return target === null || (target.kind === 'scalar' && target.value === null);
}
