import type {
  CatalogData,
  Feature,
  FeatureId,
  Semantic,
  SemanticGroup,
  SqlFunction,
  StandardTable,
  Verification,
} from './types.js';

/** What a tag in a file means: the documented semantic, and how it was reached. */
export interface SemanticMatch {
  /** For a suffixed tag its base's (`email` for `email-work`); for a custom tag of a group one made for it. */
  readonly semantic: Semantic;
  readonly group: SemanticGroup;
  /** `exact`; `ordinal` (`phone-2`), `namespace` (`email-work`, `fk-member`), or `custom` within a group (`txn-item/tip`). */
  readonly how: 'exact' | 'ordinal' | 'namespace' | 'custom';
}

/** Typed access to the data files in `schemas/catalog/`. */
export interface Catalog extends Omit<CatalogData, 'docsBase' | 'productMade' | 'reservedWords'> {
  /** Upper case: identifiers that the documentation wants between backticks. */
  readonly reservedWords: ReadonlySet<string>;

  /** The standard table that a table's name means: case, spaces, underscores and a plural do not count. */
  standardTable(name: string): StandardTable | null;
  /** The standard table that SQL reads by a name: its documented names only, case not counting. */
  tableInSql(name: string): StandardTable | null;
  /** A table that the product or its models make (`Campaign_Recipients`, `Predicted_*`). */
  isProductMade(name: string): boolean;
  /** What a tag means, with ordinals, namespaces and custom tags; null for a tag of no documented group or pattern. */
  semantic(tag: string): SemanticMatch | null;
  /**
   * The column that a tag makes (`given-name` → `given_name`, `fk-member` → `fk_member`), a custom tag's too
   * (`txn-item/tip` → `tip`, `shoe-size` → `shoe_size`); null where it makes none.
   */
  columnOf(tag: string): string | null;
  feature(id: FeatureId): Feature;
  verification(key: string): Verification | null;
  sqlFunction(name: string): SqlFunction | null;
  /** The full address of a page of the public documentation. */
  docsUrl(link: string): string;
}
