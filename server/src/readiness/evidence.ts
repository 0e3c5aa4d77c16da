import type { Lineage } from '../lineage/lineage.js';
import { customer360Databases } from '../rules/databases/customer360Databases.js';
import type { Diagnostic } from '../rules/rule.js';
import type { Database, Tenant } from '../tenant/tenant.js';
import { noDatabaseRules, noStitchOutputRule } from './requirements.js';
import type { ReadinessInput } from './tenantReadiness.js';

/** What readiness is judged by, looked up once. */
export interface Evidence {
  readonly tenant: Tenant;
  readonly lineage: Lineage;
  readonly today: string;
  /** Shown ones and silenced ones. */
  readonly diagnostics: readonly Diagnostic[];
  readonly byRule: ReadonlyMap<string, readonly Diagnostic[]>;
  /** The active customer 360 databases. */
  readonly databases: readonly Database[];
  /** That there is no database to look into. */
  readonly noDatabase: readonly Diagnostic[];
  /** That Stitch has nothing to make tables from. */
  readonly noStitchOutput: readonly Diagnostic[];
}

export function evidenceOf({ tenant, lineage, diagnostics, silenced, input }: ReadinessInput): Evidence {
  const all = [...diagnostics, ...silenced];
  const byRule = new Map<string, Diagnostic[]>();
  for (const diagnostic of all) {
    const list = byRule.get(diagnostic.rule);
    if (list === undefined) byRule.set(diagnostic.rule, [diagnostic]);
    else list.push(diagnostic);
  }
  return {
    tenant,
    lineage,
    today: input.today,
    diagnostics: all,
    byRule,
    databases: customer360Databases(tenant),
    noDatabase: noDatabaseRules.flatMap((rule) => byRule.get(rule) ?? []),
    noStitchOutput: byRule.get(noStitchOutputRule) ?? [],
  };
}
