import type { SetOperation } from '../../sql/query.js';
import { columnList } from './columnList.js';
import { commonType, settled, type InferredType } from './expressionTypes.js';
import type { ColumnList, InputColumn, ScopeColumn } from './queryAnalysis.js';

/** The columns of a UNION, EXCEPT or INTERSECT: the names are those of its left side. */
export function setColumns(operation: SetOperation, left: ColumnList, right: ColumnList): ColumnList {
  if (operation.byName) {
    return columnsByName(left, right);
  }
  const byPosition = left.exact && right.exact;
  const columns = left.columns.map((column, index) => {
    const other = byPosition ? right.columns[index] : right.byName.get(column.name.toLowerCase());
    return combined(column, other ?? null, byPosition);
  });
  return columnList(columns, {
    complete: left.complete,
    exact: left.exact,
    maybePrefixes: left.maybePrefixes,
    open: left.open,
  });
}

function columnsByName(left: ColumnList, right: ColumnList): ColumnList {
  const columns = left.columns.map((column) =>
    combined(column, right.byName.get(column.name.toLowerCase()) ?? null, right.complete),
  );
  const more = right.columns.filter((column) => !left.byName.has(column.name.toLowerCase()));
  return columnList([...columns, ...more], {
    complete: left.complete && right.complete,
    maybePrefixes: [...left.maybePrefixes, ...right.maybePrefixes],
    open: left.open ?? right.open,
  });
}

function combined(column: ScopeColumn, other: ScopeColumn | null, isPaired: boolean): ScopeColumn {
  if (!other) {
    // Without its partner nothing is known of its values, save where there certainly is none.
    return isPaired ? column : { ...column, type: 'unknown', nullConstant: false, unfilled: false };
  }
  return {
    ...column,
    type: settled(commonType([valueType(column), valueType(other)])),
    nullConstant: column.nullConstant && other.nullConstant,
    unfilled: column.unfilled && other.unfilled,
    origins: withoutRepeats([...column.origins, ...other.origins]),
  };
}

function valueType(column: ScopeColumn): InferredType {
  return column.nullConstant && column.type === 'unknown' ? 'null' : column.type;
}

function withoutRepeats(origins: readonly InputColumn[]): InputColumn[] {
  const seen = new Map(origins.map((origin) => [`${origin.input}:${origin.column.toLowerCase()}`, origin]));
  return [...seen.values()];
}
