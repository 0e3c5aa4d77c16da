import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { reportingEngine } from './reportingEngine.js';
import type { Snapshot, TenantInput } from '../analysis/snapshot.js';
import { fixAll } from '../workspace/fixAll.js';
import { sparingOthers } from '../workspace/sharedSql.js';
import { normaliseUri } from '../workspace/uris.js';
import { pathOfUri, relativePath } from './paths.js';
import type { OpenedTenants, OpenTenant } from './tenants.js';
import { writeFile } from './writeFiles.js';

const mostRounds = 5;

export interface FixedFile {
  readonly before: string | null;
  readonly after: string;
  /** The folder that it must lie in. */
  readonly boundary: string;
}

/** Mends tenants one after the other; a file that two of them share is mended further by the later one. */
export class Fixer {
  readonly #files = new Map<string, FixedFile>();
  readonly #suggestions: boolean;
  /** Tenants that name a `.sql` file which another one names, too, as they were found. */
  readonly #sharing: TenantInput[] = [];
  #applied = 0;

  constructor(suggestions: boolean) {
    this.#suggestions = suggestions;
  }

  /** How many fixes were applied. */
  get applied(): number {
    return this.#applied;
  }

  get files(): ReadonlyMap<string, FixedFile> {
    return this.#files;
  }

  /**
   * Mends all tenants, as often as what one of them changed in a file of another gives that one something to mend. Only
   * needed, and only then done, where several of them name one `.sql` file.
   */
  async fixShared(opened: OpenedTenants): Promise<void> {
    if (opened.layouts.length < 2) return;
    for (const input of await sharingTenants(opened)) this.#sharing.push(input);
    const roots = new Set(this.#sharing.map(({ root }) => root));
    for (
      let round = 0, before = -1;
      roots.size > 0 && this.#applied > before && round < mostRounds;
      round += 1
    ) {
      before = this.#applied;
      for await (const tenant of opened) {
        if (roots.has(tenant.snapshot.input.root)) this.fix(tenant);
      }
    }
  }

  /** Applies what can be applied to one tenant, in memory, and gives what is left. */
  fix({ snapshot, boundary }: OpenTenant): Snapshot {
    const result = fixAll(this.#withEarlierFixes(snapshot.input), reportingEngine(), {
      suggestions: this.#suggestions,
      mayChange: sparingOthers(
        () => this.#othersThan(snapshot.input.root).map((input) => this.#withEarlierFixes(input)),
        reportingEngine,
      ),
    });
    this.#applied += result.applied.length;
    for (const [uri, { before, after }] of result.files) {
      const earlier = this.#files.get(uri);
      this.#files.set(uri, { before: earlier === undefined ? before : earlier.before, after, boundary });
    }
    return result.snapshot;
  }

  /** What would change, as a unified diff. */
  diff(cwd: string): string {
    return [...this.#files]
      .map(([uri, { before, after }]) => {
        const file = relativePath(uri, cwd);
        const from = before === null ? '/dev/null' : `a/${file}`;
        return createTwoFilesPatch(from, `b/${file}`, before ?? '', after, undefined, undefined, {
          headerOptions: FILE_HEADERS_ONLY,
        });
      })
      .join('');
  }

  /** Writes every changed file; gives what could not be written, each with its reason. */
  write(): string[] {
    const problems: string[] = [];
    for (const [uri, { before, after, boundary }] of this.#files) {
      try {
        writeFile({ path: pathOfUri(uri), before, after }, boundary);
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
    return problems;
  }

  #othersThan(root: string): TenantInput[] {
    return this.#sharing.filter((input) => input.root !== root);
  }

  #withEarlierFixes(input: TenantInput): TenantInput {
    const overlay = (texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
      new Map([...texts].map(([uri, text]) => [uri, this.#files.get(uri)?.after ?? text]));
    return {
      ...input,
      yaml: overlay(input.yaml),
      settings: overlay(input.settings),
      sql: new Map(
        [...input.sql].map(([uri, content]) => {
          const fixed = this.#files.get(uri);
          return [uri, fixed === undefined ? content : { kind: 'text', text: fixed.after }];
        }),
      ),
    };
  }
}

/** The tenants that name a `.sql` file which another one names, too. */
async function sharingTenants(opened: OpenedTenants): Promise<TenantInput[]> {
  const tenants: { input: TenantInput; files: string[] }[] = [];
  const count = new Map<string, number>();
  for await (const { snapshot } of opened) {
    const files = [...new Set(snapshot.sqlFiles.map(normaliseUri))];
    for (const file of files) count.set(file, (count.get(file) ?? 0) + 1);
    tenants.push({ input: snapshot.input, files });
  }
  return tenants
    .filter(({ files }) => files.some((file) => (count.get(file) ?? 0) > 1))
    .map(({ input }) => input);
}
