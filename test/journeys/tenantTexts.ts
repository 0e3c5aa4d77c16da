import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Snapshot } from '../../server/src/analysis/snapshot.js';
import { createEngine } from '../../server/src/analysis/engine.js';
import type { Diagnostic } from '../../server/src/rules/rule.js';
import { fixAll, type FixAllOptions } from '../../server/src/workspace/fixAll.js';
import { inputOf, root } from '../rules/fixture.js';

export const today = '2026-11-24';

/** The text of one of the examples. */
export function example(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../examples/${name}/tenant.yaml`, import.meta.url)), 'utf8');
}

/** What is said of a tenant in one file. */
export function analysed(text: string): Snapshot {
  return createEngine().analyse(inputOf(new Map([['tenant.yaml', text]]), today));
}

/** The text after all fixes, and what is still said of it. */
export function mended(text: string, options: FixAllOptions): { text: string; snapshot: Snapshot } {
  const { snapshot, files } = fixAll(
    inputOf(new Map([['tenant.yaml', text]]), today),
    createEngine(),
    options,
  );
  return { text: files.get(`${root}/tenant.yaml`)?.after ?? text, snapshot };
}

/** What is at error or warning level. */
export function loud({ diagnostics }: Snapshot): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
}

/** A diagnostic as a line to be compared. */
export function line(text: string, { severity, rule, place }: Diagnostic): string {
  return `${severity} ${rule}: ${text.slice(place.range.start, place.range.end)}`;
}
