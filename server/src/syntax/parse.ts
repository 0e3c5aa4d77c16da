import { commentsOf } from './comments.js';
import { conflictsOf } from './conflicts.js';
import { firstDocument } from './documents.js';
import { lineStartsOf } from './positions.js';
import { markChangeable, readChange } from './readChange.js';
import { readEvents } from './readEvents.js';
import { Recovery } from './recover.js';
import { tabbedText, tabProblems, type TabbedText } from './tabs.js';
import { TreeMaker } from './treeMaker.js';
import type { SyntaxNode, SyntaxProblem, SyntaxTree } from './tree.js';

/** These problems leave nothing unread. */
const HARMLESS: ReadonlySet<SyntaxProblem['kind']> = new Set([
  'duplicate-key',
  'several-documents',
  'unknown-alias',
]);

/**
 * Reads a YAML text, whatever is in it: every text gives a tree. Text without errors is read in one go; in text with
 * errors only the broken entries are lost. Offsets are UTF-16 units of `text`.
 * @param before the tree of the text that this one was typed in, of which is kept what did not change
 */
export function parseYaml(text: string, before: SyntaxTree | null = null): SyntaxTree {
  const kept = before === null ? null : readChange(text, before);
  return kept ?? readWhole(text);
}

function readWhole(text: string): SyntaxTree {
  const lineStarts = lineStartsOf(text);
  const binary = text.indexOf('\0');
  if (binary !== -1) {
    const message = 'This is no text: it holds a NUL character. Write the file as UTF-8 text.';
    const problem: SyntaxProblem = { range: { start: binary, end: binary + 1 }, message, kind: 'binary' };
    return { kept: null, text, root: null, problems: [problem], comments: [], lineStarts, broken: true };
  }
  const document = firstDocument(text);
  const { root, maker } = readDocument(text, document.end);
  const problems = maker.problems;
  if (document.problem !== null) problems.push(document.problem);
  if (root !== null && root.kind !== 'mapping') problems.push(notAMapping(text, root));
  problems.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const tree: SyntaxTree = {
    kept: null,
    text,
    root: root?.kind === 'alias' ? null : root,
    problems,
    comments: commentsOf(text, document.start, document.end, maker.contents),
    lineStarts,
    broken: problems.some(({ kind }) => !HARMLESS.has(kind)),
  };
  if (problems.length === 0 && !maker.hasAnchors) markChangeable(tree);
  return tree;
}

function readDocument(text: string, end: number): { root: SyntaxNode | null; maker: TreeMaker } {
  const conflicts = conflictsOf(text);
  // A lone CR ends no line here, though the parser takes it for a line end.
  const source = (conflicts?.source ?? text).replace(/\r(?!\n)/g, ' ');
  const mayRepeat = (offset: number): boolean =>
    conflicts?.spans.some((span) => span.start <= offset && offset < span.end) ?? false;
  const start = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  const whole = new TreeMaker(source, mayRepeat);
  whole.problems.push(...(conflicts?.problems ?? []));
  const root = readEvents(source, start, end, whole);
  if (root !== undefined) return { root, maker: whole };

  const tabbed = tabbedText(source, start, end);
  const readable = tabbed?.source ?? source;
  const maker = new TreeMaker(readable, mayRepeat);
  maker.problems.push(...(conflicts?.problems ?? []));
  // Beside spaces it is not known how deep a tab is.
  const isUniform = tabbed !== null && !/^ +[^ \t\r\n]/m.test(source);
  const untabbed = isUniform ? readEvents(readable, start, end, maker) : undefined;
  if (untabbed !== undefined) return { root: untabbed, maker: withTabs(source, tabbed, maker, noColumns) };
  const recovery = new Recovery(readable, maker, (tabbed === null ? whole : maker).gaveUpAt, tabbed);
  const recovered = recovery.read(start, end);
  return { root: recovered, maker: withTabs(source, tabbed, maker, recovery.columnsOfTabbed()) };
}

const noColumns: ReadonlyMap<number, number> = new Map();

function withTabs(
  source: string,
  tabbed: TabbedText | null,
  maker: TreeMaker,
  meant: ReadonlyMap<number, number>,
): TreeMaker {
  if (tabbed !== null) maker.problems.push(...tabProblems(source, tabbed, maker.contents, meant));
  return maker;
}

function notAMapping(text: string, root: SyntaxNode): SyntaxProblem {
  const { start, end } = root.range;
  const lineFeed = text.indexOf('\n', start);
  const found = root.kind === 'sequence' ? 'a list' : 'a text';
  return {
    range: { start, end: lineFeed === -1 ? end : Math.min(end, lineFeed) },
    message: `The file is ${found}, and a tenant's file is made of entries such as \`sources:\`. Begin with an entry's key and a colon.`,
    kind: 'not-a-mapping',
  };
}
