import { catalog } from '../catalog/load.js';
import type { Choice } from './choice.js';
import { describeFunction } from './describe.js';

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

/** The functions that the product documents. */
export function functionChoices(): Choice[] {
  return catalog.functions.map((found) => ({
    label: found.name,
    kind: 'function',
    insert: `${found.name}($0)`,
    detail: found.signature,
    documentation: describeFunction(found.name) ?? found.help,
    rank: 6,
  }));
}

/** The words of SQL, in the letters that the query's author uses. */
export function keywordChoices(text: string): Choice[] {
  const isLower = usesLowerCase(text);
  return keywords.map((keyword) => ({
    label: isLower ? keyword.toLowerCase() : keyword,
    kind: 'keyword',
    rank: 7,
  }));
}

/** Whether the query's own keywords are in lower case. */
export function usesLowerCase(text: string): boolean {
  const first = /\b(?:select|from|with)\b/i.exec(text)?.[0] ?? '';
  return first !== '' && first === first.toLowerCase();
}
