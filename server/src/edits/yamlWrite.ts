import { doubleQuoted, numberText, scalarText } from './yamlScalar.js';
import type { YamlStyle } from './yamlStyle.js';
import type { InFlowStyle, SqlBlock, YamlMap, YamlValue } from './value.js';

/** A value as text: what stands on its key's line, and the lines below with their indentation. */
export interface Written {
  readonly head: string;
  readonly body: readonly string[];
}

/** Longer lists in brackets are hard to read on one line. */
const WIDEST_LIST = 100;

/** Writes a value behind a key or dash that stands at `column`. */
export function written(value: YamlValue, column: number, style: YamlStyle): Written {
  if (!isComposite(value)) return { head: value === null ? '' : inFlow(value, style, false), body: [] };
  if ('block' in value) return block(value.block, column, style);
  if ('flow' in value) return { head: inFlow(value, style), body: [] };
  if (isList(value)) return list(value, column, style);
  if (value.map.length === 0) return { head: '{}', body: [] };
  return { head: '', body: entryLines(value, column + style.step, style) };
}

/** The lines of a mapping's entries that stand at `column`. */
export function entryLines(value: YamlMap, column: number, style: YamlStyle): string[] {
  return value.map.flatMap(([key, inner]) => {
    const { head, body } = written(inner, column, style);
    const line = `${' '.repeat(column)}${keyText(key, style, false)}:${head === '' ? '' : ` ${head}`}`;
    return [line, ...body];
  });
}

/** A key as it is written. */
export function keyText(key: string, style: YamlStyle, flow: boolean): string {
  return scalarText(key, style.quote, flow);
}

/** A value on one line, as it stands between brackets (`flow`) or behind a key. */
export function inFlow(value: YamlValue, style: YamlStyle, flow = true): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return scalarText(value, style.quote, flow);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map((item) => inFlow(item, style)).join(', ')}]`;
  if ('block' in value) return doubleQuoted(value.block);
  if ('flow' in value) return inFlow(isList(value.flow) ? value.flow : { map: value.flow.map }, style);
  const entries = value.map.map(([key, inner]) => `${keyText(key, style, true)}: ${inFlow(inner, style)}`);
  return `{${entries.join(', ')}}`;
}

/** True where some SQL in the value wants lines of its own. */
export function needsBlock(value: YamlValue): boolean {
  if (!isComposite(value) || 'flow' in value) return false;
  if (isList(value)) return value.some(needsBlock);
  return 'block' in value || value.map.some(([, inner]) => needsBlock(inner));
}

/** A text as a literal block scalar for a key at `column`; between quotes where no block can hold it. */
export function block(text: string, column: number, style: YamlStyle): Written {
  const unified = text.replaceAll('\r\n', '\n');
  const lines = unified.replace(/\n+$/, '').split('\n');
  const first = lines.find((line) => line !== '');
  // eslint-disable-next-line no-control-regex -- a block scalar has no escapes
  if (first === undefined || /[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]/.test(unified) || lines.some(isOnlyBlank)) {
    return { head: doubleQuoted(text), body: [] };
  }
  const ends = /\n*$/.exec(unified)?.[0].length ?? 0;
  const chomping = ends === 0 ? '-' : ends === 1 ? '' : '+';
  const indication = /^[ \t]/.test(first) ? String(style.step) : '';
  const indentation = ' '.repeat(column + style.step);
  const body = lines.map((line) => (line === '' ? '' : indentation + line));
  return {
    head: `|${indication}${chomping}`,
    body: [...body, ...Array<string>(Math.max(0, ends - 1)).fill('')],
  };
}

function isOnlyBlank(line: string): boolean {
  return line !== '' && line.trim() === '';
}

function list(items: readonly YamlValue[], column: number, style: YamlStyle): Written {
  const short = inFlow(items, style);
  const plain = !items.some((item) => isComposite(item) && !('flow' in item));
  if (items.length === 0 || (plain && !style.dashes && short.length <= WIDEST_LIST))
    return { head: short, body: [] };
  return { head: '', body: items.flatMap((item) => itemLines(item, column + style.dashIndent, style)) };
}

/** The lines of one item whose dash stands at `column`. */
export function itemLines(item: YamlValue, column: number, style: YamlStyle): string[] {
  const dash = `${' '.repeat(column)}-`;
  if (isComposite(item) && !isList(item) && 'map' in item && item.map.length > 0) {
    const [first = '', ...others] = entryLines(item, column + 2, style);
    return [`${dash} ${first.trimStart()}`, ...others];
  }
  const { head, body } = isList(item)
    ? { head: inFlow(item, style), body: [] }
    : written(item, column, style);
  return [head === '' ? dash : `${dash} ${head}`, ...body];
}

type Composite = readonly YamlValue[] | YamlMap | SqlBlock | InFlowStyle;

function isComposite(value: YamlValue): value is Composite {
  return typeof value === 'object' && value !== null;
}

/** Array.isArray does not tell a read-only array apart. */
export function isList(value: unknown): value is readonly YamlValue[] {
  return Array.isArray(value);
}
