import type { Location } from 'vscode-languageserver';
import type { Snapshot } from '../analysis/snapshot.js';
import { toLocation } from '../language/locations.js';
import type { FeatureReadiness, RequirementStatus, TenantReadiness } from '../readiness/tenantReadiness.js';
import type { Diagnostic } from '../rules/rule.js';

/** A diagnostic as far as a list of requirements shows it. */
export interface BlockingDiagnostic {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly location: Location;
}

export interface RequirementForClient extends Omit<RequirementStatus, 'diagnostics'> {
  readonly diagnostics: readonly BlockingDiagnostic[];
}

export interface FeatureForClient extends Omit<FeatureReadiness, 'requirements'> {
  readonly requirements: readonly RequirementForClient[];
}

/** What `tenant-config/readiness` gives for each tenant. */
export interface ReadinessForClient {
  readonly tenant: string | null;
  /** The uri of the tenant's folder. */
  readonly root: string;
  readonly features: readonly FeatureForClient[];
}

/** The readiness of a tenant as plain data, with places that an editor can go to. */
export function readinessForClient(snapshot: Snapshot, readiness: TenantReadiness): ReadinessForClient {
  return {
    tenant: readiness.tenant,
    root: snapshot.input.root,
    features: readiness.features.map((feature) => ({
      ...feature,
      requirements: feature.requirements.map((requirement) => ({
        ...requirement,
        diagnostics: requirement.diagnostics.map((diagnostic) => forClient(snapshot, diagnostic)),
      })),
    })),
  };
}

function forClient(snapshot: Snapshot, diagnostic: Diagnostic): BlockingDiagnostic {
  const { rule, severity, message, place } = diagnostic;
  return { rule, severity, message, location: toLocation(snapshot, place) };
}
