import { applyTextEdits, type FileChange } from '../../server/src/edits/edit.js';
import type { SqlEdit } from '../../server/src/edits/sql.js';
import { parseSql } from '../../server/src/sql/parse.js';
import type { ParsedSql } from '../../server/src/sql/query.js';
import { scalarOf } from '../../server/src/syntax/navigate.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import type { Entry, SyntaxNode } from '../../server/src/syntax/tree.js';
import { inlineQuery } from '../../server/src/tenant/sqlText.js';
import type { SqlText } from '../../server/src/tenant/tenant.js';

/** The SQL after the edits that `edit` makes of it. */
export function edited(sql: string, edit: (parsed: ParsedSql) => readonly SqlEdit[]): string {
  return applyTextEdits(sql, edit(parseSql(sql)));
}

/** The query that the first `sql` of a YAML text holds. */
export function queryIn(yaml: string): SqlText {
  const tree = parseYaml(yaml);
  const entry = find(tree.root);
  if (entry === null) throw new Error('No `sql` in the YAML of this test.');
  const uri = 'file:///tenant.yaml';
  const value = scalarOf(entry.value)?.text ?? '';
  const file = { uri, role: 'tenant', tree } as const;
  const setting = {
    value,
    place: { uri, range: entry.value?.range ?? entry.range },
    key: { uri, range: entry.key.range },
    file,
    entry,
  };
  return inlineQuery(setting, parseSql);
}

function find(node: SyntaxNode | null): Entry | null {
  if (node?.kind !== 'mapping') return null;
  for (const entry of node.entries) {
    const found = entry.key.text === 'sql' ? entry : find(entry.value);
    if (found !== null) return found;
  }
  return null;
}

/** A file's text after a change of it. */
export function changed(text: string, change: FileChange | null): string {
  if (change?.kind !== 'edit') throw new Error('An edit of the file was expected.');
  return applyTextEdits(text, change.edits);
}
