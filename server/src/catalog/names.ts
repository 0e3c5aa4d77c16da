import type { StandardTable } from './types.js';

/** The same names are asked for at each keystroke; a memory that grows beyond this starts again. */
const mostKnown = 20_000;

/** The key under which names of one standard table meet: case, spaces, underscores, hyphens and a plural do not count. */
function looseKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/s$/, '');
}

/** Finds standard tables by what people call them. */
export function indexByLooseName(tables: readonly StandardTable[]): (name: string) => StandardTable | null {
  const byKey = new Map<string, StandardTable>();
  for (const table of tables) {
    for (const name of [table.name, table.displayName, ...table.aliases]) {
      const key = looseKey(name);
      if (!byKey.has(key)) byKey.set(key, table);
    }
  }
  const known = new Map<string, StandardTable | null>();
  return (name) => {
    let table = known.get(name);
    if (table === undefined) {
      table = byKey.get(looseKey(name)) ?? null;
      if (known.size >= mostKnown) known.clear();
      known.set(name, table);
    }
    return table;
  };
}

/** Finds standard tables by the names that SQL may use, case not counting. */
export function indexBySqlName(tables: readonly StandardTable[]): (name: string) => StandardTable | null {
  const byName = new Map<string, StandardTable>();
  for (const table of tables) {
    for (const name of [table.name, ...table.aliases]) byName.set(name.toLowerCase(), table);
  }
  return (name) => byName.get(name.toLowerCase()) ?? null;
}

/** Tests names of tables that the product makes: its own tables, and patterns that end with `*`. */
export function productMadeTest(
  tables: readonly StandardTable[],
  patterns: readonly string[],
): (name: string) => boolean {
  const exact = new Set<string>();
  const prefixes: string[] = [];
  for (const table of tables) {
    if (table.origin !== 'product-made' && table.origin !== 'predictive') continue;
    for (const name of [table.name, ...table.aliases]) exact.add(sqlForm(name));
  }
  for (const pattern of patterns) {
    if (pattern.endsWith('*')) prefixes.push(sqlForm(pattern.slice(0, -1)));
    else exact.add(sqlForm(pattern));
  }
  return (name) => {
    const form = sqlForm(name);
    return exact.has(form) || prefixes.some((prefix) => form.startsWith(prefix));
  };
}

/** Feeds of the product are named with a colon or spaces, their tables in SQL with underscores. */
function sqlForm(name: string): string {
  return name.toLowerCase().replace(/[:\s]/g, '_');
}
