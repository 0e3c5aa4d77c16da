import type { OffsetRange } from '../syntax/tree.js';
import { flowContext, unquoted } from './yamlFlowContext.js';
import { lineStartBefore } from '../syntax/positions.js';

/** What somebody is typing in YAML at an offset, read from the text's lines, as such text is seldom whole. */
export interface YamlContext {
  readonly kind: 'key' | 'value' | 'comment';
  /** For a key the keys around its mapping; for a value those that lead to it, its own last. */
  readonly path: readonly string[];
  /** The typed part of the word. */
  readonly prefix: string;
  /** What a choice replaces. */
  readonly replace: OffsetRange;
  /** Within `{}` or `[]`. */
  readonly flow: boolean;
  /** An item of a list. */
  readonly item: boolean;
  /** How deep the line of the key stands. */
  readonly indent: number;
  /** The file's own width of indentation. */
  readonly width: number;
  /** A colon follows already. */
  readonly hasColon: boolean;
  /** What must come before the choice: a blank where the cursor stands right behind a colon or dash. */
  readonly lead: string;
}

interface Line {
  readonly start: number;
  readonly text: string;
  readonly indent: number;
}

const longestWord = 256;

/** Words that a choice replaces: up to a blank, a comma, a bracket. */
const wordBefore = /[^\s,[\]{}"'#]*$/;
const wordAfter = /^[^\s,[\]{}"'#:]*/;

export function yamlContextAt(text: string, offset: number): YamlContext {
  const line = lineAt(text, offset);
  const before = line.text.slice(0, offset - line.start);
  const after = line.text.slice(offset - line.start);
  const width = indentationWidth(text);
  const common = { width, hasColon: /^[^\s,{}[\]#]*\s*:/.test(after) };
  const comment = /(^|\s)#/.exec(before);
  if (comment !== null) {
    const replace = wordRange(offset, before, after);
    return {
      ...common,
      kind: 'comment',
      path: [],
      flow: false,
      item: false,
      indent: line.indent,
      lead: '',
      ...replace,
    };
  }
  const flow = flowContext(text, offset);
  if (flow !== null) {
    const outer = keyPathAbove(text, flow.line);
    const path = [...outer, ...flow.path];
    const word = wordRange(offset, before, after);
    const replace = flow.lead === '' ? word : behindColon(word, offset);
    return {
      ...common,
      kind: flow.kind,
      path,
      flow: true,
      item: flow.item,
      indent: line.indent,
      lead: flow.lead,
      ...replace,
    };
  }
  return blockContext(text, line, before, after, offset, common);
}

function blockContext(
  text: string,
  line: Line,
  before: string,
  after: string,
  offset: number,
  common: Pick<YamlContext, 'width' | 'hasColon'>,
): YamlContext {
  const item = /^(\s*)-(\s+|$)/.exec(before);
  const start = item === null ? 0 : item[0].length;
  const rest = before.slice(start);
  const value = /^\s*((?:"[^"]*"|'[^']*'|[^\s#][^#]*?)):(\s+|$)(.*)$/.exec(rest);
  const replace = wordRange(offset, before, after);
  const indent =
    item === null ? (before.trim() === '' ? before.length : line.indent) : (item[1] ?? '').length;
  if (value !== null) {
    const path = [...parentsOf(text, line.start, indent + (item === null ? 0 : 1)), unquoted(value[1] ?? '')];
    const lead = value[2] === '' ? ' ' : '';
    const typed = lead === '' ? replace : behindColon(replace, offset);
    return { ...common, kind: 'value', path, flow: false, item: false, indent, lead, ...typed };
  }
  if (item !== null) {
    const path = parentsOf(text, line.start, indent, true);
    const lead = item[2] === '' ? ' ' : '';
    return { ...common, kind: 'value', path, flow: false, item: true, indent, lead, ...replace };
  }
  const path = parentsOf(text, line.start, indent);
  return { ...common, kind: 'key', path, flow: false, item: false, indent, lead: '', ...replace };
}

/** The keys of a line and of all lines above that it stands under. */
function keyPathAbove(text: string, lineStart: number): string[] {
  const line = lineAt(text, lineStart);
  const key = keyOf(line.text);
  return [...parentsOf(text, line.start, line.indent), ...(key === null ? [] : [key])];
}

/** The keys above a line that stand less deep, the outermost first. `same`: a list may stand as deep as its key. */
function parentsOf(text: string, lineStart: number, indent: number, same = false): string[] {
  const path: string[] = [];
  let depth = same ? indent + 1 : indent;
  for (let end = lineStart - 1; end >= 0 && depth > 0;) {
    const line = lineAt(text, end);
    const key = keyOf(line.text);
    if (key !== null && line.indent < depth) {
      path.unshift(key);
      depth = line.indent;
    }
    end = line.start - 1;
  }
  return path;
}

/** The key that a line begins with; null for blank lines, comments, list items and lines of a text. */
export function keyOf(line: string): string | null {
  const match = /^\s*("[^"]*"|'[^']*'|[^\s#\-"'{}[\],][^#"'{}[\]]*?|-[^\s#]+?)\s*:(\s|$)/.exec(line);
  return match === null ? null : unquoted(match[1] ?? '');
}

export function lineAt(text: string, offset: number): Line {
  const start = lineStartBefore(text, offset);
  const next = text.indexOf('\n', Math.max(start, offset));
  const end = next < 0 ? text.length : next;
  const line = text.slice(start, end).replace(/\r$/, '');
  return { start, text: line, indent: /^ */.exec(line)?.[0].length ?? 0 };
}

/** By how many blanks the file's first indented key stands deeper; 2 where none does. */
export function indentationWidth(text: string): number {
  const match = /^[^\s#][^\n]*:[^\S\n]*(?:#[^\n]*)?\r?\n(?:[^\S\n]*(?:#[^\n]*)?\r?\n)*( +)[^\s#]/m.exec(text);
  return match?.[1]?.length ?? 2;
}

/** Right behind a colon nothing of the value is typed yet. */
function behindColon(
  word: Pick<YamlContext, 'prefix' | 'replace'>,
  offset: number,
): Pick<YamlContext, 'prefix' | 'replace'> {
  return { prefix: '', replace: { start: offset, end: word.replace.end } };
}

function wordRange(offset: number, before: string, after: string): Pick<YamlContext, 'prefix' | 'replace'> {
  const prefix = wordBefore.exec(before.slice(-longestWord))?.[0] ?? '';
  const rest = wordAfter.exec(after.slice(0, longestWord))?.[0] ?? '';
  return {
    prefix,
    replace: { start: offset - prefix.length, end: offset + rest.length },
  };
}
