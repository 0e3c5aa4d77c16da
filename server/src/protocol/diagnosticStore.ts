import type { Diagnostic } from 'vscode-languageserver';
import { unusedSuppressionRule } from '../analysis/unusedSuppressions.js';
import type { DiagnosticSeverity } from 'vscode-languageserver-types';

interface Merged {
  readonly diagnostics: readonly Diagnostic[];
  /** Differs whenever the diagnostics do. */
  readonly resultId: string;
}

const nothing: Merged = { diagnostics: [], resultId: 'none' };

/** The one place that knows what is said of each file: the diagnostics of all tenants that it belongs to, each once. */
export class DiagnosticStore {
  readonly #byTenant = new Map<string, ReadonlyMap<string, readonly Diagnostic[]>>();
  /** The `.sql` files that each tenant names. */
  readonly #naming = new Map<string, ReadonlySet<string>>();
  readonly #merged = new Map<string, Merged>();

  /** Replaces what a tenant says, of its files and of those of SQL that it names. Gives the files of which something else is said now. */
  set(
    tenant: string,
    files: ReadonlyMap<string, readonly Diagnostic[]>,
    sqlFiles: readonly string[],
  ): string[] {
    const before = this.#touchedBy(tenant);
    this.#byTenant.set(tenant, files);
    this.#naming.set(tenant, new Set(sqlFiles));
    return this.#mergeAgain(new Set([...before, ...this.#touchedBy(tenant)]));
  }

  /** Takes back all that a tenant said. */
  remove(tenant: string): string[] {
    const before = this.#touchedBy(tenant);
    this.#byTenant.delete(tenant);
    this.#naming.delete(tenant);
    return this.#mergeAgain(before);
  }

  of(uri: string): Merged {
    return this.#merged.get(uri) ?? nothing;
  }

  /** The files of which something is said. */
  files(): readonly string[] {
    return [...this.#merged.keys()];
  }

  count(severity: DiagnosticSeverity): number {
    let count = 0;
    for (const { diagnostics } of this.#merged.values()) {
      count += diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    }
    return count;
  }

  #touchedBy(tenant: string): Set<string> {
    return new Set([
      ...(this.#byTenant.get(tenant)?.keys() ?? []),
      ...(this.#naming.get(tenant)?.keys() ?? []),
    ]);
  }

  #mergeAgain(uris: ReadonlySet<string>): string[] {
    const changed: string[] = [];
    for (const uri of uris) {
      const merged = this.#merge(uri);
      if (merged.resultId !== this.of(uri).resultId) {
        changed.push(uri);
      }
      if (merged.diagnostics.length === 0) {
        this.#merged.delete(uri);
      } else {
        this.#merged.set(uri, merged);
      }
    }
    return changed;
  }

  #merge(uri: string): Merged {
    const seen = new Map<string, Diagnostic>();
    const times = new Map<string, number>();
    for (const files of this.#byTenant.values()) {
      for (const diagnostic of files.get(uri) ?? []) {
        // Two tenants may name one `.sql` file: the same words at the same place are said once.
        const { start, end } = diagnostic.range;
        const key = `${start.line}:${start.character}-${end.line}:${end.character} ${String(diagnostic.code)} ${diagnostic.message}`;
        times.set(key, (times.get(key) ?? 0) + 1);
        if (!seen.has(key)) {
          seen.set(key, diagnostic);
        }
      }
    }
    // A suppression is of no use only where it suppresses nothing in any of the tenants that name the file.
    const naming = [...this.#naming.values()].filter((sqlFiles) => sqlFiles.has(uri)).length;
    for (const [key, { code }] of seen) {
      if (code === unusedSuppressionRule && (times.get(key) ?? 0) < naming) {
        seen.delete(key);
      }
    }
    if (seen.size === 0) {
      return nothing;
    }
    const diagnostics = [...seen.values()].sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
    );
    return { diagnostics, resultId: digest(diagnostics) };
  }
}

/** A short name for the diagnostics as they are; equal for equal ones. */
function digest(diagnostics: readonly Diagnostic[]): string {
  const text = JSON.stringify(diagnostics);
  let a = 0x811c9dc5;
  let b = 7;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = (Math.imul(b, 31) + unit) | 0;
  }
  return `${diagnostics.length}-${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}
