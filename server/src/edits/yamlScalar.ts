import { coreValue } from '../syntax/coreSchema.js';
import type { ScalarStyle } from '../syntax/tree.js';

/** Words that older YAML parsers take for a boolean or null; between quotes every parser reads text. */
const OLD_WORDS = /^(?:yes|no|on|off)$/i;
/** What JavaScript or an editor may take for a line end or cannot show. */
// eslint-disable-next-line no-control-regex -- these are the characters that need an escape
const NEEDS_ESCAPE = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]/;
const FLOW_SIGNS = /[,[\]{}]/;

/**
 * A text as a scalar on one line: plain where that reads back as the same text, else between quotes.
 * @param style the style to keep where it can be kept: that of the scalar that the text replaces.
 */
export function scalarText(
  text: string,
  quote: '"' | "'",
  inFlow: boolean,
  style: ScalarStyle = 'plain',
): string {
  if (style === 'single' && canBeSingle(text)) return singleQuoted(text);
  if (style === 'double') return doubleQuoted(text);
  if (canBePlain(text, inFlow)) return text;
  return quote === "'" && canBeSingle(text) ? singleQuoted(text) : doubleQuoted(text);
}

/** True where a text without quotes is read back as itself. */
export function canBePlain(text: string, inFlow: boolean): boolean {
  if (text === '' || text.trim() !== text || NEEDS_ESCAPE.test(text) || text.includes('\t')) return false;
  if (typeof coreValue(text) !== 'string' || OLD_WORDS.test(text)) return false;
  if (/^[,[\]{}#&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text) || /^(?:---|\.\.\.)/.test(text))
    return false;
  if (/:(?:\s|$)/.test(text) || /\s#/.test(text) || text === '=' || text === '<<') return false;
  if (!inFlow) return true;
  return !FLOW_SIGNS.test(text) && !/^[-?:]/.test(text) && !/:$/.test(text);
}

function canBeSingle(text: string): boolean {
  return !NEEDS_ESCAPE.test(text) && !text.includes('\t');
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A text between double quotes; whatever is in it can be written so. */
export function doubleQuoted(text: string): string {
  let result = '';
  for (const character of text) result += escaped(character);
  return `"${result}"`;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  if (character.length > 1 || !NEEDS_ESCAPE.test(character)) return character;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A number as YAML writes it. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return String(value);
}
