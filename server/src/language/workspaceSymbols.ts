import { SymbolKind, type SymbolInformation } from 'vscode-languageserver-types';
import type { Snapshot } from '../analysis/snapshot.js';
import type { Declared } from '../tenant/tenant.js';
import { toLocation } from './locations.js';

/** The sources, databases, tables, fields and declared columns of a tenant whose names hold the letters, in order. */
export function workspaceSymbols(snapshot: Snapshot, query: string): SymbolInformation[] {
  const { tenant } = snapshot;
  const found: SymbolInformation[] = [];
  const add = (declared: Declared, kind: SymbolKind, containerName: string): void => {
    if (holdsInOrder(declared.name, query)) {
      found.push({
        name: declared.name,
        kind,
        location: toLocation(snapshot, declared.place),
        containerName,
      });
    }
  };
  const tenantName = tenant.name?.value ?? '';
  for (const source of tenant.sources) {
    add(source, SymbolKind.Struct, tenantName);
    source.fields.forEach((field) => add(field, SymbolKind.Field, source.name));
  }
  for (const database of tenant.databases) {
    add(database, SymbolKind.Namespace, tenantName);
    for (const table of database.tables) {
      add(table, SymbolKind.Class, database.name);
      table.columns.forEach((column) => add(column, SymbolKind.Field, table.name));
    }
  }
  return found;
}

function holdsInOrder(name: string, letters: string): boolean {
  const lower = name.toLowerCase();
  let at = 0;
  for (const letter of letters.toLowerCase()) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) {
      return false;
    }
  }
  return true;
}
