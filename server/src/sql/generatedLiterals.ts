import type { Literal } from './query.js';

/** A literal as Spark writes it in the name of a column: texts without quotes, dates with their type. */
export function literalName({ type, value }: Literal): string {
  switch (type) {
    case 'null':
      return 'NULL';
    case 'boolean':
      return value.toLowerCase();
    case 'integer':
      return value.replace(/[lsy]$/i, '');
    case 'decimal':
      return value.replace(/bd$/i, '').replace(/^\./, '0.').replace(/\.$/, '');
    case 'float':
      return doubleName(Number(value.replace(/[df]$/i, '')));
    case 'date':
      return `DATE '${value}'`;
    case 'datetime':
      return `TIMESTAMP '${value}'`;
    case 'binary':
      return `X'${value.toUpperCase()}'`;
    case 'interval':
      return intervalName(value);
    default:
      return value;
  }
}

/** As Java writes it: with a point, and with an exponent where it is very large or small. */
function doubleName(number: number): string {
  if (!Number.isFinite(number)) return String(number);
  const size = Math.abs(number);
  const plain = size === 0 || (size >= 1e-3 && size < 1e7);
  const [digits = '', exponent] = (plain ? String(number) : number.toExponential()).split('e');
  const pointed = digits.includes('.') ? digits : `${digits}.0`;
  return exponent === undefined ? pointed : `${pointed}E${Number(exponent)}`;
}

const oneUnit = /^'?([+-]?\d+(?:\.\d+)?)'?\s+(YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)S?$/i;

/** `3 days` is `'3' DAY`; an interval of several units is left as it is written. */
function intervalName(value: string): string {
  const [, amount, unit] = oneUnit.exec(value) ?? [];
  return amount === undefined || unit === undefined
    ? `INTERVAL ${value}`
    : `INTERVAL '${amount}' ${unit.toUpperCase()}`;
}
