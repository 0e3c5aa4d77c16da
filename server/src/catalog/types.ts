/** What the product is, as data: the types of the catalogue's data files in `schemas/catalog/`. */

/** The types that a field or column may have; `varies` where the documentation names none. */
export type ColumnType = 'string' | 'integer' | 'decimal' | 'float' | 'boolean' | 'date' | 'datetime' | 'varies';

export type FeatureId = 'segments' | 'segment_insights' | 'campaigns' | 'predictive_modeling';

/** A page of the public documentation, relative to the base that `catalog.meta.docsBase` gives. */
export type DocumentationLink = string;

/** How surely the table has the column when Stitch or its template makes the table. */
export type Presence =
  /** Always there. */
  | 'always'
  /** There where a source of the tenant uses its semantic. */
  | 'tagged'
  /** Documented as conditional: maybe there, never certain either way without the tag. */
  | 'maybe';

export interface StandardColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The tag that fills it (`given-name`, `txn-item/order-id`); null where the product computes it. */
  readonly semantic: string | null;
  readonly presence: Presence;
  readonly pii: boolean;
  readonly description: string;
  /** A name that stands for several columns, such as `fk_<name>`. */
  readonly pattern: boolean;
  /** Part of the starting SQL or template only when somebody enables it. */
  readonly optIn: boolean;
}

/** Who makes the table. */
export type TableOrigin = 'stitch output' | 'template' | 'product-made' | 'predictive' | 'sql';

export interface StandardTable {
  readonly name: string;
  readonly displayName: string;
  readonly aliases: readonly string[];
  readonly origin: TableOrigin;
  /** Which tags make Stitch output it: a group's prefix (`txn-item/`, `loy/`) or `profile`; empty for other origins. */
  readonly madeBy: readonly string[];
  /** In plain words: one row per what. */
  readonly grain: string;
  /** True where the documentation says that one `amperity_id` has one row. */
  readonly onePerAmperityId: boolean;
  readonly unique: readonly string[];
  /** Meant for the people who build segments. */
  readonly forMarketers: boolean;
  /** The documentation keeps it out of the Segment Editor. */
  readonly keepOutOfSegmentEditor: boolean;
  readonly description: string;
  readonly dependsOn: readonly string[];
  readonly columns: readonly StandardColumn[];
  readonly sources: readonly DocumentationLink[];
}

export type SemanticRequirement = 'required' | 'recommended' | 'optional' | 'one-of';

export interface Semantic {
  /** As the product spells it, with its group's prefix: `given-name`, `txn-item/order-id`, `fk-[namespace]`. */
  readonly tag: string;
  readonly group: string;
  readonly types: readonly ColumnType[];
  readonly requirement: SemanticRequirement;
  /** The column that it makes; null where it makes none (keys of databases, …). */
  readonly column: string | null;
  readonly tables: readonly string[];
  readonly description: string;
  readonly notes: string | null;
  /** True where the tag stands for a family (`fk-[namespace]`). */
  readonly pattern: boolean;
}

export interface SemanticGroup {
  readonly id: string;
  readonly displayName: string;
  /** `txn-item/`, …; null for groups without one. */
  readonly prefix: string | null;
  readonly tables: readonly string[];
  readonly appliesTo: string;
  /** Tags of this group alone make a profile source. */
  readonly source: DocumentationLink;
  readonly semantics: readonly Semantic[];
}

export type RequiredFor = {
  readonly [feature in FeatureId]?: 'error' | 'warning';
};

/** A column that features need in a table. */
export interface RequiredColumn {
  readonly table: string;
  readonly column: string;
  readonly type: ColumnType;
  /** The feature and how much its lack weighs. */
  readonly features: RequiredFor;
  /** Any column whose name has one of these words satisfies it (loyalty membership). */
  readonly anyNameWith: readonly string[];
  /** Whether a column of NULLs may stand in for it. */
  readonly nullAllowed: boolean;
  readonly requirements: readonly string[];
  readonly sources: readonly DocumentationLink[];
}

/** A table that the customer 360 database must or should have. */
export interface RequiredTable {
  readonly table: string;
  readonly severity: 'error' | 'warning';
  /** The build modes that are right. */
  readonly builds: readonly ('passthrough' | 'sql' | 'template')[];
  /** What is said of another build mode. */
  readonly buildSeverity: 'error' | 'warning';
  /** The mode in which a fix adds it. */
  readonly preferredBuild: 'passthrough' | 'sql' | 'template';
  readonly requirements: readonly string[];
  readonly sources: readonly DocumentationLink[];
  /** Why it must be there, in plain words. */
  readonly purpose: string;
}

export interface Feature {
  readonly id: FeatureId;
  readonly displayName: string;
  readonly description: string;
  readonly source: DocumentationLink;
}

/** One of the things that people check by hand (`verified`). */
export interface Verification {
  readonly key: string;
  readonly description: string;
  readonly requirements: readonly string[];
  /** Days after which it is stale; null for what is done once. */
  readonly staleAfterDays: number | null;
  readonly source: DocumentationLink;
}

export interface BuildMode {
  readonly id: 'passthrough' | 'sql' | 'template';
  readonly displayName: string;
  readonly description: string;
  readonly source: DocumentationLink;
}

/** A template that the product has for a visual build mode. */
export interface VisualTemplate {
  readonly id: string;
  readonly table: string;
  /** Its default columns, in order. */
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly semantic: string | null }[];
  readonly source: DocumentationLink;
}

/** A function of Spark SQL that the documentation lists. */
export interface SqlFunction {
  /** Upper case. */
  readonly name: string;
  readonly signature: string;
  /** A type, `argument` (that of its first), or `unknown`. */
  readonly result: ColumnType | 'argument' | 'unknown';
  readonly kind: 'scalar' | 'aggregate' | 'window' | 'table';
  readonly volatile: boolean;
  readonly help: string;
}
