import type { LineageType, RelationColumns } from './lineage.js';

/** A column as far as the meaning of a query that reads it depends on it. */
export interface ShapeColumn {
  readonly name: string;
  readonly type: LineageType;
  readonly presence: 'certain' | 'maybe';
  readonly nullConstant: boolean;
  readonly unfilled: boolean;
  readonly implicit: boolean;
}

/**
 * The columns of a relation without places and origins. Equal shapes are one object, so that what was made of a query
 * holds as long as the query and the shapes of what it reads are the same objects.
 */
export interface Shape {
  readonly columns: readonly ShapeColumn[];
  readonly complete: boolean;
  readonly maybePrefixes: readonly string[];
  /** What makes it equal to another one. */
  readonly fingerprint: string;
}

/** The shape of what is not known at all. */
export const openShape: Shape = { columns: [], complete: false, maybePrefixes: [], fingerprint: '' };

/** Makes equal shapes one object. Forgets those that two generations in a row did not ask for. */
export class Shapes {
  #current = new Map<string, Shape>();
  #previous = new Map<string, Shape>();

  nextGeneration(): void {
    this.#previous = this.#current;
    this.#current = new Map();
  }

  /** A shape that was asked for in another way, and must not be forgotten. */
  keep(shape: Shape): Shape {
    this.#current.set(shape.fingerprint, shape);
    return shape;
  }

  of(relation: RelationColumns): Shape {
    const columns = [...relation.columns.values()];
    const key = fingerprint(relation, columns);
    let shape = this.#current.get(key);
    if (!shape) {
      shape = this.#previous.get(key) ?? {
        columns: columns.map(({ name, type, presence, nullConstant, unfilled, implicit }) => ({
          name,
          type,
          presence,
          nullConstant,
          unfilled,
          implicit,
        })),
        complete: relation.complete,
        maybePrefixes: relation.maybePrefixes,
        fingerprint: key,
      };
      this.#current.set(key, shape);
    }
    return shape;
  }
}

function fingerprint(relation: RelationColumns, columns: readonly ShapeColumn[]): string {
  let key = `${relation.complete ? '=' : '?'}${relation.maybePrefixes.join('\u0001')}`;
  for (const column of columns) {
    const flags =
      (column.presence === 'maybe' ? 1 : 0) +
      (column.nullConstant ? 2 : 0) +
      (column.unfilled ? 4 : 0) +
      (column.implicit ? 8 : 0);
    key += `\u0000${column.name}\u0001${column.type}\u0001${flags}`;
  }
  return key;
}
