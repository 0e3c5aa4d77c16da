import { parseEvents } from 'js-yaml';
import { leftOpen, type LeftOpen } from './brackets.js';
import { colonOf, isItem, type TextLine } from './lines.js';
import { plainWords } from './plainWords.js';
import { readComposed, type ComposeError } from './readComposed.js';
import { DEEPEST, readEvents } from './readEvents.js';
import { TreeMaker } from './treeMaker.js';
import type { Entry, ScalarNode, SyntaxNode, SyntaxProblem } from './tree.js';

/** What could be made of an entry with an error. */
export interface BrokenEntry {
  /** Where it is an entry of a mapping: the entry, and what else was read with it. */
  readonly entries: readonly Entry[];
  /** Where it is no entry: a list, or a text. */
  readonly root: SyntaxNode | null;
}

/** The lines that a broken entry takes. */
export interface Span {
  readonly first: TextLine;
  readonly start: number;
  readonly end: number;
  /** True where entries stand around it, so that a line without a colon is wrong whatever it holds. */
  readonly inMapping: boolean;
}

/** The slow reader is spared for spans that are longer than this: an entry is a few lines. */
const LONGEST_COMPOSED = 100_000;

/**
 * Reads an entry that has an error of its own, says what is wrong and how it may be mended.
 * @param quiet true where no more is to be said, and the entry's value may stay unread.
 */
export function readBrokenEntry(source: string, span: Span, maker: TreeMaker, quiet: boolean): BrokenEntry {
  const { first } = span;
  const colon = colonOf(source, first);
  const item = isItem(source, first);
  const valueStart = colon !== -1 ? colon + 1 : item ? first.content + 1 : first.content;
  const open = leftOpen(source, valueStart, span.end);
  const isValue = !span.inMapping && '[{"\''.includes(source[first.content] ?? '');
  if (colon === -1 && !item && open === null && !isValue) {
    return bareLine(source, first, maker, quiet);
  }
  if (open !== null && !quiet) maker.problems.push(leftOpenProblem(source, span, open));
  const end = open?.kind === 'unclosed-quote' ? (open.closings.at(-1)?.offset ?? span.end) : span.end;
  const composed =
    quiet || open?.kind === 'too-deep' || end - span.start > LONGEST_COMPOSED
      ? null
      : compose(source, span.start, end, maker);
  if (open === null && !quiet) {
    const error = composed?.errors[0];
    // The slow reader is the one that decides: what it reads without an error has none.
    if (composed !== null && error === undefined) return unbroken(composed.root);
    maker.problems.push(composeProblem(source, span, colon, error));
  }
  const root = composed?.root ?? null;
  if (root?.kind === 'mapping' && root.style === 'block') {
    return { root: null, entries: root.entries.map((entry) => ({ ...entry, broken: true })) };
  }
  if (colon === -1) return { root, entries: [] };
  return { root: null, entries: [keyOnly(source, first, colon, maker)] };
}

function unbroken(root: SyntaxNode | null): BrokenEntry {
  return root?.kind === 'mapping' && root.style === 'block'
    ? { root: null, entries: root.entries }
    : { root, entries: [] };
}

/** The first error of a text that is not too long for the slow reader; null where it finds none. */
export function errorIn(source: string, start: number, end: number): ComposeError | null {
  if (end - start > LONGEST_COMPOSED) return null;
  return compose(source, start, end, new TreeMaker(source, () => true))?.errors[0] ?? null;
}

function compose(
  source: string,
  start: number,
  end: number,
  maker: TreeMaker,
): { root: SyntaxNode | null; errors: readonly ComposeError[] } | null {
  try {
    return readComposed(source, start, end, maker);
  } catch {
    // The library calls itself for each level; text that nests without brackets can exhaust the stack.
    return null;
  }
}

