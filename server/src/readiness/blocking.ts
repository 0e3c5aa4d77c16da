import type { FeatureId } from '../catalog/types.js';
import type { Diagnostic } from '../rules/rule.js';
import type { Evidence } from './evidence.js';

/**
 * The errors that stand in a feature's way: those that name it, and those that name no feature, since they break the
 * run of what every feature stands on. An error in a database that no feature reads stands in nobody's way.
 */
export function blockingDiagnostics(feature: FeatureId, evidence: Evidence): readonly Diagnostic[] {
  return evidence.diagnostics.filter(
    (diagnostic) => diagnostic.ownSeverity === 'error' && concerns(diagnostic, feature, evidence),
  );
}

/** Whether a diagnostic speaks of a feature: it names it, or names none. */
export function concerns(diagnostic: Diagnostic, feature: FeatureId, evidence: Evidence): boolean {
  const { features, database } = diagnostic.data;
  if (features.length > 0) return features.includes(feature);
  return (
    database === null ||
    evidence.databases.length === 0 ||
    evidence.databases.some((known) => known.name.toLowerCase() === database.toLowerCase())
  );
}
