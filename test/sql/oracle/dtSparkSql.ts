import { importDtSparkSql, parserOf } from './importDtSparkSql.mjs';
import type { Library, Parser, TreeNode } from './importDtSparkSql.mjs';

/** What another reader makes of a query: in the order of the text. */
export interface Reading {
  /** Of each SELECT its items as `start-end alias+alias`. */
  readonly selects: readonly (readonly string[])[];
  /** `start-end` of each table's name. */
  readonly tables: readonly string[];
}

/** Loads the grammar that dt-sql-parser made of Spark's own. */
export async function loadDtSparkSql(): Promise<(sql: string) => Reading | null> {
  const library = await importDtSparkSql();
  return (sql) => read(library, sql);
}

/** Null where the text could not be read in full. */
function read(library: Library, sql: string): Reading | null {
  const parser = parserOf(library, sql);
  const tree = parser.program();
  if (parser.numberOfSyntaxErrors > 0) return null;
  const reading = { selects: [] as string[][], tables: [] as string[] };
  const visit = (node: TreeNode, parent: string): void => {
    const rule = ruleOf(parser, node);
    if (rule === 'selectList') reading.selects.push(itemsOf(parser, node));
    if (namesTable(rule, parent)) reading.tables.push(rangeOf(node));
    else for (const child of node.children ?? []) visit(child, rule);
  };
  visit(tree, '');
  return reading;
}

/** A name of three parts is no `tableName` in this grammar, and the name of a lateral view is a `viewName`. */
function namesTable(rule: string, parent: string): boolean {
  if (rule === 'identifierReference') return parent === 'relationPrimary';
  return (rule === 'tableName' || rule === 'viewName') && parent !== 'lateralView';
}

function ruleOf(parser: Parser, node: TreeNode): string {
  return node.ruleIndex === undefined || node.ruleIndex < 0 ? '' : (parser.ruleNames[node.ruleIndex] ?? '');
}

function rangeOf(node: TreeNode): string {
  return `${node.start?.start ?? -1}-${(node.stop?.stop ?? -1) + 1}`;
}

function itemsOf(parser: Parser, list: TreeNode): string[] {
  const items: TreeNode[] = [];
  const collect = (node: TreeNode): void => {
    if (ruleOf(parser, node) === 'namedExpression') items.push(node);
    else for (const child of node.children ?? []) collect(child);
  };
  collect(list);
  return items.map((item) => {
    const aliases = (item.children ?? []).flatMap((child) => aliasesOf(parser, child));
    return `${rangeOf(item)} ${aliases.join('+')}`.trim();
  });
}

function aliasesOf(parser: Parser, node: TreeNode): string[] {
  const rule = ruleOf(parser, node);
  if (rule === 'errorCapturingIdentifier') return [plain(node.getText())];
  if (rule !== 'identifierList') return [];
  const names: string[] = [];
  const collect = (inner: TreeNode): void => {
    if (ruleOf(parser, inner) === 'errorCapturingIdentifier') names.push(plain(inner.getText()));
    else for (const child of inner.children ?? []) collect(child);
  };
  collect(node);
  return names;
}

function plain(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}
