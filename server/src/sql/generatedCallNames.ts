import type { Inner } from './generatedOperations.js';
import type { Expression, FunctionCall, SortItem, WindowSpecification } from './query.js';

/** Generators whose one column is called `col`. */
const generators: ReadonlySet<string> = new Set(['EXPLODE', 'EXPLODE_OUTER']);

/** Functions that Spark writes in upper case. */
const inUpperCase: ReadonlySet<string> = new Set([
  ...[
    'ACOS',
    'ACOSH',
    'ASIN',
    'ASINH',
    'ATAN',
    'ATAN2',
    'ATANH',
    'CBRT',
    'CEIL',
    'COS',
    'COSH',
    'COT',
    'CSC',
  ],
  ...[
    'DEGREES',
    'E',
    'EXP',
    'EXPM1',
    'FLOOR',
    'HYPOT',
    'LN',
    'LOG10',
    'LOG1P',
    'LOG2',
    'PI',
    'POWER',
    'RADIANS',
  ],
  ...['SEC', 'SIGNUM', 'SIN', 'SINH', 'SQRT', 'TAN', 'TANH', 'RANK', 'DENSE_RANK', 'PERCENT_RANK', 'RLIKE'],
]);

/** Arguments that show although they are not written, by function and the number of those that are. */
const defaults: ReadonlyMap<string, readonly string[]> = new Map([
  ['APPROX_PERCENTILE 2', ['10000']],
  ['BROUND 1', ['0']],
  ['FROM_UNIXTIME 1', ['yyyy-MM-dd HH:mm:ss']],
  ['LAG 1', ['1', 'NULL']],
  ['LAG 2', ['NULL']],
  ['LEAD 1', ['1', 'NULL']],
  ['LEAD 2', ['NULL']],
  ['LOCATE 2', ['1']],
  ['LPAD 2', [' ']],
  ['MONTHS_BETWEEN 2', ['true']],
  ['PERCENTILE 2', ['1']],
  ['PERCENTILE_APPROX 2', ['10000']],
  ['REGEXP_EXTRACT 2', ['1']],
  ['REGEXP_EXTRACT_ALL 2', ['1']],
  ['REGEXP_REPLACE 3', ['1']],
  ['ROUND 1', ['0']],
  ['RPAD 2', [' ']],
  ['SORT_ARRAY 1', ['true']],
  ['SPLIT 2', ['-1']],
  ['STR_TO_MAP 1', [',', ':']],
  ['SUBSTR 2', ['2147483647']],
  ['SUBSTRING 2', ['2147483647']],
  ['TO_UNIX_TIMESTAMP 1', ['yyyy-MM-dd HH:mm:ss']],
  ['UNIX_TIMESTAMP 0', ['current_timestamp()', 'yyyy-MM-dd HH:mm:ss']],
  ['UNIX_TIMESTAMP 1', ['yyyy-MM-dd HH:mm:ss']],
]);

/** What a call is called where it makes a column that nobody names. */
export function callName(call: FunctionCall, inner: Inner): string {
  const args = [...call.args.map((part) => argumentName(part, inner)), ...unwritten(call)];
  const special = specialName(call.name, args);
  if (special !== null) return special;
  const name = inUpperCase.has(call.name) ? call.name : call.name.toLowerCase();
  const parts = [`${name}(${call.distinct ? 'DISTINCT ' : ''}${args.join(', ')})`];
  if (call.withinGroup.length > 0) parts.push(`WITHIN GROUP (ORDER BY ${withinGroup(call, inner)})`);
  if (call.filter !== null) parts.push(`FILTER (WHERE ${inner(call.filter)})`);
  if (call.window !== null) parts.push(`OVER ${windowName(call, call.window, inner)}`);
  return parts.join(' ');
}

/** `*` counts as 1. */
function argumentName(part: Expression, inner: Inner): string {
  return part.kind === 'star-argument' && part.qualifier.length === 0 ? '1' : inner(part);
}

function unwritten({ name, args }: FunctionCall): readonly string[] {
  return defaults.get(`${name} ${args.length}`) ?? [];
}

/** Functions that do not read as calls. */
function specialName(name: string, args: readonly string[]): string | null {
  if (generators.has(name)) return 'col';
  switch (name) {
    case 'IF':
      return `(IF(${args.join(', ')}))`;
    case 'ISNULL':
      return `(${args.join(', ')} IS NULL)`;
    case 'ISNOTNULL':
      return `(${args.join(', ')} IS NOT NULL)`;
    case 'EXTRACT':
      return `extract(${args.join(' FROM ')})`;
    default:
      return null;
  }
}

function withinGroup({ withinGroup: items }: FunctionCall, inner: Inner): string {
  return items.map((item) => `${inner(item.expression)}${item.descending ? ' DESC' : ''}`).join(', ');
}

/** Functions that count rows, whose frame is of rows. */
const ranking: ReadonlySet<string> = new Set(['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'PERCENT_RANK', 'NTILE']);

/** A window with its frame. One that builds on a named window is not written out: that stands elsewhere. */
function windowName(call: FunctionCall, window: WindowSpecification, inner: Inner): string {
  if (window.base !== null) return '(…)';
  const parts: string[] = [];
  if (window.partitionBy.length > 0) parts.push(`PARTITION BY ${window.partitionBy.map(inner).join(', ')}`);
  if (window.orderBy.length > 0)
    parts.push(`ORDER BY ${window.orderBy.map((item) => sortName(item, inner)).join(', ')}`);
  parts.push(window.frame ?? defaultFrame(call, window, inner));
  return `(${parts.join(' ')})`;
}

function sortName({ expression, descending, nullsFirst }: SortItem, inner: Inner): string {
  return `${inner(expression)} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
}

function defaultFrame({ name, args }: FunctionCall, { orderBy }: WindowSpecification, inner: Inner): string {
  if (name === 'LAG' || name === 'LEAD') {
    const offset = args[1] === undefined ? '1' : inner(args[1]);
    const bound = `${name === 'LAG' ? '-' : ''}${offset} FOLLOWING`;
    return `ROWS BETWEEN ${bound} AND ${bound}`;
  }
  if (ranking.has(name)) return 'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW';
  return orderBy.length > 0 || name === 'CUME_DIST'
    ? 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'
    : 'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING';
}
