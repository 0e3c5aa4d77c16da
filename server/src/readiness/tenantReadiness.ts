import type { FeatureId } from '../catalog/types.js';
import type { Lineage } from '../lineage/lineage.js';
import type { Diagnostic } from '../rules/rule.js';
import type { Tenant } from '../tenant/tenant.js';

/** What readiness looks at; a snapshot is one. */
export interface ReadinessInput {
  readonly tenant: Tenant;
  readonly lineage: Lineage;
  readonly diagnostics: readonly Diagnostic[];
  /** Switched off or suppressed: counted all the same. */
  readonly silenced: readonly Diagnostic[];
  readonly input: { readonly today: string };
}

/** `verified`: nothing of it can be seen, and people have checked all of it. */
export type RequirementState = 'met' | 'not met' | 'not known' | 'verified';

/** What people have checked by hand, and when; null where they have not. */
export interface VerificationStatus {
  readonly key: string;
  readonly description: string;
  /** YYYY-MM-DD. */
  readonly date: string | null;
  /** True where it was done too long ago for what is never done for good. */
  readonly stale: boolean;
}

export interface RequirementStatus {
  /** P01 to P10, R1 to R6, VSE1; `other` for errors that belong to none of them. */
  readonly id: string;
  readonly title: string;
  readonly required: boolean;
  readonly state: RequirementState;
  /** What it is about, where it is about one table or column. */
  readonly table: string | null;
  readonly column: string | null;
  /** Those that say that it is not met; for one that is met, what makes it poorer. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why it is not known. */
  readonly reason: string | null;
  readonly verifications: readonly VerificationStatus[];
}

export interface FeatureReadiness {
  readonly feature: FeatureId;
  readonly enabled: boolean;
  /** On, and all that can be seen is met. */
  readonly ready: boolean;
  /** Ids of the rules whose errors stand in its way, in the order of the files. */
  readonly blockedBy: readonly string[];
  /** Keys of `verified` that have no day. */
  readonly unverified: readonly string[];
  /** Empty for a feature that is off: its rules are silent. */
  readonly requirements: readonly RequirementStatus[];
}

export interface TenantReadiness {
  readonly tenant: string | null;
  /** Every feature there is, in the documentation's order; none for files that belong to no tenant. */
  readonly features: readonly FeatureReadiness[];
}
