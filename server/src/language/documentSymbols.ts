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

/** An editor that is given more of them at once stands still. */
const mostSymbols = 10_000;

/**
 * The outline of a file: its sections and what they name; of a `.sql` file its CTEs and output columns. Where it has too
 * many, the deepest levels are left out, and what had them says how many.
 */
export function documentSymbols(snapshot: Snapshot, uri: string, most = mostSymbols): DocumentSymbol[] {
  const document = documentOf(snapshot, uri);
  if (document === null) {
    return [];
  }
  const tree = snapshot.trees.get(uri);
  return withinLimit(
    tree?.root?.kind === 'mapping'
      ? symbolsOf(document, tree.root, [], formatRole(uri))
      : sqlSymbols(snapshot, document, uri),
    most,
  );
}

/** The levels from the top that have no more symbols together than may be shown; the first one in any case. */
function withinLimit(symbols: DocumentSymbol[], most: number): DocumentSymbol[] {
  let level = symbols;
  let count = symbols.length;
  for (let depth = 1; ; depth += 1) {
    const next = level.flatMap(({ children }) => children ?? []);
    count += next.length;
    if (next.length === 0) {
      return symbols.slice(0, most);
    }
    if (count > most) {
      return cutBelow(symbols, depth).slice(0, most);
    }
    level = next;
  }
}

/** The symbols of so many levels. */
function cutBelow(symbols: readonly DocumentSymbol[], levels: number): DocumentSymbol[] {
  return symbols.map((symbol) => {
    const { children, ...own } = symbol;
    if (children === undefined) {
      return symbol;
    }
    return levels > 1
      ? { ...own, children: cutBelow(children, levels - 1) }
      : { ...own, detail: `${children.length} not shown` };
  });
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
