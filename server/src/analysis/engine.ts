import { catalog } from '../catalog/load.js';
import { buildLineage } from '../lineage/build.js';
import { LineageMemory } from '../lineage/queryViews.js';
import { allRules } from '../rules/registry.js';
import type { Rule } from '../rules/rule.js';
import { buildTenant, TenantMemory } from '../tenant/build.js';
import { runRules } from './runRules.js';
import type { Snapshot, TenantInput } from './snapshot.js';
import { TextMemory } from './textMemory.js';

/**
 * The engine's one door: a tenant's texts in, everything that is known of it out. It keeps what it made of each
 * text, so that a keystroke costs what it changed. Pure but for that memory; never throws for any text.
 */
export interface Engine {
  analyse(input: TenantInput): Snapshot;
}

export interface EngineOptions {
  /** Told of a rule that threw: what it would have said is lost, what the others say is not. */
  readonly onRuleError?: (rule: string, error: unknown) => void;
  /** Told after each analysis how long a stage or a rule took, in milliseconds. */
  readonly onTiming?: (what: string, milliseconds: number) => void;
  /** Other rules than all. */
  readonly rules?: readonly Rule[];
}

/** An engine for one tenant; for another one it works as well, and forgets the first. */
export function createEngine(options: EngineOptions = {}): Engine {
  return new TenantEngine(options);
}

class TenantEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #texts = new TextMemory();
  readonly #tenantMemory = new TenantMemory();
  readonly #lineageMemory = new LineageMemory();

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  analyse(input: TenantInput): Snapshot {
    const files = this.#timed('yaml', () => this.#texts.files(input));
    const texts = { root: input.root, files, sql: input.sql, parse: this.#texts.parse };
    const tenant = this.#timed('tenant and sql', () => buildTenant(texts, catalog, this.#tenantMemory));
    const lineage = this.#timed('lineage', () => buildLineage(tenant, catalog, this.#lineageMemory));
    this.#texts.keepOnly(tenant.queries);
    const { diagnostics, silenced } = runRules({
      rules: this.#options.rules ?? allRules,
      tenant,
      lineage,
      catalog,
      input,
      onError: this.#options.onRuleError ?? ((): void => undefined),
      onTiming: this.#options.onTiming ?? null,
    });
    return {
      kept: null,
      input,
      tenant,
      lineage,
      diagnostics,
      silenced,
      trees: new Map(files.map((file) => [file.uri, file.tree])),
      sqlFiles: [
        ...new Set(tenant.queries.filter((query) => query.origin === 'file').map((query) => query.uri)),
      ],
    };
  }

  #timed<T>(what: string, work: () => T): T {
    const { onTiming } = this.#options;
    if (!onTiming) {
      return work();
    }
    const start = performance.now();
    const result = work();
    onTiming(what, performance.now() - start);
    return result;
  }
}