/** A line without a colon: a key that is being typed. */
function bareLine(source: string, line: TextLine, maker: TreeMaker, quiet: boolean): BrokenEntry {
  const written = source.slice(line.content, line.end);
  const text = written.replace(/[ \t]+#.*$/, '').trimEnd();
  const key = maker.flowScalar('plain', line.content, line.content + text.length, true);
  if (!quiet) {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    const message = /^[^\s:]+:\S/.test(text)
      ? `\`${shown}\` has no space behind its colon, so it is a name without a value. Put a space behind the colon, or a colon behind the name.`
      : `\`${shown}\` has no colon, so it is no entry yet. Put a colon behind it, or remove the line.`;
    maker.problems.push({ range: key.range, message, kind: 'error' });
  }
  return { root: null, entries: [{ key, value: null, range: key.range, broken: true }] };
}

/** An entry whose colon is lost: its key, and the value that stands behind it. */
export function lostColonEntry(
  source: string,
  line: TextLine,
  colon: { readonly end: number; readonly isClear: boolean },
  maker: TreeMaker,
): Entry {
  const key = maker.flowScalar('plain', line.content, colon.end, true);
  const value = readEvents(source, colon.end, line.end, maker) ?? null;
  maker.problems.push({
    range: key.range,
    message: `\`${key.text}\` has no colon, so it is no entry yet. Put a colon behind it, or remove the line.`,
    kind: 'error',
    mend: colonBehind(key, !colon.isClear),
  });
  return { key, value, range: { start: key.range.start, end: value?.range.end ?? line.end }, broken: true };
}

/** A key without its colon that others stand below: its key. */
export function nameWithoutColon(line: TextLine, source: string, maker: TreeMaker): ScalarNode {
  const text = source
    .slice(line.content, line.end)
    .replace(/[ \t]+#.*$/, '')
    .trimEnd();
  const key = maker.flowScalar('plain', line.content, line.content + text.length, true);
  maker.problems.push({
    range: key.range,
    message: `\`${key.text}\` has no colon behind it, so what stands below it belongs to nothing. Put a colon there.`,
    kind: 'error',
    mend: colonBehind(key, /\s/.test(text)),
  });
  return key;
}

function colonBehind({ text, range }: ScalarNode, isGuess: boolean): NonNullable<SyntaxProblem['mend']> {
  const { end } = range;
  return { title: `Put a colon behind \`${text}\``, range: { start: end, end }, newText: ':', isGuess };
}

/** The entry of which no more than the key is known. */
function keyOnly(source: string, line: TextLine, colon: number, maker: TreeMaker): Entry {
  const plain = /^[\w. :-]*$/.test(source.slice(line.content, colon));
  const read = plain ? null : readEvents(source, line.start, colon + 1, maker);
  const found: ScalarNode | undefined = read?.kind === 'mapping' ? read.entries[0]?.key : undefined;
  const key = found ?? maker.flowScalar('plain', line.content, trimmedEnd(source, line.content, colon), true);
  return { key, value: null, range: { start: key.range.start, end: colon + 1 }, broken: true };
}

function leftOpenProblem(source: string, span: Span, open: LeftOpen): SyntaxProblem {
  const range = { start: open.offset, end: open.offset + 1 };
  const sign = source[open.offset] ?? '';
  if (open.kind === 'too-deep') {
    const message = `Brackets are nested deeper than ${DEEPEST} levels here, and what is deeper is not read. Take some away.`;
    return { range, message, kind: 'error' };
  }
  const closing = sign === '[' ? ']' : sign === '{' ? '}' : sign;
  const message =
    open.kind === 'unclosed-quote'
      ? `This quote is not closed. Put ${closing} behind the end of the value.`
      : `This \`${sign}\` is not closed. Put \`${closing}\` behind its last entry.`;
  const good = open.closings.find(({ offset, replaces, text }) =>
    reads(source, span, offset, offset + replaces, text),
  );
  if (good === undefined) return { range, message, kind: open.kind };
  return {
    range,
    message,
    kind: open.kind,
    mend: {
      title: open.kind === 'unclosed-quote' ? 'Close the quote' : 'Close the bracket',
      range: { start: good.offset, end: good.offset + good.replaces },
      newText: good.text,
    },
  };
}

/** True where the span has no error once `[from, to)` is replaced. */
function reads(source: string, span: Span, from: number, to: number, newText: string): boolean {
  if (span.end - span.start > LONGEST_COMPOSED) return false;
  try {
    parseEvents(source.slice(span.start, from) + newText + source.slice(to, span.end), { maxDepth: DEEPEST });
    return true;
  } catch {
    return false;
  }
}

function composeProblem(
  source: string,
  span: Span,
  colon: number,
  error: ComposeError | undefined,
): SyntaxProblem {
  const start = Math.max(span.first.content, Math.min(error?.offset ?? 0, span.end - 1));
  const word = /^\S{0,60}/.exec(source.slice(start, Math.min(span.end, start + 60)))?.[0] ?? '';
  const range = { start, end: Math.min(span.end, start + Math.max(1, word.length)) };
  const problem = { range, message: plainWords(error), kind: 'error' } as const;
  if (colon === -1) return problem;
  const value = source.slice(colon + 1, span.first.end);
  const from = colon + 1 + (value.length - value.trimStart().length);
  const text = source
    .slice(from, span.first.end)
    .replace(/[ \t]+#.*$/, '')
    .trimEnd();
  if (text === '' || /^["'[{|>&*!]/.test(text)) return problem;
  const quoted = /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
  if (!reads(source, span, from, from + text.length, quoted)) return problem;
  return {
    ...problem,
    mend: {
      title: 'Put quotes around the value',
      range: { start: from, end: from + text.length },
      newText: quoted,
    },
  };
}

function trimmedEnd(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && (source[at - 1] === ' ' || source[at - 1] === '\t')) at--;
  return at;
}
