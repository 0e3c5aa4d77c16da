import type { Diagnostic, Fix } from '../rules/rule.js';

/** A kind of fix that leaves as many diagnostics as there were is tried this often in a row, then left alone. */
const fruitlessAttempts = 2;

/**
 * Which fixes brought nothing, so that a fix that brings its own diagnostic back does not go round for ever. Diagnostics
 * that say the same of different places are one kind: it may be mended as often as its number falls.
 */
export class FixAttempts {
  readonly #tried = new Map<string, number>();
  readonly #fruitless = new Map<string, number>();
  #counts: ReadonlyMap<string, number> = new Map();

  /** Begins a round: looks what became of the fixes of the last one. */
  begin(diagnostics: readonly Diagnostic[]): void {
    const counts = new Map<string, number>();
    for (const diagnostic of diagnostics) {
      const key = keyOf(diagnostic);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const [key, before] of this.#tried) {
      const fell = (counts.get(key) ?? 0) < before;
      this.#fruitless.set(key, fell ? 0 : (this.#fruitless.get(key) ?? 0) + 1);
    }
    this.#tried.clear();
    this.#counts = counts;
  }

  /** Whether it is worth while to apply a fix of this diagnostic. */
  mayTry(diagnostic: Diagnostic): boolean {
    return (this.#fruitless.get(keyOf(diagnostic)) ?? 0) < fruitlessAttempts;
  }

  /** Notes that a fix of this diagnostic is applied in this round. */
  note(diagnostic: Diagnostic): void {
    const key = keyOf(diagnostic);
    this.#tried.set(key, this.#counts.get(key) ?? 0);
  }

  /** Leaves alone what was applied in this round: it led to a text that was there before. */
  giveUp(choices: readonly { readonly diagnostic: Diagnostic; readonly fix: Fix }[]): void {
    for (const { diagnostic } of choices) {
      this.#tried.delete(keyOf(diagnostic));
      this.#fruitless.set(keyOf(diagnostic), fruitlessAttempts);
    }
  }
}

function keyOf({ rule, place, message, data }: Diagnostic): string {
  return [rule, place.uri, message, data.database, data.table, data.column, data.source].join('\n');
}
