import { catalog } from '../../catalog/load.js';
import type {
  FeatureReadiness,
  RequirementState,
  RequirementStatus,
} from '../../readiness/tenantReadiness.js';
import type { Diagnostic } from '../../rules/rule.js';
import { printable, type Colours } from '../terminal.js';

/** A feature's readiness with paths and lines in place of uris and offsets. */
export interface TenantTable {
  readonly tenant: string | null;
  readonly root: string;
  readonly features: readonly FeatureReadiness[];
  /** `file:line` of a diagnostic, from 1 as people count. */
  readonly placeOf: (diagnostic: Diagnostic) => string;
}

const marks: Readonly<Record<RequirementState, string>> = {
  met: '✓',
  verified: '✓',
  'not met': '✗',
  'not known': '?',
};

/** For people: each feature that is on, every requirement and whether it is met. */
export function readinessTable(table: TenantTable, colours: Colours): string {
  const where = table.tenant === null ? table.root : `${table.tenant} (${table.root})`;
  const lines = [colours.bold(printable(where)), ''];
  for (const feature of table.features) lines.push(...featureLines(feature, table, colours), '');
  return lines.join('\n');
}

function featureLines(feature: FeatureReadiness, table: TenantTable, colours: Colours): string[] {
  const name = catalog.feature(feature.feature).displayName;
  if (!feature.enabled) return [colours.dim(`${name}: off`)];
  const state = feature.ready ? colours.green('ready') : colours.red('not ready');
  const unverified =
    feature.unverified.length === 0 ? '' : `; not verified: ${feature.unverified.join(', ')}`;
  const { requirements } = feature;
  const width = Math.max(...requirements.map(({ id }) => id.length));
  return [
    `${colours.bold(name)}: ${state}${unverified}`,
    ...requirements.flatMap((requirement) => requirementLines(requirement, width, table, colours)),
  ];
}

function requirementLines(
  status: RequirementStatus,
  width: number,
  table: TenantTable,
  colours: Colours,
): string[] {
  const paint = painter(status, colours);
  const advice = status.required ? '' : colours.dim(' (advised)');
  const line = `  ${paint(marks[status.state])} ${status.id.padEnd(width)}  ${paint(status.state.padEnd(9))}  ${status.title}${advice}`;
  const indent = ' '.repeat(width + 17);
  const reasons = status.diagnostics.map(
    (diagnostic) => `${diagnostic.rule} at ${table.placeOf(diagnostic)}: ${diagnostic.message}`,
  );
  const checked = status.verifications.map(({ key, date, stale }) =>
    date === null
      ? `not verified: ${key}`
      : `verified: ${key} on ${date}${stale ? ', which is long ago' : ''}`,
  );
  const notes = [...(status.reason === null ? [] : [status.reason]), ...reasons, ...checked];
  return [line, ...notes.map((note) => colours.dim(`${indent}${printable(note)}`))];
}

function painter({ state, required }: RequirementStatus, colours: Colours): (text: string) => string {
  if (state === 'met' || state === 'verified') return colours.green;
  if (state === 'not known') return colours.dim;
  return required ? colours.red : colours.yellow;
}
