import { catalog } from '../catalog/load.js';
import type { FeatureId } from '../catalog/types.js';
import type { Diagnostic } from '../rules/rule.js';
import { blockingDiagnostics } from './blocking.js';
import { columnStatuses } from './columns.js';
import { tableStatuses } from './tables.js';
import { evidenceOf, type Evidence } from './evidence.js';
import { statusOf } from './status.js';
import type {
  FeatureReadiness,
  ReadinessInput,
  RequirementStatus,
  TenantReadiness,
} from './tenantReadiness.js';
import { requirements } from './requirements.js';
import { verificationsOf } from './verifications.js';

/** How ready each feature of a tenant is, from what is so: rules that are off or suppressed count too. */
export function readinessOf(input: ReadinessInput): TenantReadiness {
  const { tenant } = input;
  const name = tenant.name?.value ?? null;
  if (tenant.main === null) return { tenant: name, features: [] };
  const evidence = evidenceOf(input);
  return { tenant: name, features: catalog.features.map(({ id }) => featureReadiness(id, evidence)) };
}

function featureReadiness(feature: FeatureId, evidence: Evidence): FeatureReadiness {
  const enabled = evidence.tenant.features.some((item) => item.feature === feature && item.enabled);
  if (!enabled) {
    return { feature, enabled, ready: false, blockedBy: [], unverified: [], requirements: [] };
  }
  const blocking = blockingDiagnostics(feature, evidence);
  const verifications = verificationsOf(
    catalog.verifications.map(({ key }) => key),
    evidence,
  );
  return {
    feature,
    enabled,
    ready: blocking.length === 0,
    blockedBy: [...new Set(blocking.map((diagnostic) => diagnostic.rule))],
    unverified: verifications.filter(({ date }) => date === null).map(({ key }) => key),
    requirements: requirementStatuses(feature, evidence, blocking),
  };
}

function requirementStatuses(
  feature: FeatureId,
  evidence: Evidence,
  blocking: readonly Diagnostic[],
): readonly RequirementStatus[] {
  const asked = requirements.filter(({ features }) => features === null || features.includes(feature));
  const named = [
    ...asked.map((requirement) => statusOf(requirement, feature, evidence)),
    ...tableStatuses(feature, evidence),
    ...columnStatuses(feature, evidence),
  ];
  const spokenOf = new Set(named.flatMap((status) => status.diagnostics));
  const others = blocking.filter((diagnostic) => !spokenOf.has(diagnostic));
  return others.length === 0 ? named : [...named, otherErrors(others)];
}

/** What no requirement names breaks a run all the same. */
function otherErrors(diagnostics: readonly Diagnostic[]): RequirementStatus {
  return {
    id: 'other',
    title: 'Nothing else in the configuration breaks a run',
    required: true,
    state: 'not met',
    table: null,
    column: null,
    diagnostics,
    reason: null,
    verifications: [],
  };
}
