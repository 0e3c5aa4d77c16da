import { createEngine, type Engine } from '../analysis/engine.js';

const told = new Set<string>();

/** An engine that says on standard error when a rule breaks; what the other rules say stands. */
export function reportingEngine(): Engine {
  return createEngine({
    onRuleError: (rule, error) => {
      if (told.has(rule)) return;
      told.add(rule);
      const message = error instanceof Error ? error.message : String(error);
      process.stderr.write(
        `The rule ${rule} broke (${message}), so what it would say is missing. Please report this.\n`,
      );
    },
  });
}
