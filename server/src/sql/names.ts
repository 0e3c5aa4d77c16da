import { generatedName } from './generatedNames.js';
import type { Expression } from './query.js';

/** A column's name where none is given, and whether it is one that people rely on. */
export interface ItemName {
  readonly name: string;
  readonly named: boolean;
}

/** The name that Spark gives to an item without an alias. */
export function nameOf(expression: Expression): ItemName {
  if (expression.kind === 'column') return { name: expression.parts.at(-1)?.text ?? '', named: true };
  // Spark names a cast of a plain column after the column.
  if (expression.kind === 'cast' && expression.expression.kind === 'column')
    return nameOf(expression.expression);
  return { name: generatedName(expression), named: false };
}
