import type { FeatureId } from '../catalog/types.js';
import type { FeatureSwitch } from '../tenant/tenant.js';
import type { RuleContext } from './rule.js';

/** The first feature in the file that is on: where things are reported that block all of them. */
export function firstFeature(context: RuleContext): FeatureSwitch | null {
  return context.tenant.features.find((feature) => feature.enabled) ?? null;
}

/** The names of features as a person reads them: `Segments, Campaigns and Predictive modeling`. */
export function featureNames(context: RuleContext, features: readonly FeatureId[] = context.enabled): string {
  const names = features.map((feature) => context.catalog.feature(feature).displayName);
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/**
 * The names of features with what they do, `need` unless said: `Segments and Campaigns need`, `Campaigns needs`. Where
 * none is on, any of them: `features need`.
 */
export function featuresNeed(
  context: RuleContext,
  features: readonly FeatureId[] = context.enabled,
  verb: readonly [one: string, several: string] = ['needs', 'need'],
): string {
  if (features.length === 0) return `features ${verb[1]}`;
  return `${featureNames(context, features)} ${features.length === 1 ? verb[0] : verb[1]}`;
}
