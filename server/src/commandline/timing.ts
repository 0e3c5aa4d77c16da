import type { Snapshot } from '../analysis/snapshot.js';
import { catalog } from '../catalog/load.js';
import { validateFormat } from '../format/validate.js';
import { buildLineage } from '../lineage/build.js';
import type { Lineage } from '../lineage/lineage.js';
import { allRules } from '../rules/registry.js';
import type { RuleContext } from '../rules/rule.js';
import { parseSql } from '../sql/parse.js';
import type { ParsedSql } from '../sql/query.js';
import { parseYaml } from '../syntax/parse.js';
import { buildTenant } from '../tenant/build.js';
import type { Tenant, TenantFile } from '../tenant/tenant.js';

/** Rounds of the same work: the fastest of each counts, as what else the machine does only makes it slower. */
const rounds = 3;

/** Where the time of a check goes: each stage and each rule by itself, in milliseconds, summed over tenants. */
export class Timing {
  readonly #stages = new Map<string, number>();
  readonly #rules = new Map<string, number>();

  /** Does all of a tenant's work again, stage by stage, and takes the time of each. */
  add(snapshot: Snapshot): void {
    const all = Array.from({ length: rounds }, () => oneRound(snapshot));
    addFastest(
      this.#stages,
      all.map(({ stages }) => stages),
    );
    addFastest(
      this.#rules,
      all.map(({ rules }) => rules),
    );
  }

  /** The stages in their order, then the rules, the slowest first, each with its share of all rules. */
  table(): string {
    const rules = [...this.#rules].sort((a, b) => b[1] - a[1]);
    const all = rules.reduce((sum, [, time]) => sum + time, 0);
    const width = Math.max(...rules.map(([id]) => id.length), 'all rules'.length);
    const line = (name: string, time: number, share: string): string =>
      `  ${name.padEnd(width)} ${time.toFixed(2).padStart(9)} ms${share}`;
    return [
      'Where the time goes:',
      ...[...this.#stages].map(([stage, time]) => line(stage, time, '')),
      line('all rules', all, ''),
      ...rules.map(([id, time]) =>
        line(id, time, `  ${((100 * time) / (all || 1)).toFixed(1).padStart(5)} %`),
      ),
      '',
    ].join('\n');
  }
}

type Times = Map<string, number>;

/** Everything anew, so that nothing is remembered from the round before. */
function oneRound({ input, tenant: analysed }: Snapshot): { stages: Times; rules: Times } {
  const stages: Times = new Map();
  const rules: Times = new Map();
  const roles = new Map(analysed.files.map(({ uri, role }) => [uri, role]));
  const files = measure(stages, 'YAML', () =>
    [...input.settings, ...input.yaml].map(([uri, text]): TenantFile => ({
      uri,
      role: roles.get(uri) ?? 'part',
      tree: parseYaml(text),
    })),
  );
  measure(stages, 'format', () => files.map(({ tree, role }) => validateFormat(tree, role)));
  const queries = new Set(analysed.queries.flatMap(({ text }) => text ?? []));
  const parsed = measure(stages, 'SQL', () => new Map([...queries].map((text) => [text, parseSql(text)])));
  const parse = (text: string): ParsedSql => parsed.get(text) ?? parseSql(text);
  const tenant = measure(stages, 'tenant', () =>
    buildTenant({ root: input.root, files, sql: input.sql, parse }, catalog),
  );
  const lineage = measure(stages, 'lineage', () => wholeLineage(tenant));
  const context: RuleContext = {
    tenant,
    lineage,
    catalog,
    enabled: tenant.features.filter(({ enabled }) => enabled).map(({ feature }) => feature),
    today: input.today,
    ruleIds: new Set(allRules.map(({ id }) => id)),
    report: () => undefined,
  };
  for (const rule of allRules) measure(rules, rule.id, () => rule.check(context));
  return { stages, rules };
}

/** What is worked out on demand is worked out here, so that no rule pays for the others. */
function wholeLineage(tenant: Tenant): Lineage {
  const lineage = buildLineage(tenant, catalog);
  for (const source of tenant.sources) lineage.columnsOf(lineage.relationOfSource(source));
  for (const database of tenant.databases) {
    for (const table of database.tables) lineage.columnsOf(lineage.relationOfTable(database, table));
  }
  return lineage;
}

function addFastest(sums: Times, times: readonly Times[]): void {
  for (const name of times[0]?.keys() ?? []) {
    const fastest = Math.min(...times.map((round) => round.get(name) ?? 0));
    sums.set(name, (sums.get(name) ?? 0) + fastest);
  }
}

function measure<T>(times: Times, name: string, task: () => T): T {
  const since = performance.now();
  const result = task();
  times.set(name, performance.now() - since);
  return result;
}
