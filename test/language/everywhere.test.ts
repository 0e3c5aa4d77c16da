import type { Position, Range } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
import { codeActions } from '../../server/src/language/codeActions.js';
import type { CodeActionAbilities } from '../../server/src/language/codeActionRequest.js';
import { completion } from '../../server/src/language/completion.js';
import { diagnosticsByFile } from '../../server/src/language/diagnostics.js';
import { documentLinks } from '../../server/src/language/documentLinks.js';
import { documentSymbols } from '../../server/src/language/documentSymbols.js';
import { textOf } from '../../server/src/workspace/fixAll.js';
import { foldingRanges } from '../../server/src/language/foldingRanges.js';
import { hover } from '../../server/src/language/hover.js';
import { definition, highlights, references } from '../../server/src/language/locations.js';
import { prepareRename, rename } from '../../server/src/language/rename.js';
import { selectionRanges } from '../../server/src/language/selectionRanges.js';
import { semanticTokens } from '../../server/src/language/semanticTokens.js';
import { signatureHelp } from '../../server/src/language/signatureHelp.js';
import { workspaceSymbols } from '../../server/src/language/workspaceSymbols.js';
import { fixtureTexts } from './fixtureTexts.js';
import { root, snapshotOf } from './spot.js';

const abilities: CodeActionAbilities = {
  documentChanges: true,
  createFiles: true,
  versionOf: () => null,
  clientUri: (uri) => uri,
  resolve: false,
  diagnostics: { relatedInformation: true, codeDescription: true, data: true },
};

/** The same numbers for the same seed, from 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const scraps = [
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\t',
  ':',
  ': ',
  '- ',
  '"',
  "'",
  '`',
  '{',
  '}',
  '[',
  ']',
  ',',
  '#',
  '|',
  '>',
  '&a ',
  '*a',
  '---\n',
  '\u{1F600}',
  '\uD83D',
  '\uFEFF',
  '\u0000',
  '\u2028',
  'SELECT ',
  ' FROM ',
  '(',
  ')',
  '--',
  '/*',
  '*/',
  '.',
  '*',
  'WITH x AS (',
  '<<: *a',
];

/** A text with a piece cut out, put in or moved. */
function edited(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const until = Math.min(text.length, at + Math.floor(random() * 40));
  switch (Math.floor(random() * 4)) {
    case 0:
      return text.slice(0, at) + text.slice(until);
    case 1:
      return text.slice(0, at);
    case 2:
      return text.slice(0, at) + text.slice(until) + text.slice(at, until);
    default:
      return text.slice(0, at) + (scraps[Math.floor(random() * scraps.length)] ?? '') + text.slice(at);
  }
}

/** Every feature at some places of every file; throws where one does, or gives a range that is not in the text. */
function checkAll(files: Readonly<Record<string, string>>, random: () => number, places: number): void {
  const snapshot = snapshotOf(files);
  const within = (uri: string, range: Range): void => {
    const document = TextDocument.create(uri, '', 0, textOf(snapshot.input, uri) ?? '');
    for (const position of [range.start, range.end]) {
      expect(document.positionAt(document.offsetAt(position))).toEqual(position);
    }
    expect(document.offsetAt(range.start)).toBeLessThanOrEqual(document.offsetAt(range.end));
  };
  for (const [uri, diagnostics] of diagnosticsByFile(snapshot, abilities.diagnostics)) {
    for (const diagnostic of diagnostics) {
      within(uri, diagnostic.range);
      diagnostic.relatedInformation?.forEach(({ location }) => within(location.uri, location.range));
    }
  }
  workspaceSymbols(snapshot, '').forEach(({ location }) => within(location.uri, location.range));
  for (const [path, text] of Object.entries(files)) {
    const uri = `${root}/${path}`;
    const document = TextDocument.create(uri, '', 0, text);
    checkWhole(snapshot, uri, document, within);
    for (let count = 0; count < places; count += 1) {
      checkAt(snapshot, uri, document.positionAt(Math.floor(random() * (text.length + 1))), within);
    }
  }
}

type Within = (uri: string, range: Range) => void;

