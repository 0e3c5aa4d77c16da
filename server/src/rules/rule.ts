import type { Catalog } from '../catalog/catalog.js';
import type { FeatureId } from '../catalog/types.js';
import type { FileChange } from '../edits/edit.js';
import type { Lineage } from '../lineage/lineage.js';
import type { Place, Tenant } from '../tenant/tenant.js';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export type RuleGroup =
  'files' | 'sources' | 'stitch' | 'databases' | 'segments' | 'verification' | 'advice' | 'sql';

/** What tools read from a diagnostic; `features` are the enabled ones that it blocks or makes poorer. */
export interface DiagnosticData {
  readonly database: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly source: string | null;
  readonly features: readonly FeatureId[];
}

/** A mend. Its edits are made only when somebody asks for them. */
export interface Fix {
  readonly title: string;
  /** One sensible mend, that loses nothing: `--fix` and fix-all apply it. */
  readonly preferred: boolean;
  /** It only adds (a tag, a table, a NULL column), so that `--suggestions` may apply it. */
  readonly addsOnly: boolean;
  /** Attests something: only a person's click applies it. */
  readonly personOnly?: boolean;
  /** Suppresses the diagnostic instead of mending its cause. */
  readonly suppression?: boolean;
  /** Empty where the fix turns out not to be possible. */
  readonly changes: () => readonly FileChange[];
}

export interface RelatedPlace {
  readonly place: Place;
  readonly message: string;
}

/** What a rule reports. */
export interface Finding {
  readonly place: Place;
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** What it weighs for readiness, where that is more: a slip in a tag hides that the tag is lacking. */
  readonly weight?: Severity;
  readonly data?: Partial<DiagnosticData>;
  readonly related?: readonly RelatedPlace[];
  /** In the order in which they are offered. */
  readonly fixes?: readonly Fix[];
  /** Text that does nothing (an unused suppression): editors show it faded. */
  readonly unnecessary?: boolean;
}

export interface RuleContext {
  readonly tenant: Tenant;
  readonly lineage: Lineage;
  readonly catalog: Catalog;
  /** The features that are on, in the order of the file. */
  readonly enabled: readonly FeatureId[];
  /** The day that date rules count from, YYYY-MM-DD. */
  readonly today: string;
  /** The ids of all rules: a rule cannot import the registry that lists it. */
  readonly ruleIds: ReadonlySet<string>;
  report(finding: Finding): void;
}

export interface Rule {
  readonly id: string;
  readonly group: RuleGroup;
  /** What it checks, in a few words, for lists. */
  readonly title: string;
  readonly severity: Severity;
  /** Keys of the facts it stands on (P05, R3, TXN-REQ, …). */
  readonly requirements: readonly string[];
  /** Pages of the documentation, below its base. */
  readonly sources: readonly string[];
  check(context: RuleContext): void;
}

export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  /** As the rule weighs it, whatever `rules:` says: readiness counts by this one. */
  readonly ownSeverity: Severity;
  readonly place: Place;
  readonly message: string;
  readonly data: DiagnosticData;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  readonly unnecessary: boolean;
  /** Link to the rule's page. */
  readonly docs: string;
}
