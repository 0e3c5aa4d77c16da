import type { FeatureReadiness, RequirementReadiness, TenantReadiness } from './protocol';

const marks = { met: '✓', verified: '✓', 'not met': '✗', 'not known': '?' };

/** How ready tenants are, as Markdown that a person reads: what stands in the way first. */
export function readinessText(tenants: readonly TenantReadiness[]): string {
  if (tenants.length === 0) return 'This file belongs to no tenant.\n';
  return tenants.map(tenantText).join('\n');
}

function tenantText({ tenant, features }: TenantReadiness): string {
  const parts = features.map(featureText);
  return [`# Readiness of ${tenant ?? 'the tenant'}`, ...parts].join('\n\n') + '\n';
}

function featureText({ feature, enabled, ready, requirements }: FeatureReadiness): string {
  const verdict = enabled ? (ready ? 'ready' : 'not ready') : 'off';
  const open = requirements.filter((requirement) => marks[requirement.state] !== '✓');
  const met = requirements.length - open.length;
  const lines = open.map(requirementText);
  if (met > 0) lines.push(`- ✓ ${met} requirement${met === 1 ? ' is' : 's are'} met.`);
  return [`## ${feature}: ${verdict}`, lines.join('\n')].filter((part) => part !== '').join('\n\n');
}

function requirementText({
  id,
  title,
  state,
  table,
  column,
  reason,
  diagnostics,
}: RequirementReadiness): string {
  const place = [table, column].filter((name) => name !== null).join('.');
  const head = `- ${marks[state]} **${id}** ${title}${place === '' ? '' : ` (\`${place}\`)`}`;
  const why = [
    ...(reason === null ? [] : [`  - ${reason}`]),
    ...diagnostics.map(({ rule, message }) => `  - ${message} (\`${rule}\`)`),
  ];
  return [head, ...why].join('\n');
}
