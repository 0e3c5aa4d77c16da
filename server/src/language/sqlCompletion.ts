import { catalog } from '../catalog/load.js';
import type { Snapshot } from '../analysis/snapshot.js';
import type { QueryView } from '../lineage/lineage.js';
import type { SelectScope } from '../lineage/query/queryAnalysis.js';
import type { Choice } from './choice.js';
import { describeFunction } from './describe.js';
import type { SqlSpot } from './sqlAt.js';

const keywords = [
  ...[
    'SELECT',
    'DISTINCT',
    'FROM',
    'WHERE',
    'GROUP BY',
    'HAVING',
    'QUALIFY',
    'ORDER BY',
    'LIMIT',
    'WITH',
    'AS',
  ],
  ...['JOIN', 'LEFT JOIN', 'INNER JOIN', 'FULL OUTER JOIN', 'CROSS JOIN', 'LEFT ANTI JOIN', 'LEFT SEMI JOIN'],
  ...['ON', 'USING', 'LATERAL VIEW', 'UNION ALL', 'UNION', 'EXCEPT', 'INTERSECT', 'OVER', 'PARTITION BY'],
  ...['AND', 'OR', 'NOT', 'IN', 'IS NULL', 'IS NOT NULL', 'BETWEEN', 'LIKE', 'RLIKE', 'EXISTS', 'CAST'],
  ...['CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'NULL', 'TRUE', 'FALSE', 'ASC', 'DESC'],
];

/** A keyword behind which the name of a table stands. */
const beforeTable = /\b(?:from|join)\s+(?:[\w`.:]+(?:\s+(?:as\s+)?\w+)?\s*,\s*)*`?[\p{L}\p{N}_:]*$/iu;
const qualified = /([\p{L}\p{N}_]+|`[^`\n]+`)\s*\.\s*`?([\p{L}\p{N}_]*)$/u;
const typedWord = /`?[\p{L}\p{N}_]*$/u;

/** What may stand at a place of a query, and how many characters of it are typed already. */
export function sqlChoices(
  snapshot: Snapshot,
  spot: SqlSpot,
): { readonly choices: Choice[]; readonly typed: number } {
  const before = spot.text.slice(0, spot.offset);
  const typed = typedWord.exec(before)?.[0].length ?? 0;
  if (insideTextOrComment(before)) {
    return { choices: [], typed };
  }
  const view = snapshot.lineage.queryView(spot.query);
  const qualifier = qualified.exec(before);
  if (qualifier !== null) {
    const name = (qualifier[1] ?? '').replace(/`/g, '').toLowerCase();
    return { choices: qualifiedColumns(view, spot.offset, name), typed };
  }
  if (beforeTable.test(before)) {
    return { choices: tables(snapshot, view), typed };
  }
  return { choices: [...columnsInScope(view, spot.offset), ...functions(), ...keywordChoices()], typed };
}

/** Whether the text so far ends within a string or a comment. */
function insideTextOrComment(before: string): boolean {
  const rest = before.replace(/\/\*[\s\S]*?\*\/|--[^\n]*\n|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '');
  return /--[^\n]*$|\/\*|['"]/.test(rest);
}

function qualifiedColumns(view: QueryView | null, offset: number, qualifier: string): Choice[] {
  for (let scope = scopeAt(view, offset); scope !== null; scope = scope.outer) {
    const table = scope.tables.find((one) => one.qualifier.at(-1) === qualifier.replace(/:/g, '_'));
    if (table !== undefined) {
      return table.columns.columns.map((column) => columnChoice(column.name, column.type, qualifier));
    }
  }
  return [];
}

function columnsInScope(view: QueryView | null, offset: number): Choice[] {
  const scope = scopeAt(view, offset);
  if (scope === null) {
    return [];
  }
  const choices = new Map<string, Choice>();
  for (const table of scope.tables) {
    const from = table.alias?.text ?? '';
    for (const column of table.columns.columns) {
      if (!choices.has(column.name.toLowerCase())) {
        choices.set(column.name.toLowerCase(), { ...columnChoice(column.name, column.type, from), rank: 1 });
      }
    }
    if (from !== '' && scope.tables.length > 1) {
      choices.set(`${from} `, { label: from, kind: 'table', insert: `${sqlName(from)}.`, rank: 2 });
    }
  }
  return [...choices.values()];
}

/** The innermost SELECT around an offset; behind the last one's end, that one. */
function scopeAt(view: QueryView | null, offset: number): SelectScope | null {
  let best: { readonly size: number; readonly scope: SelectScope } | null = null;
  let last: { readonly start: number; readonly scope: SelectScope } | null = null;
  for (const [select, scope] of view?.analysis.selects ?? []) {
    const { start, end } = select.range;
    if (start <= offset && offset <= end && (best === null || end - start < best.size)) {
      best = { size: end - start, scope };
    }
    if (start <= offset && (last === null || start > last.start)) {
      last = { start, scope };
    }
  }
  return best?.scope ?? last?.scope ?? null;
}

/** What a query may read: its CTEs, the database's tables, core tables, sources. */
function tables(snapshot: Snapshot, view: QueryView | null): Choice[] {
  const choices = new Map<string, Choice>();
  const add = (name: string, detail: string, rank: number): void => {
    const key = name.toLowerCase();
    if (!choices.has(key)) {
      choices.set(key, { label: name, kind: 'table', insert: sqlName(name), detail, rank });
    }
  };
  for (const query of view?.analysis.outputs.keys() ?? []) {
    for (const cte of query.ctes) {
      add(cte.name.text, 'common table expression', 1);
    }
  }
  for (const table of view?.scope.database?.tables ?? []) {
    if (table !== view?.scope.table) {
      add(table.name, 'table of this database', 2);
    }
  }
  for (const core of snapshot.lineage.coreTables) {
    add(core.name, 'made by Stitch', 3);
  }
  for (const source of snapshot.tenant.sources) {
    add(source.name.replace(/:/g, '_'), `source ${source.name}`, 4);
  }
  return [...choices.values()];
}

function functions(): Choice[] {
  return catalog.functions.map((found) => ({
    label: found.name,
    kind: 'function',
    insert: `${found.name}($0)`,
    detail: found.signature,
    documentation: describeFunction(found.name) ?? found.help,
    rank: 6,
  }));
}

function keywordChoices(): Choice[] {
  return keywords.map((keyword) => ({ label: keyword, kind: 'keyword', rank: 7 }));
}

function columnChoice(name: string, type: string, from: string): Choice {
  return {
    label: name,
    kind: 'column',
    insert: sqlName(name),
    detail: [type === 'unknown' || type === 'varies' ? '' : type, from]
      .filter((part) => part !== '')
      .join(', '),
  };
}

/** A name as SQL reads it: between backticks where it needs them. */
function sqlName(name: string): string {
  const needsTicks = !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || catalog.reservedWords.has(name.toUpperCase());
  return needsTicks ? `\`${name.replace(/`/g, '``')}\`` : name;
}
