import type { FeatureId } from '../catalog/types.js';
import { catalog } from '../catalog/load.js';
import { tableAs } from '../rules/databases/customer360Databases.js';
import type { Diagnostic } from '../rules/rule.js';
import { itemSources, peopleSources } from '../rules/sources/tagMistakes.js';
import { concerns } from './blocking.js';
import type { Evidence } from './evidence.js';
import type { RequirementState, RequirementStatus } from './tenantReadiness.js';
import type { Requirement } from './requirements.js';
import { verificationsOf } from './verifications.js';

/** What is known of one requirement of a feature. */
export function statusOf(
  requirement: Requirement,
  feature: FeatureId,
  evidence: Evidence,
): RequirementStatus {
  const { id, title, required, table } = requirement;
  const about = diagnosticsAbout(requirement, feature, evidence);
  const against = about.filter((diagnostic) => speaksAgainst(diagnostic, required));
  const causes = against.length > 0 ? [] : causesBehind(requirement, evidence);
  const verifications = verificationsOf(requirement.verifications, evidence);
  const status = { id, title, required, table, column: null, verifications };
  if (against.length > 0 || causes.length > 0) {
    return { ...status, state: 'not met', diagnostics: [...against, ...causes], reason: null };
  }
  const [state, reason] = withoutDiagnostics(
    requirement,
    verifications.every(({ date }) => date !== null),
    evidence,
  );
  return { ...status, state, diagnostics: about, reason };
}

/** An error stands against what is required; against what is advised, whatever the rule says. */
export function speaksAgainst(diagnostic: Diagnostic, required: boolean): boolean {
  return !required || diagnostic.ownSeverity === 'error';
}

function diagnosticsAbout(
  requirement: Requirement,
  feature: FeatureId,
  evidence: Evidence,
): readonly Diagnostic[] {
  return requirement.rules
    .flatMap((rule) => evidence.byRule.get(rule) ?? [])
    .filter(
      (diagnostic) =>
        concerns(diagnostic, feature, evidence) &&
        isAboutSources(diagnostic, requirement, evidence) &&
        (requirement.table === null || isAboutTable(diagnostic, requirement.table, evidence)),
    );
}

/** False for a diagnostic about a source that is certainly of the other kind: customers, or lines of orders. */
function isAboutSources(
  { data }: Diagnostic,
  { needs }: Requirement,
  { tenant, lineage }: Evidence,
): boolean {
  const source = needs === null ? undefined : tenant.sources.find(({ name }) => name === data.source);
  if (!source) return true;
  // A tag on a wrong field makes no source of customers of one of orders.
  const people = peopleSources({ lineage, catalog });
  const items = itemSources({ lineage, catalog });
  const [own, other] = needs === 'profile' ? [people, items] : [items, people];
  return own.includes(source) || !other.includes(source);
}

/** Whether a diagnostic names a table of the customer 360 database that is this standard table. */
export function isAboutTable(diagnostic: Diagnostic, standard: string, evidence: Evidence): boolean {
  const { table } = diagnostic.data;
  if (table === null) return false;
  if (table.toLowerCase() === standard.toLowerCase()) return true;
  return evidence.databases.some(
    (database) => tableAs(database, standard)?.name.toLowerCase() === table.toLowerCase(),
  );
}

/** Where rules are silent because the cause is reported elsewhere: that cause. */
function causesBehind(requirement: Requirement, evidence: Evidence): readonly Diagnostic[] {
  if (requirement.seenIn === 'sources')
    return lacksSources(requirement, evidence) ? evidence.noStitchOutput : [];
  if (requirement.seenIn === 'nowhere') return [];
  if (evidence.databases.length === 0 && requirement.required) return evidence.noDatabase;
  const { table } = requirement;
  return table === null ? [] : missingTableCauses(table, evidence);
}

/** Why a table is not there though nothing says that it is missing. */
export function missingTableCauses(table: string, evidence: Evidence): readonly Diagnostic[] {
  if (evidence.databases.length === 0) return evidence.noDatabase;
  return evidence.databases.some((database) => tableAs(database, table) === null)
    ? evidence.noStitchOutput
    : [];
}

function lacksSources({ needs }: Requirement, { lineage }: Evidence): boolean {
  if (needs === null) return false;
  return (needs === 'profile' ? lineage.profileSources : lineage.itemSources).length === 0;
}

function withoutDiagnostics(
  requirement: Requirement,
  verified: boolean,
  evidence: Evidence,
): readonly [RequirementState, string | null] {
  const { seenIn, verifications } = requirement;
  if (seenIn === 'nowhere') {
    return verified && verifications.length > 0
      ? ['verified', null]
      : ['not known', 'A configuration does not show it: a person has to check it.'];
  }
  if (!evidence.tenant.complete) return ['not known', 'Part of the configuration cannot be read.'];
  const isDatabaseMissing = seenIn === 'database' && evidence.databases.length === 0;
  if (isDatabaseMissing) return ['not known', 'There is no active customer 360 database to look into.'];
  if (lacksSources(requirement, evidence)) return ['not known', 'No source of the kind could be seen.'];
  return missingTable(requirement, evidence)
    ? ['not known', 'Whether the table is there could not be seen.']
    : ['met', null];
}

function missingTable({ table }: Requirement, evidence: Evidence): boolean {
  return table !== null && evidence.databases.some((database) => tableAs(database, table) === null);
}
