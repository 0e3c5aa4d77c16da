import type { Diagnostic } from '../rules/rule.js';

/** By file, then range, then rule; what is alike in all keeps its order. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compared(a.place.uri, b.place.uri) ||
      a.place.range.start - b.place.range.start ||
      a.place.range.end - b.place.range.end ||
      compared(a.rule, b.rule),
  );
}

/** By code units: the order must not depend on the machine's language. */
function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
