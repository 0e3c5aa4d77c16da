import { pathAt } from '../syntax/navigate.js';
import { parseYaml } from '../syntax/parse.js';
import type { ScalarNode, SyntaxTree } from '../syntax/tree.js';
import type { SqlText } from '../tenant/tenant.js';
import { applyTextEdits, type FileChange, type TextEdit } from './edit.js';
import type { SqlEdit } from './sqlEdit.js';
import { columnAt, entryHolding, isInFlow } from './yamlPlace.js';
import { replaceValue } from './yamlReplace.js';
import { styleOf } from './yamlStyle.js';

export interface SqlChangeOptions {
  /** Other edits of the same source or table are made with this one: then nothing around the text may be rewritten. */
  readonly beside?: boolean;
}

/**
 * Edits of a query as a change of the file that holds it: the `.sql` file, or the YAML around the text, whose
 * indentation, line ends and quotes are kept. A quoted or plain text that is to have several lines becomes a block.
 * Null where the query's text could not be had.
 */
export function sqlChange(
  query: SqlText,
  edits: readonly SqlEdit[],
  options: SqlChangeOptions = {},
): FileChange | null {
  if (query.text === null) return null;
  if (query.origin === 'file') return { kind: 'edit', uri: query.uri, edits: fileEdits(query.text, edits) };
  if (query.scalar === null) return null;
  const { tree } = query.setting.file;
  return { kind: 'edit', uri: query.uri, edits: scalarEdits(tree, query.scalar, query, edits, options) };
}

function fileEdits(text: string, edits: readonly SqlEdit[]): readonly TextEdit[] {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return edits.map(({ range, newText }) => ({ range, newText: newText.replace(/\r?\n/g, eol) }));
}

function scalarEdits(
  tree: SyntaxTree,
  scalar: ScalarNode,
  query: SqlText,
  edits: readonly SqlEdit[],
  options: SqlChangeOptions,
): readonly TextEdit[] {
  const wanted = applyTextEdits(scalar.text, edits);
  const inPlace = scalar.style === 'literal' ? blockEdits(tree, scalar, edits) : lineEdits(scalar, edits);
  if (inPlace !== null && readsAs(tree, scalar, inPlace, wanted)) return inPlace;
  // A text shared by an anchor is rewritten where it stands.
  const entry = entryHolding(tree, scalar) ?? query.setting.entry;
  // A block of lines in flow style makes its surroundings block style too; in quotes it stands alone.
  const inQuotes = options.beside === true && isInFlow(tree, entry.key);
  return replaceValue(tree, entry, inQuotes ? wanted : { block: wanted });
}

/** Whether the scalar has that text after the edits; the one sure test of what YAML makes of them. */
function readsAs(tree: SyntaxTree, scalar: ScalarNode, edits: readonly TextEdit[], wanted: string): boolean {
  const text = applyTextEdits(tree.text, edits);
  const after = parseYaml(text);
  if (after.problems.length > tree.problems.length) return false;
  return pathAt(after, scalar.range.start).some((step) => {
    const node = step.kind === 'entry' ? step.entry.value : step.item;
    return (
      node?.kind === 'scalar' &&
      node.range.start === scalar.range.start &&
      node.style === scalar.style &&
      node.text === wanted
    );
  });
}

function blockEdits(tree: SyntaxTree, scalar: ScalarNode, edits: readonly SqlEdit[]): readonly TextEdit[] {
  const { eol } = styleOf(tree);
  const indentation = ' '.repeat(indentationOf(tree, scalar));
  return edits.map(({ range, newText }) => {
    const start = offsetInText(scalar, range.start);
    const end = range.end === range.start ? start : offsetInText(scalar, range.end);
    const lines = newText
      .split(/\r?\n/)
      .map((line, index) => (index === 0 || line === '' ? line : indentation + line));
    // An empty line of the block need not be indented; what is put there must be.
    const missing = indentation.length - columnAt(tree, start);
    const padding = missing > 0 && lines[0] !== '' ? ' '.repeat(missing) : '';
    return { range: { start, end }, newText: padding + lines.join(eol) };
  });
}

/** The column at which the lines of a block scalar begin. */
function indentationOf(tree: SyntaxTree, scalar: ScalarNode): number {
  const first = /^\n*/.exec(scalar.text)?.[0].length ?? 0;
  return columnAt(tree, scalar.map.toText(first));
}

/** The value's end lies behind its last character, not behind the line end that follows. */
function offsetInText(scalar: ScalarNode, offset: number): number {
  const last = scalar.text.charAt(offset - 1);
  if (offset < scalar.text.length || offset === 0 || last === '\n') return scalar.map.toText(offset);
  return scalar.map.toText(offset - 1) + 1;
}

/** Edits within a quoted, plain or folded text; null where a line end makes that impossible. */
function lineEdits(scalar: ScalarNode, edits: readonly SqlEdit[]): readonly TextEdit[] | null {
  if (edits.some((edit) => /[\r\n]/.test(edit.newText))) return null;
  return edits.map(({ range, newText }) => {
    const start = startInLines(scalar, range.start);
    const end = range.end === range.start ? start : scalar.map.toText(range.end);
    return { range: { start, end: Math.max(start, end) }, newText: escaped(scalar, newText) };
  });
}

/** Where a line of the value ends that goes on in the next line of the file, the text goes behind its last letter. */
function startInLines(scalar: ScalarNode, offset: number): number {
  if (scalar.style === 'folded' || scalar.style === 'plain') return offsetInText(scalar, offset);
  const isLineEnd = scalar.text[offset] === '\n' && /[\w)`]/.test(scalar.text[offset - 1] ?? '');
  return isLineEnd ? scalar.map.toText(offset - 1) + 1 : scalar.map.toText(offset);
}

function escaped(scalar: ScalarNode, text: string): string {
  if (scalar.style === 'single') return text.replace(/'/g, "''");
  if (scalar.style === 'double') return text.replace(/[\\"]/g, '\\$&').replace(/\t/g, '\\t');
  return text;
}
