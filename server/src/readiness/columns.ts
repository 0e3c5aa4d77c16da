import { catalog } from '../catalog/load.js';
import type { FeatureId, RequiredColumn } from '../catalog/types.js';
import type { ColumnState, Relation } from '../lineage/lineage.js';
import { tableAs } from '../rules/databases/customer360Databases.js';
import type { Diagnostic } from '../rules/rule.js';
import { concerns } from './blocking.js';
import type { Evidence } from './evidence.js';
import type { RequirementStatus } from './tenantReadiness.js';
import { isAboutTable, missingTableCauses } from './status.js';

/** R3 and R6: each column that the feature needs is in its table. */
export function columnStatuses(feature: FeatureId, evidence: Evidence): readonly RequirementStatus[] {
  return catalog.requiredColumns
    .filter(({ features }) => features[feature] !== undefined)
    .map((required) => columnStatus(required, feature, evidence));
}

function columnStatus(required: RequiredColumn, feature: FeatureId, evidence: Evidence): RequirementStatus {
  const { table, column } = required;
  const status = {
    id: required.requirements.includes('R3') || feature !== 'predictive_modeling' ? 'R3' : 'R6',
    title:
      required.anyNameWith.length > 0
        ? `${table} has ${column} or a column like it`
        : `${table} has ${column}`,
    required: required.features[feature] === 'error',
    table,
    column,
    verifications: [],
  };
  const about = diagnosticsAbout(required, feature, evidence);
  const states = evidence.databases.map((database): ColumnState | 'no table' => {
    const found = tableAs(database, table);
    return found === null
      ? 'no table'
      : stateOf(required, evidence.lineage.relationOfTable(database, found), evidence);
  });
  if (states.length === 0 || states.includes('no table')) {
    const missing = tableMissing(table, evidence);
    if (missing.length > 0) return { ...status, state: 'not met', diagnostics: missing, reason: null };
    return { ...status, state: 'not known', diagnostics: [], reason: `${table} could not be seen.` };
  }
  if (states.includes('absent')) {
    const against = about.filter(({ rule }) => rule === 'required-column-missing');
    const diagnostics = against.length > 0 ? against : evidence.noStitchOutput;
    if (diagnostics.length > 0) return { ...status, state: 'not met', diagnostics, reason: null };
    const elsewhere = required.alsoIn.length === 0 ? '' : `, but ${required.alsoIn.join(', ')} may`;
    return { ...status, state: 'not known', diagnostics, reason: `${table} does not have it${elsewhere}.` };
  }
  const unsure = states.find((state) => state !== 'certain');
  if (unsure === undefined) return { ...status, state: 'met', diagnostics: about, reason: null };
  const reason =
    unsure === 'maybe'
      ? `${table} may have it: the documentation calls it conditional.`
      : `The columns of ${table} are not known in full.`;
  return { ...status, state: 'not known', diagnostics: [], reason };
}

function stateOf(required: RequiredColumn, relation: Relation, { lineage }: Evidence): ColumnState {
  if (required.anyNameWith.length === 0) return lineage.stateOf(relation, required.column);
  const { columns, complete } = lineage.columnsOf(relation);
  const fitting = [...columns.values()].filter(({ name }) =>
    required.anyNameWith.some((word) => name.toLowerCase().includes(word)),
  );
  if (fitting.some(({ presence }) => presence === 'certain')) return 'certain';
  return fitting.length > 0 ? 'maybe' : complete ? 'absent' : 'unknown';
}

/** Those of the table itself, and those of a table upstream that lacks the same column: mending it mends both. */
function diagnosticsAbout(
  { table, column }: RequiredColumn,
  feature: FeatureId,
  evidence: Evidence,
): readonly Diagnostic[] {
  const about = ['required-column-missing', 'required-column-empty'].flatMap((rule) =>
    (evidence.byRule.get(rule) ?? []).filter(
      (diagnostic) => diagnostic.data.column === column && concerns(diagnostic, feature, evidence),
    ),
  );
  const own = about.filter((diagnostic) => isAboutTable(diagnostic, table, evidence));
  return own.length > 0 ? own : about;
}

function tableMissing(table: string, evidence: Evidence): readonly Diagnostic[] {
  const said = (evidence.byRule.get('required-table-missing') ?? []).filter((diagnostic) =>
    isAboutTable(diagnostic, table, evidence),
  );
  return said.length > 0 ? said : missingTableCauses(table, evidence);
}