function checkWhole(
  snapshot: ReturnType<typeof snapshotOf>,
  uri: string,
  document: TextDocument,
  within: Within,
): void {
  for (const { startLine, endLine } of foldingRanges(snapshot, uri)) {
    expect(startLine).toBeLessThan(endLine);
    expect(endLine).toBeLessThan(document.lineCount);
  }
  for (const symbols = [...documentSymbols(snapshot, uri)]; symbols.length > 0;) {
    const symbol = symbols.pop();
    if (symbol !== undefined) {
      within(uri, symbol.range);
      within(uri, symbol.selectionRange);
      expect(document.offsetAt(symbol.range.start)).toBeLessThanOrEqual(
        document.offsetAt(symbol.selectionRange.start),
      );
      expect(document.offsetAt(symbol.range.end)).toBeGreaterThanOrEqual(
        document.offsetAt(symbol.selectionRange.end),
      );
      symbols.push(...(symbol.children ?? []));
    }
  }
  documentLinks(snapshot, uri).forEach(({ range }) => within(uri, range));
  let at: Position = { line: 0, character: 0 };
  const tokens = semanticTokens(snapshot, uri);
  for (let index = 0; index < tokens.length; index += 5) {
    const [lines = 0, characters = 0, length = 0] = tokens.slice(index);
    at = { line: at.line + lines, character: lines === 0 ? at.character + characters : characters };
    within(uri, { start: at, end: { line: at.line, character: at.character + length } });
  }
}

function checkAt(
  snapshot: ReturnType<typeof snapshotOf>,
  uri: string,
  position: Position,
  within: Within,
): void {
  const found = hover(snapshot, uri, position);
  if (found?.range !== undefined) {
    within(uri, found.range);
    expect(holds(found.range, position)).toBe(true);
    expect((found.contents as { value: string }).value).not.toBe('');
  }
  for (const item of completion(snapshot, uri, position, { markdown: true, snippets: true })?.items.slice(
    0,
    3,
  ) ?? []) {
    const { range } = item.textEdit as { range: Range };
    within(uri, range);
    expect([range.start.line, range.end.line]).toEqual([position.line, position.line]);
    expect(range.start.character).toBeLessThanOrEqual(position.character);
    expect(range.end.character).toBeGreaterThanOrEqual(position.character);
  }
  signatureHelp(snapshot, uri, position);
  const locations = [...definition(snapshot, uri, position), ...references(snapshot, uri, position, true)];
  locations.forEach((location) => within(location.uri, location.range));
  highlights(snapshot, uri, position).forEach(({ range }) => within(uri, range));
  for (
    let step = selectionRanges(snapshot, uri, [position])[0];
    step !== undefined;
    step = step.parent ?? undefined
  ) {
    within(uri, step.range);
  }
  const renamable = prepareRename(snapshot, uri, position);
  if (renamable !== null) {
    within(uri, renamable.range);
    expect(holds(renamable.range, position)).toBe(true);
    rename([snapshot], createEngine, uri, position, 'other_name');
  }
  const request = { tenant: root, uri, range: { start: position, end: position } };
  for (const only of [undefined, ['refactor']]) {
    for (const action of codeActions(
      snapshot,
      createEngine,
      { ...request, only },
      { ...abilities, resolve: only === undefined },
    )) {
      for (const change of action.edit?.documentChanges ?? []) {
        if ('edits' in change) {
          change.edits.forEach((edit) => within(change.textDocument.uri, (edit as { range: Range }).range));
        }
      }
    }
  }
}

/** A position within a line end or a pair of surrogates is taken for the one before it. */
function holds({ start, end }: Range, { line, character }: Position): boolean {
  const isBehindStart = start.line < line || (start.line === line && start.character <= character);
  return isBehindStart && (line < end.line || (line === end.line && character <= end.character));
}

describe('every feature, anywhere', () => {
  it.each(Object.keys(fixtureTexts))('in %s', (name) => {
    checkAll(fixtureTexts[name] ?? {}, randomFrom(name.length), 40);
  });

  it.each(Object.keys(fixtureTexts))('in %s after random edits', (name) => {
    const random = randomFrom(name.length * 7919);
    for (let round = 0; round < 10; round += 1) {
      const files = Object.fromEntries(
        Object.entries(fixtureTexts[name] ?? {}).map(([path, text]) => {
          let now = text;
          for (let edits = 0; edits <= round % 4; edits += 1) {
            now = edited(now, random);
          }
          return [path, now];
        }),
      );
      checkAll(files, random, 5);
    }
  });
});
