import type { Snapshot } from '../analysis/snapshot.js';
import { catalog } from '../catalog/load.js';
import { buildLineage } from '../lineage/build.js';
import { allRules } from '../rules/registry.js';
import type { RuleContext } from '../rules/rule.js';
import { parseSql } from '../sql/parse.js';
import { parseYaml } from '../syntax/parse.js';
import { buildTenant } from '../tenant/build.js';
import type { TenantFile } from '../tenant/tenant.js';

/** Where the time of a check goes: each stage and each rule by itself, in milliseconds, summed over tenants. */
export class Timing {
  readonly #stages = new Map<string, number>();
  readonly #rules = new Map<string, number>();

  /** Does all of a tenant's work once more, stage by stage, and takes the time of each. */
  add({ input, tenant: analysed }: Snapshot): void {
    const roles = new Map(analysed.files.map(({ uri, role }) => [uri, role]));
    const texts = [...input.settings, ...input.yaml];
    const files = this.#stage('YAML', () =>
      texts.map(([uri, text]): TenantFile => ({
        uri,
        role: roles.get(uri) ?? 'part',
        tree: parseYaml(text),
      })),
    );
    const queries = new Set(analysed.queries.flatMap(({ text }) => text ?? []));
    const parsed = this.#stage('SQL', () => new Map([...queries].map((text) => [text, parseSql(text)])));
    const parse = (text: string): ReturnType<typeof parseSql> => parsed.get(text) ?? parseSql(text);
    const tenant = this.#stage('tenant', () =>
      buildTenant({ root: input.root, files, sql: input.sql, parse }, catalog),
    );
    const lineage = this.#stage('lineage', () => {
      const built = buildLineage(tenant, catalog);
      // What is worked out on demand is worked out here, so that no rule pays for the others.
      for (const source of tenant.sources) built.columnsOf(built.relationOfSource(source));
      for (const database of tenant.databases) {
        for (const table of database.tables) built.columnsOf(built.relationOfTable(database, table));
      }
      return built;
    });
    const context: RuleContext = {
      tenant,
      lineage,
      catalog,
      enabled: tenant.features.filter(({ enabled }) => enabled).map(({ feature }) => feature),
      today: input.today,
      ruleIds: new Set(allRules.map(({ id }) => id)),
      report: () => undefined,
    };
    for (const rule of allRules) measure(this.#rules, rule.id, () => rule.check(context));
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

  #stage<T>(name: string, task: () => T): T {
    return measure(this.#stages, name, task);
  }
}

function measure<T>(times: Map<string, number>, name: string, task: () => T): T {
  const since = performance.now();
  const result = task();
  times.set(name, (times.get(name) ?? 0) + performance.now() - since);
  return result;
}
