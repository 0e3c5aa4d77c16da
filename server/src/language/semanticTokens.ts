import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Snapshot } from '../analysis/snapshot.js';
import { documentOf } from './documentTexts.js';
import { occurrencesOf } from './occurrences.js';
import type { Occurrence } from './target.js';

export const tokenTypes = [
  'namespace',
  'class',
  'struct',
  'property',
  'enumMember',
  'variable',
  'type',
] as const;
export const tokenModifiers = ['declaration', 'defaultLibrary'] as const;

type TokenType = (typeof tokenTypes)[number];

/** The names in a file by what they stand for, as the protocol packs them: five numbers each. */
export function semanticTokens(snapshot: Snapshot, uri: string): number[] {
  const document = documentOf(snapshot, uri);
  return document === null ? [] : packed(document, occurrencesOf(snapshot).in(uri));
}

function packed(document: TextDocument, occurrences: readonly Occurrence[]): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  let end = -1;
  for (const occurrence of occurrences) {
    const type = typeOf(occurrence);
    const { range } = occurrence.place;
    const at = document.positionAt(range.start);
    const behind = document.positionAt(range.end);
    // Tokens may neither overlap nor span lines.
    if (type === null || range.start < end || range.end <= range.start || at.line !== behind.line) {
      continue;
    }
    const sameLine = at.line === line;
    data.push(
      at.line - line,
      sameLine ? at.character - character : at.character,
      range.end - range.start,
      tokenTypes.indexOf(type),
      modifiersOf(occurrence),
    );
    ({ line, character } = at);
    ({ end } = range);
  }
  return data;
}

function typeOf({ target }: Occurrence): TokenType | null {
  switch (target.kind) {
    case 'database':
      return 'namespace';
    case 'table':
    case 'standard-table':
      return 'class';
    case 'source':
      return 'struct';
    case 'field':
    case 'column':
      return 'property';
    case 'inner-column':
    case 'cte':
    case 'alias':
      return 'variable';
    case 'tag':
      return 'enumMember';
    case 'build':
      return 'type';
    default:
      return null;
  }
}

function modifiersOf({ role, target }: Occurrence): number {
  const declaration = role === 'declaration' ? 1 : 0;
  return declaration | (target.kind === 'standard-table' ? 2 : 0);
}
