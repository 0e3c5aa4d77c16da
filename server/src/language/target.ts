import type { FeatureId } from '../catalog/types.js';
import type { Lineage, Relation } from '../lineage/lineage.js';
import type { ColumnList } from '../lineage/query/queryAnalysis.js';
import type { CommonTableExpression, Identifier } from '../sql/query.js';
import {
  sourceKey,
  type Database,
  type Place,
  type Source,
  type SqlText,
  type Table,
} from '../tenant/tenant.js';

/** What a word in a file stands for. */
export type Target =
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'database'; readonly database: Database }
  /** A table of a database. */
  | { readonly kind: 'table'; readonly relation: Extract<Relation, { kind: 'table' }> }
  /** A core table, or one that the product makes. */
  | { readonly kind: 'standard-table'; readonly name: string; readonly relation: Relation | null }
  | { readonly kind: 'field'; readonly source: Source; readonly field: string }
  | { readonly kind: 'column'; readonly relation: Relation; readonly column: string }
  | { readonly kind: 'cte'; readonly query: SqlText; readonly cte: CommonTableExpression }
  /** The name that a query gives to something that it reads. */
  | {
      readonly kind: 'alias';
      readonly query: SqlText;
      readonly name: Identifier;
      /** What it is another name of; null for a subquery, and for what nobody declares. */
      readonly of: Target | null;
      readonly columns: ColumnList;
    }
  /** A column of a CTE or a subquery, and what it is made of. */
  | {
      readonly kind: 'inner-column';
      readonly query: SqlText;
      readonly column: string;
      readonly definedAt: Place | null;
      readonly type: string;
      readonly origins: readonly Target[];
    }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'feature'; readonly feature: FeatureId }
  | { readonly kind: 'verification'; readonly key: string }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'build'; readonly build: string; readonly table: Table };

/** A word in a file and what it stands for. */
export interface Occurrence {
  readonly place: Place;
  readonly target: Target;
  readonly role: 'declaration' | 'reference';
  readonly language: 'yaml' | 'sql';
  /** For the declaration of a select item's column: the item has no alias and its name from what it reads. */
  readonly unnamed?: boolean;
}

/** Equal for words that stand for the same thing. */
export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'source':
      return `source ${target.source.key}`;
    case 'database':
      return `database ${target.database.key}`;
    case 'table':
      return `table ${target.relation.id}`;
    case 'standard-table':
      return `standard ${target.name.toLowerCase()}`;
    case 'field':
      return `field ${target.source.key} ${target.field.toLowerCase()}`;
    case 'column':
      return `column ${target.relation.id} ${target.column.toLowerCase()}`;
    case 'cte':
      return `cte ${queryKey(target.query)} ${target.cte.range.start}`;
    case 'alias':
      return `alias ${queryKey(target.query)} ${target.name.range.start}`;
    case 'inner-column':
      return `inner ${queryKey(target.query)} ${target.definedAt?.range.start ?? ''} ${target.column.toLowerCase()}`;
    case 'tag':
      return `tag ${target.tag}`;
    case 'feature':
      return `feature ${target.feature}`;
    case 'verification':
      return `verification ${target.key}`;
    case 'rule':
      return `rule ${target.rule}`;
    case 'build':
      return `build ${target.build}`;
  }
}

/** A file that two tables name is read as two queries, in which the same word may mean two things. */
function queryKey(query: SqlText): string {
  const { uri, range } = query.setting.place;
  return `${uri} ${range.start}`;
}

/** What a relation's name stands for. */
export function targetOfRelation(relation: Relation): Target {
  switch (relation.kind) {
    case 'source':
      return { kind: 'source', source: relation.source };
    case 'table':
      return { kind: 'table', relation };
    default:
      return { kind: 'standard-table', name: relation.name, relation };
  }
}

/** What a column of a relation stands for: a source's column is its field, where it declares one. */
export function targetOfColumn(relation: Relation, column: string): Target {
  if (relation.kind === 'source') {
    const field = relation.source.fields.find((one) => one.name.toLowerCase() === column.toLowerCase());
    if (field !== undefined) {
      return { kind: 'field', source: relation.source, field: field.name };
    }
  }
  return { kind: 'column', relation, column };
}

/** The source of a name as files write it; null where none has it. */
export function sourceNamed(sources: readonly Source[], name: string): Source | null {
  const key = sourceKey(name);
  return sources.find((source) => source.key === key) ?? null;
}

/** The relation of a target that has columns; null for what has none. */
export function relationOfTarget(target: Target, lineage: Lineage): Relation | null {
  switch (target.kind) {
    case 'source':
      return lineage.relationOfSource(target.source);
    case 'table':
    case 'standard-table':
      return target.relation;
    default:
      return null;
  }
}
