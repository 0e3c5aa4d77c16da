import type { Expression, FunctionCall, Identifier, PivotTable, UnpivotTable } from '../../sql/query.js';
import { Origins, type AnalysisState, type Position } from './analysisState.js';
import type { ExpressionAnalyser } from './analyseExpression.js';
import type { FromPart } from './analyseFrom.js';
import { columnList, openList, unknownColumn } from './columnList.js';
import { commonType, settled, type InferredType } from './expressionTypes.js';
import { childExpressions } from './freeTables.js';
import type { ColumnList, InputColumn, ScopeColumn } from './queryAnalysis.js';

/** The columns of VALUES: `col1`, `col2`, … unless aliases name them. */
export function valuesColumns(
  rows: readonly (readonly Expression[])[],
  expressions: ExpressionAnalyser,
  position: Position,
): ColumnList {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, () => ({
    types: [] as InferredType[],
    origins: new Origins(),
    nullConstant: true,
  }));
  for (const row of rows) {
    row.forEach((expression, index) => {
      const column = columns[index];
      const facts = expressions.visit(expression, position, column?.origins ?? new Origins());
      if (column) {
        column.types.push(facts.type);
        column.nullConstant &&= facts.nullConstant;
      }
    });
  }
  if (width === 0) {
    return openList({ kind: 'unparsed' });
  }
  const named = columns.map(({ types, origins, nullConstant }, index) =>
    unknownColumn(`col${index + 1}`, {
      type: settled(commonType(types)),
      origins: origins.list(),
      nullConstant,
    }),
  );
  return columnList(named, { complete: true });
}

/** What functions in FROM or LATERAL VIEW name their columns where nobody does; what they give depends on the data. */
const ownNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['RANGE', ['id']],
  ['EXPLODE', ['col', 'key', 'value']],
  ['EXPLODE_OUTER', ['col', 'key', 'value']],
  ['POSEXPLODE', ['pos', 'col', 'key', 'value']],
  ['POSEXPLODE_OUTER', ['pos', 'col', 'key', 'value']],
]);

/** The columns of a function that makes rows. */
export function generatedColumns(
  call: FunctionCall,
  names: readonly Identifier[],
  origins: readonly InputColumn[],
): ColumnList {
  if (names.length > 0) {
    const columns = names.map((name) => unknownColumn(name.text, { origins, definedAt: name.range }));
    return columnList(columns, { complete: true });
  }
  const own = ownNames.get(call.name);
  if (!own) {
    return openList({ kind: 'not-described' });
  }
  const presence = own.length === 1 ? 'certain' : 'maybe';
  return columnList(
    own.map((name) => unknownColumn(name, { origins, presence })),
    { complete: true },
  );
}

/** The columns that PIVOT does not use, then one for each value and aggregate. */
export function pivotedColumns(
  table: PivotTable,
  input: FromPart,
  expressions: ExpressionAnalyser,
  position: Position,
  state: AnalysisState,
): ColumnList {
  const used = new Set(table.forColumns.map((name) => name.text.toLowerCase()));
  const aggregates = table.aggregates.map(({ expression, alias }) => {
    const origins = new Origins();
    const facts = expressions.visit(expression, position, origins);
    for (const name of columnNames(expression, state)) used.add(name);
    return { name: alias?.text ?? null, type: settled(facts.type), origins: origins.list() };
  });
  let namesKnown = true;
  const made = table.values.flatMap(({ expression, alias }) => {
    const value = alias?.text ?? (expression.kind === 'literal' ? expression.value : null);
    return aggregates.flatMap(({ name, type, origins }): ScopeColumn[] => {
      const suffix = aggregates.length === 1 ? '' : name;
      if (value === null || suffix === null) {
        namesKnown = false;
        return [];
      }
      return [unknownColumn(suffix === '' ? value : `${value}_${suffix}`, { type, origins })];
    });
  });
  const complete = namesKnown && made.length > 0;
  return besideInput(input, (name) => !used.has(name), made, complete);
}

/** The columns that UNPIVOT does not use, then the names and the values. */
export function unpivotedColumns(table: UnpivotTable, input: FromPart): ColumnList {
  const used = new Set(table.inputColumns.map((name) => name.text.toLowerCase()));
  const origins = input.star
    .filter((column) => used.has(column.name.toLowerCase()))
    .flatMap((column) => column.origins);
  const made = [
    ...(table.nameColumn
      ? [unknownColumn(table.nameColumn.text, { type: 'string', definedAt: table.nameColumn.range })]
      : []),
    ...table.valueColumns.map((name) => unknownColumn(name.text, { origins, definedAt: name.range })),
  ];
  return besideInput(input, (name) => !used.has(name), made, used.size > 0 && table.valueColumns.length > 0);
}

function besideInput(
  input: FromPart,
  keeps: (name: string) => boolean,
  made: readonly ScopeColumn[],
  madeKnown: boolean,
): ColumnList {
  const open = input.tables.find((table) => !table.columns.complete)?.columns.open ?? null;
  const complete = madeKnown && !input.openMerge && open === null;
  return columnList([...input.star.filter((column) => keeps(column.name.toLowerCase())), ...made], {
    complete,
    open: complete ? null : (open ?? { kind: 'not-described' }),
  });
}

/** The names of the columns that an expression uses, lower case. */
function columnNames(expression: Expression, state: AnalysisState): string[] {
  const names: string[] = [];
  const stack: Expression[] = [expression];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.kind === 'column') {
      const part = next.parts[state.columns.get(next)?.columnPart ?? 0];
      if (part) names.push(part.text.toLowerCase());
    }
    stack.push(...childExpressions(next));
  }
  return names;
}
