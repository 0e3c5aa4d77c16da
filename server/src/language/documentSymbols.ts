import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { nameTitle } from '../format/keys.js';
import type { FormatRole } from '../format/schema.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { resolveAlias } from '../syntax/navigate.js';
import type { Entry, MappingNode } from '../syntax/tree.js';
import { documentOf, rangeIn } from './documentTexts.js';
import { formatRole } from './fileRole.js';
import { firstSelect } from './innerColumns.js';

/** What a thing is shown as, by the title that the format gives its names. */
const kinds: Record<string, SymbolKind> = {
  Source: SymbolKind.Struct,
  Field: SymbolKind.Field,
  Database: SymbolKind.Namespace,
  Table: SymbolKind.Class,
  Column: SymbolKind.Field,
};

/** The outline of a file: its sections and what they name; of a `.sql` file its CTEs and output columns. */
export function documentSymbols(snapshot: Snapshot, uri: string): DocumentSymbol[] {
  const document = documentOf(snapshot, uri);
  if (document === null) {
    return [];
  }
  const tree = snapshot.trees.get(uri);
  return tree?.root?.kind === 'mapping'
    ? symbolsOf(document, tree.root, [], formatRole(uri))
    : sqlSymbols(snapshot, document, uri);
}

function symbolsOf(
  document: TextDocument,
  mapping: MappingNode,
  path: readonly string[],
  role: FormatRole,
): DocumentSymbol[] {
  const title = nameTitle(path, role);
  return mapping.entries.flatMap((entry) => {
    const below = [...path, entry.key.text];
    const value = resolveAlias(entry.value);
    // What an alias stands for is shown where it is written.
    const own = value?.kind === 'mapping' && entry.value?.kind !== 'alias' ? value : null;
    const children = own === null ? [] : symbolsOf(document, own, below, role);
    const shown = path.length === 0 || title !== null || children.length > 0;
    return shown ? [symbolOf(document, entry, kindOf(path, title), children)] : [];
  });
}

function kindOf(path: readonly string[], title: string | null): SymbolKind {
  return path.length === 0 ? SymbolKind.Module : (kinds[title ?? ''] ?? SymbolKind.Property);
}

function symbolOf(
  document: TextDocument,
  entry: Entry,
  kind: SymbolKind,
  children: DocumentSymbol[],
): DocumentSymbol {
  const value = entry.value?.kind === 'scalar' && entry.value.style !== 'literal' ? entry.value.text : '';
  return {
    // Clients refuse a symbol without a name.
    name: entry.key.text.trim() === '' ? '(no name)' : entry.key.text,
    ...(value === '' || value.length > 60 ? {} : { detail: value }),
    kind,
    range: rangeIn(document, entry.range),
    selectionRange: rangeIn(document, entry.key.range),
    ...(children.length > 0 ? { children } : {}),
  };
}

function sqlSymbols(snapshot: Snapshot, document: TextDocument, uri: string): DocumentSymbol[] {
  const query = snapshot.tenant.queries.find((one) => one.uri === uri && one.origin === 'file')?.parsed
    ?.query;
  if (!query) {
    return [];
  }
  const symbol = (
    name: string,
    kind: SymbolKind,
    range: Entry['range'],
    selection: Entry['range'],
  ): DocumentSymbol => ({
    name,
    kind,
    range: rangeIn(document, range),
    selectionRange: rangeIn(document, selection),
  });
  const ctes = query.ctes
    .filter((cte) => cte.name.text !== '')
    .map((cte) => symbol(cte.name.text, SymbolKind.Class, cte.range, cte.name.range));
  const columns = (firstSelect(query)?.items ?? []).flatMap((item) =>
    item.kind === 'expression' && item.named && item.name !== ''
      ? [symbol(item.name, SymbolKind.Field, item.range, item.aliases[0]?.range ?? item.range)]
      : [],
  );
  return [...ctes, ...columns];
}
