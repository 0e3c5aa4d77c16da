import type { FoldingRange } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Snapshot } from '../analysis/snapshot.js';
import type { Comment, SyntaxNode, SyntaxTree } from '../syntax/tree.js';
import { documentOf } from './documentTexts.js';

/** What can be folded: entries and texts of several lines, runs of comments; in SQL its CTEs and subqueries. */
export function foldingRanges(snapshot: Snapshot, uri: string): FoldingRange[] {
  const document = documentOf(snapshot, uri);
  const tree = snapshot.trees.get(uri);
  if (document === null) {
    return [];
  }
  const sql = sqlFolds(snapshot, document, uri);
  return tree === undefined ? sql : withoutRepeats([...yamlFolds(document, tree), ...sql]);
}

/** One fold for each first line: the widest, which comes first. */
function withoutRepeats(folds: readonly FoldingRange[]): FoldingRange[] {
  const byLine = new Map<number, FoldingRange>();
  for (const fold of folds) {
    if (!byLine.has(fold.startLine)) {
      byLine.set(fold.startLine, fold);
    }
  }
  return [...byLine.values()];
}

function yamlFolds(document: TextDocument, tree: SyntaxTree): FoldingRange[] {
  const folds: FoldingRange[] = [];
  const visit = (node: SyntaxNode | null): void => {
    if (node?.kind === 'mapping') {
      for (const entry of node.entries) {
        addFold(document, folds, entry.range.start, entry.range.end);
        visit(entry.value);
      }
    } else if (node?.kind === 'sequence') {
      node.items.forEach(visit);
    }
  };
  visit(tree.root);
  return [...folds, ...commentFolds(document, tree.comments)];
}

function addFold(document: TextDocument, folds: FoldingRange[], start: number, end: number): void {
  const text = document.getText();
  let last = end;
  // A block scalar ends behind its line's end: the line that follows is not its own.
  while (last > start && /\s/.test(text[last - 1] ?? '')) {
    last -= 1;
  }
  const startLine = document.positionAt(start).line;
  const endLine = document.positionAt(last).line;
  if (endLine > startLine && folds.at(-1)?.startLine !== startLine) {
    folds.push({ startLine, endLine });
  }
}

function commentFolds(document: TextDocument, comments: readonly Comment[]): FoldingRange[] {
  const folds: FoldingRange[] = [];
  let start = -1;
  let end = -1;
  const close = (): void => {
    if (end > start) {
      folds.push({ startLine: start, endLine: end, kind: 'comment' });
    }
  };
  for (const comment of comments.filter(({ ownLine }) => ownLine)) {
    const { line } = document.positionAt(comment.range.start);
    if (start < 0 || line !== end + 1) {
      close();
      start = line;
    }
    end = line;
  }
  close();
  return folds;
}

function sqlFolds(snapshot: Snapshot, document: TextDocument, uri: string): FoldingRange[] {
  const folds: FoldingRange[] = [];
  for (const query of snapshot.tenant.queries.filter((one) => one.uri === uri)) {
    const view = snapshot.lineage.queryView(query);
    const ranges = [...(view?.analysis.outputs.keys() ?? [])]
      .map((inner) => query.placeOf(inner.range).range)
      .sort((a, b) => a.start - b.start || b.end - a.end);
    for (const { start, end } of ranges) {
      addFold(document, folds, start, end);
    }
  }
  return folds;
}
