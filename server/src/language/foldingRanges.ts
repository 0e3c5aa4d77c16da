import type { FoldingRange } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Snapshot } from '../analysis/snapshot.js';
import type { Comment, SyntaxNode, SyntaxTree } from '../syntax/tree.js';
import { documentOf } from './documentTexts.js';

/** What can be folded: entries and texts of several lines, runs of comments; in a `.sql` file its CTEs and subqueries. */
export function foldingRanges(snapshot: Snapshot, uri: string): FoldingRange[] {
  const document = documentOf(snapshot, uri);
  const tree = snapshot.trees.get(uri);
  if (document === null) {
    return [];
  }
  return tree === undefined ? sqlFolds(snapshot, document, uri) : yamlFolds(document, tree);
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
  const query = snapshot.tenant.queries.find((one) => one.uri === uri && one.origin === 'file');
  const view = query === undefined ? null : snapshot.lineage.queryView(query);
  const folds: FoldingRange[] = [];
  const ranges = [...(view?.analysis.outputs.keys() ?? [])]
    .map((inner) => inner.range)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end } of ranges) {
    addFold(document, folds, start, end);
  }
  return folds;
}
