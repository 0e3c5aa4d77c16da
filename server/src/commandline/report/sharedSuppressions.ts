import { unusedSuppressionRule } from '../../analysis/unusedSuppressions.js';
import type { ReportedDiagnostic } from './report.js';

/**
 * Which suppressing comments are of use after all: one in a `.sql` file that several tenants name suppresses something
 * as soon as it does so in one of them.
 */
export class SharedSuppressions {
  /** How many tenants name a file. */
  readonly #naming = new Map<string, number>();
  /** How many tenants say of a comment that it is of no use. */
  readonly #unused = new Map<string, number>();

  /** Takes in one tenant: the `.sql` files that it names, as reports name them, and all that it reports. */
  add(sqlFiles: readonly string[], diagnostics: readonly ReportedDiagnostic[]): void {
    for (const file of new Set(sqlFiles)) countUp(this.#naming, file);
    for (const diagnostic of diagnostics) {
      if (diagnostic.rule === unusedSuppressionRule) countUp(this.#unused, keyOf(diagnostic));
    }
  }

  /** Whether a diagnostic says of a comment that it is of no use, and another tenant does not say so. */
  isOfUse(diagnostic: ReportedDiagnostic): boolean {
    return (
      diagnostic.rule === unusedSuppressionRule &&
      (this.#unused.get(keyOf(diagnostic)) ?? 0) < (this.#naming.get(diagnostic.file) ?? 0)
    );
  }
}

function countUp(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function keyOf({ file, range, message }: ReportedDiagnostic): string {
  return `${file}\n${range.start.line}:${range.start.character}\n${message}`;
}
