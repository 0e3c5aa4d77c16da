/** What the product is, as data: the types of the catalogue's data files in `schemas/catalog/`. */
import type { LikelyTagWords } from './likelyTags.js';

/** The types that a field or column may have; `varies` where the documentation names none. */
export type ColumnType =
  'string' | 'integer' | 'decimal' | 'float' | 'boolean' | 'date' | 'datetime' | 'varies';

export type FeatureId = 'segments' | 'segment_insights' | 'campaigns' | 'predictive_modeling';

/** A page of the public documentation, below the base in `documentation.yaml`; `catalog.docsUrl` makes it whole. */
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
  /**
   * Which tags make it a core table: a group's prefix (`txn-item/`, `loy/`) or `profile`. Not empty too for the
   * tables built from a template that come with item tags (Unified_Transactions, Transaction_Attributes_Extended).
   */
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
  /** The documentation wants it in the customer 360 database where its tags are used. */
  readonly wantedWhenTagged: boolean;
  readonly description: string;
  /** Standard tables that its SQL reads, or may read. */
  readonly dependsOn: readonly string[];
  readonly columns: readonly StandardColumn[];
  readonly sources: readonly DocumentationLink[];
}

export type SemanticRequirement = 'required' | 'recommended' | 'optional' | 'one-of';

export interface Semantic {
  /** As the product spells it, with its group's prefix: `given-name`, `txn-item/order-id`, `fk-[namespace]`. */
  readonly tag: string;
  readonly group: string;
  /** The types that its field may have; `varies` stands for any. */
  readonly types: readonly ColumnType[];
  /** How much another type weighs (`error`: saving fails); null where types are not checked (keys, custom tags). */
  readonly typeSeverity: 'error' | 'warning' | null;
  /** What it means that two fields of one source have it; null where that is right. */
  readonly oncePerSource: 'error' | 'warning' | null;
  readonly requirement: SemanticRequirement;
  /** The column that it makes; null where it makes none (keys of databases, …). */
  readonly column: string | null;
  readonly tables: readonly string[];
  readonly description: string;
  readonly notes: string | null;
  /** The tags whose columns Stitch takes from it where no field has them. */
  readonly derives: readonly string[];
  /** True where the tag stands for a family (`fk-[namespace]`). */
  readonly pattern: boolean;
  /** The tags that a suffix may be put to (`email`, `phone`), for such a family. */
  readonly bases: readonly string[];
}

export interface SemanticGroup {
  readonly id: string;
  readonly displayName: string;
  /** `txn-item/`, …; null for groups without one. */
  readonly prefix: string | null;
  readonly tables: readonly string[];
  readonly appliesTo: string;
  /** A field with one of its tags makes its source a profile source. */
  readonly makesProfileSource: boolean;
  /** Profile tags that belong beside this group's tags, and that alone make no profile source then. */
  readonly companions: readonly string[];
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
  /** Tables that may have it instead, to be joined. */
  readonly alsoIn: readonly string[];
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
  readonly columns: readonly {
    readonly name: string;
    readonly type: ColumnType;
    readonly semantic: string | null;
  }[];
  readonly source: DocumentationLink;
}

/** Columns that are taken together from one record, the fullest one. */
export interface ColumnGroup {
  readonly name: string;
  readonly columns: readonly string[];
  /** A record is full where all columns of one of these are filled; null where those of `counted` are counted. */
  readonly complete: readonly (readonly string[])[] | null;
  readonly counted: readonly string[];
}

/** What the SQL that fixes write selects, beside `amperity_id`. */
export interface WrittenQueries {
  readonly mergedCustomers: {
    readonly source: DocumentationLink;
    readonly groups: readonly ColumnGroup[];
    /** What the table has although no source may fill it. */
    readonly always: readonly string[];
  };
  readonly customer360: { readonly source: DocumentationLink; readonly attributes: readonly string[] };
  readonly customerAttributes: {
    readonly source: DocumentationLink;
    /** A customer can be reached where all of `needs` are filled. */
    readonly reachable: readonly { readonly column: string; readonly needs: readonly string[] }[];
  };
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

/** A column that the product adds by itself. */
export interface ProductColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** To every source; to tables with an Amperity ID; to tables with version history; to real-time tables. */
  readonly where: 'domain-table' | 'stitched' | 'versioned' | 'realtime';
  readonly description: string;
}

/** All data files as one, with every default filled in: what `server/generated/catalog.json` holds. */
export interface CatalogData {
  readonly docsBase: string;
  /** Names of tables that the product or its models make; `*` stands for any ending. */
  readonly productMade: readonly string[];
  readonly tables: readonly StandardTable[];
  readonly semanticGroups: readonly SemanticGroup[];
  readonly features: readonly Feature[];
  readonly requiredTables: readonly RequiredTable[];
  readonly requiredColumns: readonly RequiredColumn[];
  readonly verifications: readonly Verification[];
  readonly buildModes: readonly BuildMode[];
  readonly templates: readonly VisualTemplate[];
  readonly writtenQueries: WrittenQueries;
  readonly functions: readonly SqlFunction[];
  readonly reservedWords: readonly string[];
  readonly productColumns: readonly ProductColumn[];
  /** What field names are made of, and which tag a name suggests (`schemas/catalog/likelyTags.yaml`, as it is). */
  readonly likelyTags: LikelyTagWords;
}
