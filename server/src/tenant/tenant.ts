import type { ColumnType, FeatureId } from '../catalog/types.js';
import type { ParsedSql } from '../sql/query.js';
import type { Holder } from '../syntax/keptWith.js';
import type { Entry, MappingNode, OffsetRange, ScalarNode, SyntaxNode, SyntaxTree } from '../syntax/tree.js';

/** A span of one file: offsets from 0 in UTF-16 units of that file's text. */
export interface Place {
  readonly uri: string;
  readonly range: OffsetRange;
}

/** What a file of a tenant is to it. */
export type FileRole = 'tenant' | 'part' | 'settings';

/** A YAML file of the tenant with its tree. */
export interface TenantFile {
  readonly uri: string;
  readonly role: FileRole;
  readonly tree: SyntaxTree;
}

/** Something declared by a key: `place` is the key's. */
export interface Declared {
  readonly name: string;
  readonly place: Place;
  readonly file: TenantFile;
  readonly entry: Entry;
  /** False where part of it could not be read, so that what it seems to lack is unknown. */
  readonly complete: boolean;
}

/** A key of a declared thing with a value: `place` is the value's, `key` the key's. */
export interface Setting<T> {
  readonly value: T;
  readonly place: Place;
  readonly key: Place;
  readonly file: TenantFile;
  readonly entry: Entry;
}

/** A value in a list or alone: a tag, a key's name, a source in a priority. */
export interface Item {
  readonly value: string;
  readonly place: Place;
  readonly node: ScalarNode;
}

export type SourceKind = 'feed' | 'bridge' | 'custom_domain_table' | 'external';

export interface Field extends Declared {
  readonly type: ColumnType | null;
  readonly typePlace: Place | null;
  readonly semantics: readonly Item[];
}

export interface Source extends Declared, Holder {
  /** As SQL and references compare it: lower case, colons as underscores. */
  readonly key: string;
  readonly kind: SourceKind;
  readonly records: readonly string[];
  readonly recordsSetting: Setting<string> | null;
  readonly stitch: Setting<boolean> | null;
  readonly primaryKey: readonly Item[];
  readonly fields: readonly Field[];
  /** The `fields` mapping; null where there is none. */
  readonly fieldsNode: MappingNode | null;
  readonly query: SqlText | null;
  readonly description: string | null;
}

export type DatabaseKind = 'customer_360' | 'passthrough' | 'stitch_qa' | 'empty';
export type Build = 'passthrough' | 'sql' | 'template';

/** A column that `columns` of a table declares. */
export interface DeclaredColumn extends Declared {
  readonly type: ColumnType | null;
  readonly semantics: readonly Item[];
  readonly pii: boolean | null;
  readonly description: string | null;
}

export interface Table extends Declared {
  /** Lower case, as SQL compares it. */
  readonly key: string;
  readonly build: Setting<string> | null;
  readonly source: Setting<string> | null;
  readonly template: Setting<string> | null;
  readonly sourcePriority: readonly Item[];
  readonly segmentEditor: Setting<boolean> | null;
  readonly tableSemantic: Setting<string> | null;
  readonly staticSchema: boolean;
  readonly hidden: boolean;
  readonly columns: readonly DeclaredColumn[];
  readonly query: SqlText | null;
  readonly description: string | null;
  /** The name of the standard table that this one is; null where it is the tenant's own. */
  readonly standard: string | null;
}

export interface ActivationId {
  readonly name: string;
  readonly table: string | null;
  readonly field: string | null;
}

/** A database is complete where its settings and the names of its tables could be read; a table may still not be. */
export interface Database extends Declared {
  readonly key: string;
  readonly kind: Setting<string> | null;
  readonly active: Setting<boolean> | null;
  readonly ampiq: Setting<boolean> | null;
  readonly visibility: Setting<string> | null;
  readonly activationIds: readonly ActivationId[];
  readonly tables: readonly Table[];
  /** Every file's declaration of the database; `place`, `file` and `entry` are those of the one with `kind`. */
  readonly parts: readonly Declared[];
}

/** A query and the way from its offsets to those of the file that holds it. */
export interface SqlText {
  readonly origin: 'inline' | 'file';
  /** The file that holds the text: the YAML file, or the `.sql` file. */
  readonly uri: string;
  /** The value of `sql` or `sql_file`. */
  readonly setting: Setting<string>;
  /** The query's text; null where the file could not be had. */
  readonly text: string | null;
  readonly parsed: ParsedSql | null;
  /** For inline SQL the scalar that holds it. */
  readonly scalar: ScalarNode | null;
  readonly state: 'read' | 'missing' | 'unreadable' | 'outside' | 'pending';
  /** The place in its file of a span of the query. */
  placeOf(range: OffsetRange): Place;
}

export interface FeatureSwitch {
  readonly feature: FeatureId;
  readonly enabled: boolean;
  readonly setting: Setting<boolean>;
}

export interface Verified {
  readonly key: string;
  /** YYYY-MM-DD as written. */
  readonly date: string;
  readonly setting: Setting<string>;
}

export interface RuleSetting {
  readonly rule: string;
  readonly severity: string;
  readonly setting: Setting<string>;
}

/** The same thing declared twice. */
export interface Duplicate {
  readonly what: 'source' | 'database setting' | 'table' | 'field' | 'column' | 'setting';
  readonly name: string;
  readonly first: Place;
  readonly second: Place;
  readonly entry: Entry;
  readonly file: TenantFile;
}

export interface Tenant {
  /** The uri of its folder, without a slash at its end. */
  readonly root: string;
  readonly name: Setting<string> | null;
  /** `tenant.yaml`; null for a part without one. */
  readonly main: TenantFile | null;
  readonly files: readonly TenantFile[];
  /** In the order of the file. */
  readonly features: readonly FeatureSwitch[];
  readonly featuresSetting: Setting<SyntaxNode | null> | null;
  readonly verified: readonly Verified[];
  readonly verifiedSetting: Setting<SyntaxNode | null> | null;
  /** The tenant's own and those of the settings files above it; the nearest last. */
  readonly rules: readonly RuleSetting[];
  readonly sources: readonly Source[];
  readonly databases: readonly Database[];
  readonly duplicates: readonly Duplicate[];
  /** Every query of the tenant. */
  readonly queries: readonly SqlText[];
  /** False for a part alone, and where some file could not be read in full: a source or database may be there unseen. */
  readonly complete: boolean;
}

/** `ACME:Loyalty` and `ACME_Loyalty` are one name; case does not count. */
export function sourceKey(name: string): string {
  return name.replace(/:/g, '_').toLowerCase();
}

/** A source as if it had other fields: what was worked out of it with its own is not taken along. */
export function sourceWith(source: Source, fields: readonly Field[]): Source {
  return { ...source, fields, kept: null };
}
