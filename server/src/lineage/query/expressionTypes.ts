import type { Catalog } from '../../catalog/catalog.js';
import type { FunctionCall, Literal, Operation } from '../../sql/query.js';
import type { LineageType } from '../lineage.js';

/** A type while it is worked out: NULL fits any. */
export type InferredType = LineageType | 'null';

const castTypes: readonly (readonly [RegExp, LineageType])[] = [
  [/^(STRING|VARCHAR|CHAR|CHARACTER|TEXT)\b/, 'string'],
  [/^(INT|INTEGER|BIGINT|LONG|SMALLINT|SHORT|TINYINT|BYTE)\b/, 'integer'],
  [/^(DECIMAL|DEC|NUMERIC)\b/, 'decimal'],
  [/^(FLOAT|REAL|DOUBLE)\b/, 'float'],
  [/^BOOLEAN\b/, 'boolean'],
  [/^DATE\b/, 'date'],
  [/^TIMESTAMP/, 'datetime'],
];

/** The type that CAST gives, from its name in upper case. */
export function typeOfCast(name: string): LineageType {
  return castTypes.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown';
}

export function typeOfLiteral(literal: Literal): InferredType {
  switch (literal.type) {
    case 'interval':
    case 'binary':
    case 'parameter':
      return 'unknown';
    default:
      return literal.type;
  }
}

const numeric: readonly InferredType[] = ['integer', 'decimal', 'float'];

/** The type that holds values of all of these: NULL fits any, numbers widen, a date is a datetime. */
export function commonType(types: readonly InferredType[]): InferredType {
  let common: InferredType = 'null';
  for (const type of types) {
    if (type === common || type === 'null') continue;
    if (common === 'null') {
      common = type;
    } else if (numeric.includes(type) && numeric.includes(common)) {
      common = numeric.indexOf(type) > numeric.indexOf(common) ? type : common;
    } else if (isTime(type) && isTime(common)) {
      common = 'datetime';
    } else {
      return 'unknown';
    }
  }
  return common;
}

function isTime(type: InferredType): boolean {
  return type === 'date' || type === 'datetime';
}

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '%', 'DIV', '/']);
const bitwise: ReadonlySet<string> = new Set(['&', '|', '^', '~']);

/** The type of an operator's result. */
export function typeOfOperation(operation: Operation, operands: readonly InferredType[]): InferredType {
  const { operator } = operation;
  if (operator === '||') {
    return 'string';
  }
  if (operator === 'DIV' || bitwise.has(operator)) {
    return 'integer';
  }
  if (!arithmetic.has(operator)) {
    return 'boolean';
  }
  const common = commonType(operands);
  if (common === 'integer' && operator === '/') {
    return 'float';
  }
  return numeric.includes(common) ? common : 'unknown';
}

/** Functions whose result has the type of several of their arguments together. */
const chosenFrom: ReadonlyMap<string, number> = new Map([
  ['COALESCE', 0],
  ['NVL', 0],
  ['IFNULL', 0],
  ['GREATEST', 0],
  ['LEAST', 0],
  ['IF', 1],
  ['IFF', 1],
  ['NVL2', 1],
]);

/** The type of a function's result, as the catalogue knows it. */
export function typeOfCall(
  call: FunctionCall,
  argumentTypes: readonly InferredType[],
  catalog: Catalog,
): InferredType {
  const from = chosenFrom.get(call.name);
  if (from !== undefined) {
    return commonType(argumentTypes.slice(from));
  }
  const result = catalog.sqlFunction(call.name)?.result ?? 'unknown';
  if (result === 'argument') {
    return argumentTypes[0] ?? 'unknown';
  }
  return settled(result);
}

/** A type as lineage shows it. */
export function settled(type: InferredType): LineageType {
  return type === 'null' || type === 'varies' ? 'unknown' : type;
}

/** Functions that give NULL where every argument is NULL. */
const handNullOn: ReadonlySet<string> = new Set([
  'COALESCE',
  'NVL',
  'IFNULL',
  'MAX',
  'MIN',
  'FIRST',
  'FIRST_VALUE',
  'LAST',
  'LAST_VALUE',
  'ANY_VALUE',
]);

export function handsNullOn(call: FunctionCall): boolean {
  return handNullOn.has(call.name) && call.args.length > 0;
}

/** Words that Spark reads as functions without brackets where no column has their name. */
const wordFunctions: ReadonlyMap<string, LineageType> = new Map([
  ['current_date', 'date'],
  ['current_timestamp', 'datetime'],
  ['localtimestamp', 'datetime'],
  ['current_user', 'string'],
  ['session_user', 'string'],
  ['user', 'string'],
  ['current_catalog', 'string'],
  ['current_database', 'string'],
  ['current_schema', 'string'],
  ['current_timezone', 'string'],
  ['grouping__id', 'integer'],
]);

/** The type of a word that is a function; null for any other. */
export function typeOfWordFunction(word: string): LineageType | null {
  return wordFunctions.get(word.toLowerCase()) ?? null;
}

const takesUnit =
  /^(DATE_?ADD|DATE_?DIFF|DATE_?SUB|TIMESTAMP_?ADD|TIMESTAMP_?DIFF|EXTRACT|DATE_?PART|DATE_?TRUNC|TRUNC)$/;
const unit =
  /^(YEAR|QUARTER|MONTH|WEEK|DAY|DAYOFYEAR|DAYOFWEEK|DOW|DOY|HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND|EPOCH)S?$/i;

/** Whether an argument's word is a unit of time rather than a column. */
export function isUnit(call: FunctionCall, word: string): boolean {
  return takesUnit.test(call.name) && unit.test(word);
}
