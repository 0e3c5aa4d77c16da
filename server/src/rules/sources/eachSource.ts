import { KeptBySource } from '../../tenant/keptBySource.js';
import type { Source } from '../../tenant/tenant.js';
import type { Finding, RuleContext } from '../rule.js';

/**
 * Looks at one source. Whether it finds anything may depend on nothing but what the source's own YAML and the catalog
 * say; what it says of that, and how it mends it, may depend on all of the tenant.
 */
export type CheckSource = (source: Source, context: RuleContext) => readonly Finding[];

const sound = new WeakMap<CheckSource, KeptBySource<boolean>>();

/**
 * Reports what a check finds in each source. A source in which it found nothing is looked at again when something was
 * typed in it: that is one of hundreds from one keystroke to the next.
 */
export function checkEachSource(context: RuleContext, check: CheckSource): void {
  let kept = sound.get(check);
  if (!kept) {
    kept = new KeptBySource();
    sound.set(check, kept);
  }
  for (const source of context.tenant.sources) {
    let findings: readonly Finding[] | null = null;
    const isSound = kept.of(source, context.catalog, () => {
      findings = check(source, context);
      return findings.length === 0;
    });
    if (isSound) continue;
    for (const finding of findings ?? check(source, context)) context.report(finding);
  }
}
