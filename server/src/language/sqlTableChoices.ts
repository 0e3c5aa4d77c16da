import type { Snapshot } from '../analysis/snapshot.js';
import type { Choice } from './choice.js';
import type { SqlSpot } from './sqlAt.js';
import { usesLowerCase } from './sqlWords.js';
import { sqlWord } from './writtenName.js';

/** Behind these words and signs a bracket holds a query, behind the name of a function arguments. */
const beforeQuery =
  /(?:^|(?:\b(?:from|join|in|as|exists|any|all)|[,=<>(])\s*\(|\b(?:union|except|intersect)(?:\s+(?:all|distinct))?)\s*\w*$/i;

/** Behind a select list: the last thing is whole, and no word of a later clause is there. */
const beforeFrom = /\bselect\s+(?:(?!\b(?:select|from|where|when|then|union)\b)[^])*[\w`*]\s+\w*$/i;

/** What a query may read: its CTEs, the database's tables, core tables, sources. */
export function tableChoices(snapshot: Snapshot, spot: SqlSpot): Choice[] {
  const view = snapshot.lineage.queryView(spot.query);
  const scope = snapshot.lineage.scopeOf(spot.query);
  const choices = new Map<string, Choice>();
  const add = (name: string, detail: string, rank: number): void => {
    const key = name.toLowerCase();
    if (!choices.has(key)) {
      choices.set(key, { label: name, kind: 'table', insert: sqlWord(name), detail, rank });
    }
  };
  for (const query of view?.analysis.outputs.keys() ?? []) {
    for (const cte of query.ctes) {
      add(cte.name.text, 'common table expression', 1);
    }
  }
  for (const table of scope?.database?.tables ?? []) {
    if (table !== scope?.table) {
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

/** At a query's start `SELECT … FROM` a table, behind a select list `FROM` one: the names of tables are what is sought. */
export function fromSnippets(snapshot: Snapshot, spot: SqlSpot, before: string, hasFrom: boolean): Choice[] {
  const isStart = beforeQuery.test(before);
  const isBehindList = !hasFrom && beforeFrom.test(withoutBrackets(before));
  if (!isStart && !isBehindList) {
    return [];
  }
  const isLower = usesLowerCase(before);
  const [select, from] = isLower ? ['select', 'from'] : ['SELECT', 'FROM'];
  return tableChoices(snapshot, spot).map((table) => ({
    ...table,
    label: isStart ? `${select} … ${from} ${table.label}` : `${from} ${table.label}`,
    kind: 'snippet',
    insert: isStart
      ? `${select} $0 ${from} ${table.insert ?? table.label}`
      : `${from} ${table.insert ?? table.label}`,
    rank: isStart ? 1 : 4,
  }));
}

/** The text from the innermost bracket that is still open, with a word in the place of each that is closed. */
function withoutBrackets(text: string): string {
  let rest = text;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/\([^()]*\)/g, ' x');
  }
  return rest.slice(rest.lastIndexOf('(') + 1);
}
