import type { Unit } from './data.js';

const unitWords: Readonly<Record<Unit, string>> = {
  tenant: 'tenant.yaml',
  part: 'a part of a tenant',
  settings: 'tenant-config.yaml',
  source: 'a source',
  field: 'a field',
  database: 'a database',
  table: 'a table',
  column: 'a column',
};

/** What a mapping is called: a unit, or a mapping inside one by its key. */
export function holderWords(unit: Unit, keys: readonly string[]): string {
  if (keys[0] === 'activation_ids' && keys.length > 1) return 'an activation id';
  const key = keys.at(-1);
  return key === undefined ? unitWords[unit] : `\`${key}\``;
}

/** The same as the one that lacks something: `A table`, `` `features` ``. */
export function sentenceStart(words: string): string {
  // The name of a file stays as it is.
  return words.includes('.') ? words : words.charAt(0).toUpperCase() + words.slice(1);
}

/** `a`, `b` or `c`. */
export function oneOf(values: readonly string[]): string {
  const quoted = values.map((value) => `\`${value}\``);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}

/** A value as a message shows it, on one line and not too long. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `\`${line.length > 40 ? `${line.slice(0, 39)}…` : line}\``;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'keys with values below it',
};

/** What may stand there: `text or a list`. */
export function expectedWords(types: readonly string[]): string {
  return types
    .filter((type) => type !== 'null')
    .map((type) => typeWords[type] ?? type)
    .join(' or ');
}
