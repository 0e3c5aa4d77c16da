import { catalog } from '../catalog/load.js';
import type { FeatureId, RequiredTable } from '../catalog/types.js';
import { tableAs } from '../rules/databases/customer360Databases.js';
import { concerns } from './blocking.js';
import type { Evidence } from './evidence.js';
import type { RequirementStatus } from './tenantReadiness.js';
import { requirements } from './requirements.js';
import { isAboutTable, missingTableCauses } from './status.js';

const namedElsewhere: ReadonlySet<string | null> = new Set(requirements.map(({ table }) => table));

/** R3: each required table that no requirement of its own names is there. */
export function tableStatuses(feature: FeatureId, evidence: Evidence): readonly RequirementStatus[] {
  return catalog.requiredTables
    .filter(({ table }) => !namedElsewhere.has(table))
    .map((required) => tableStatus(required, feature, evidence));
}

function tableStatus(
  { table, severity }: RequiredTable,
  feature: FeatureId,
  evidence: Evidence,
): RequirementStatus {
  const status = {
    id: 'R3',
    title: `${table} is in the customer 360 database`,
    required: severity === 'error',
    table,
    column: null,
    verifications: [],
  };
  const about = ['required-table-missing', 'build-mode', 'passthrough-source-unknown'].flatMap((rule) =>
    (evidence.byRule.get(rule) ?? []).filter(
      (diagnostic) => isAboutTable(diagnostic, table, evidence) && concerns(diagnostic, feature, evidence),
    ),
  );
  const isThere =
    evidence.databases.length > 0 &&
    evidence.databases.every((database) => tableAs(database, table) !== null);
  const against = about.filter(({ ownSeverity }) => ownSeverity === 'error' || !isThere);
  const causes = against.length > 0 || isThere ? against : missingTableCauses(table, evidence);
  if (causes.length > 0) return { ...status, state: 'not met', diagnostics: causes, reason: null };
  return isThere
    ? { ...status, state: 'met', diagnostics: about, reason: null }
    : { ...status, state: 'not known', diagnostics: [], reason: 'Part of the configuration cannot be read.' };
}
