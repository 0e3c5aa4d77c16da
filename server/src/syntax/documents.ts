import type { OffsetRange, SyntaxProblem } from './tree.js';

/** The part of a text that its first document takes, and what is wrong with the parts behind it. */
export interface FirstDocument extends OffsetRange {
  readonly problem: SyntaxProblem | null;
}

const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
const SILENT = /^(?:\uFEFF|[ \t\r\n]|#[^\n]*|%[^\n]*)*$/;

/** Finds the first document: a file is one document, and only comments and directives may stand around it. */
export function firstDocument(text: string): FirstDocument {
  let hasContent = false;
  let from = 0;
  MARKER.lastIndex = 0;
  for (let found = MARKER.exec(text); found !== null; found = MARKER.exec(text)) {
    const start = found.index;
    const before = text.slice(from, start);
    hasContent ||= !isSilent(before);
    const isEnd = found[0] === '...';
    if (isEnd && hasContent) return { start: 0, end: start, problem: behindEnd(text, MARKER.lastIndex) };
    if (!isEnd && hasContent) return { start: 0, end: start, problem: severalDocuments(text, start) };
    // The first `---` opens the document, so that a second one ends it even where nothing stands between.
    hasContent ||= !isEnd;
    from = MARKER.lastIndex;
  }
  return { start: 0, end: text.length, problem: null };
}

function behindEnd(text: string, from: number): SyntaxProblem | null {
  const rest = text.slice(from);
  if (isSilent(rest)) return null;
  const first = from + rest.search(/\S/);
  return severalDocuments(text, first);
}

function severalDocuments(text: string, start: number): SyntaxProblem {
  const rest = text.slice(Math.min(text.length, start + 3));
  const problem = {
    range: { start, end: Math.min(text.length, start + 3) },
    message:
      'A second document begins here, and only the first one of a file counts. Move it to a file of its own, or remove it.',
    kind: 'several-documents',
  } as const;
  if (!isSilent(rest) || !text.startsWith('---', start)) return problem;
  const end = lineEndAt(text, start);
  const lineFeed = text.startsWith('\r\n', end) ? 2 : text[end] === '\n' ? 1 : 0;
  return { ...problem, mend: { title: 'Remove `---`', range: { start, end: end + lineFeed }, newText: '' } };
}

function lineEndAt(text: string, at: number): number {
  const lineFeed = text.indexOf('\n', at);
  if (lineFeed === -1) return text.length;
  return text[lineFeed - 1] === '\r' ? lineFeed - 1 : lineFeed;
}

/** Checked line by line: one expression over a whole text could overflow the stack of the engine. */
function isSilent(text: string): boolean {
  if (text.length < 2000) return SILENT.test(text);
  return text.split('\n').every((line) => line.length < 10_000 && SILENT.test(line));
}
