import { reportingEngine } from './reportingEngine.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { readinessOf } from '../readiness/readiness.js';
import type { RequirementStatus } from '../readiness/tenantReadiness.js';
import { positionAt } from '../syntax/positions.js';
import { relativePath } from './paths.js';
import { print } from './print.js';
import { readinessTable, type TenantTable } from './report/readinessTable.js';
import { lineSourceOf } from './report/reportTenant.js';
import { coloursFor, printable } from './terminal.js';
import { openTenants } from './tenants.js';

export interface ReadinessOptions {
  readonly format: 'text' | 'json';
  readonly today: string;
}

/** `readiness`: reports on standard output; gives the exit status, 1 where an enabled feature is not ready. */
export async function readiness(paths: readonly string[], options: ReadinessOptions): Promise<number> {
  const cwd = process.cwd();
  const opened = await openTenants(paths, { cwd, today: options.today, createEngine: reportingEngine });
  const tables: TenantTable[] = [];
  for await (const { snapshot, layout } of opened) {
    if (layout.kind === 'tenant') tables.push(tableOf(snapshot, cwd));
  }
  await print(
    options.format === 'json'
      ? `${JSON.stringify({ version: 1, tenants: tables.map(jsonOf) }, null, 2)}\n`
      : tables.map((table) => readinessTable(table, coloursFor(process.stdout, process.env))).join('\n'),
  );
  for (const file of opened.unreadable) process.stderr.write(`${printable(file)} cannot be read.\n`);
  if (opened.unreadable.length > 0) return 2;
  return tables.some(({ features }) => features.some(({ enabled, ready }) => enabled && !ready)) ? 1 : 0;
}

function tableOf(snapshot: Snapshot, cwd: string): TenantTable {
  const { tenant, features } = readinessOf(snapshot);
  return {
    tenant,
    root: relativePath(snapshot.tenant.root, cwd),
    features,
    placeOf: ({ place }) => {
      const { line } = positionAt(lineSourceOf(snapshot, place.uri), place.range.start);
      return `${relativePath(place.uri, cwd)}:${line + 1}`;
    },
  };
}

function jsonOf(table: TenantTable): object {
  return {
    tenant: table.tenant,
    root: table.root,
    features: Object.fromEntries(
      table.features.map((feature) => [
        feature.feature,
        {
          enabled: feature.enabled,
          ready: feature.ready,
          blockedBy: feature.blockedBy,
          unverified: feature.unverified,
          requirements: feature.requirements.map((requirement) => requirementOf(requirement, table)),
        },
      ]),
    ),
  };
}

function requirementOf(status: RequirementStatus, table: TenantTable): object {
  return {
    id: status.id,
    title: status.title,
    required: status.required,
    state: status.state,
    table: status.table,
    column: status.column,
    reason: status.reason,
    diagnostics: status.diagnostics.map((diagnostic) => ({
      rule: diagnostic.rule,
      severity: diagnostic.ownSeverity,
      place: table.placeOf(diagnostic),
      message: diagnostic.message,
    })),
    verifications: status.verifications.map(({ key, date, stale }) => ({ key, date, stale })),
  };
}
