import type { Severity } from '../rules/rule.js';
import type { Tenant } from '../tenant/tenant.js';

/** The severities that people chose, by rule. */
export type Severities = ReadonlyMap<string, Severity | 'off'>;

const all: readonly (Severity | 'off')[] = ['error', 'warning', 'info', 'hint', 'off'];

/** The nearest settings file wins, the tenant's own over all. A word that is no severity changes nothing. */
export function severitiesOf(tenant: Tenant): Severities {
  const chosen = new Map<string, Severity | 'off'>();
  for (const { rule, severity } of tenant.rules) {
    const known = all.find((candidate) => candidate === severity);
    if (known) chosen.set(rule, known);
  }
  return chosen;
}
