import type { Source } from '../../tenant/tenant.js';
import { featureNames, firstFeature } from '../features.js';
import type { RelatedPlace, Rule, RuleContext } from '../rule.js';
import { isProfileTag, itemPrefix, tagUses } from '../sources/sourceTags.js';
import { meantTags, peopleSources } from '../sources/tagMistakes.js';
import { joined, listed } from '../wording.js';

/** One of the two groups of tags that every feature stands on. */
interface TagGroup {
  /** As the catalogue's tables name it in `madeBy`. */
  readonly madeBy: string;
  readonly what: string;
  readonly lacks: string;
  readonly records: string;
  hasTag(source: Source, context: RuleContext): boolean;
}

const groups: readonly TagGroup[] = [
  {
    madeBy: 'profile',
    what: 'the customer tables',
    lacks: 'no source has profile tags',
    records: 'customer',
    hasTag: (source, context) =>
      peopleSources(context).includes(source) ||
      // A slip in a tag is reported where it is; this would only be its echo.
      meant(source, context).some((tag) => isProfileTag(context.catalog.semantic(tag))),
  },
  {
    madeBy: itemPrefix,
    what: 'the interaction tables',
    lacks: `no source has \`${itemPrefix}\` tags`,
    records: 'interaction',
    hasTag: (source, context) =>
      [...meantTags(source, context.catalog)].some((tag) => tag.startsWith(itemPrefix)),
  },
];

export const stitchOutputMissing: Rule = {
  id: 'stitch-output-missing',
  group: 'stitch',
  title: 'Stitch cannot output the customer or the interaction tables',
  severity: 'error',
  requirements: ['P04', 'R1', 'R2'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'operator/add_campaigns.html#add-campaigns-data-requirements',
  ],
  check(context) {
    const { tenant } = context;
    const feature = firstFeature(context);
    // A source that cannot be read in full may have the tags.
    if (!feature || !tenant.complete || tenant.sources.some((source) => !source.complete)) return;
    const missing = groups.filter((group) => !tenant.sources.some((source) => group.hasTag(source, context)));
    if (missing.length === 0) return;
    context.report({
      place: feature.setting.key,
      message: `Stitch cannot output ${joined(
        missing.map((group) => `${group.what} (${listed(tablesOf(group, context))})`),
        'or',
      )}, as ${joined(missing.map(({ lacks }) => lacks))}. ${featureNames(context)} cannot work without them: declare the sources, and tag their fields.`,
      data: { features: context.enabled },
      related: missing.flatMap((group) => sourcesThatLack(group, context)),
    });
  },
};

/** The tags of a source that are not what they stand for as written. */
function meant(source: Source, context: RuleContext): readonly string[] {
  const written = new Set(tagUses(source, context.catalog).map(({ tag }) => tag));
  return [...meantTags(source, context.catalog)].filter((tag) => !written.has(tag));
}

/** The required tables that the group's tags make, by the names that people know. */
function tablesOf({ madeBy }: TagGroup, { catalog }: RuleContext): readonly string[] {
  return catalog.requiredTables
    .map(({ table }) => table)
    .filter((table) => catalog.standardTable(table)?.madeBy.includes(madeBy) === true);
}

function sourcesThatLack(group: TagGroup, { tenant }: RuleContext): readonly RelatedPlace[] {
  return tenant.sources
    .filter((source) => source.records.includes(group.records))
    .map(({ name, place }) => ({ place, message: `\`${name}\` has none of these tags.` }));
}
