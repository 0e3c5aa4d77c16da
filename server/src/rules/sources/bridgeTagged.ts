import { sqlName, selectLines } from '../../edits/queries/layout.js';
import type { YamlValue } from '../../edits/value.js';
import { setIn } from '../../edits/yaml.js';
import { likelyPrimaryKey } from '../../tenant/likelyKeys.js';
import { sourceKey, type Source, type Tenant } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { isProfileTag, sourceData, tagUses } from './sourceTags.js';
import { fieldValue, untagAllEdits } from './tagging.js';

export const bridgeTagged: Rule = {
  id: 'bridge-tagged',
  group: 'sources',
  title: 'A bridge has tags',
  severity: 'error',
  requirements: ['P01', 'P02'],
  sources: ['reference/domain_tables.html#domain-tables-add-custom', 'operator/bridge.html'],
  check(context) {
    for (const source of context.tenant.sources) {
      const [first] = source.kind === 'bridge' ? tagUses(source, context.catalog) : [];
      if (!first) continue;
      context.report({
        place: first.item.place,
        message: `\`${source.name}\` is synced by a bridge, which takes no tags or keys. Put them on a custom domain table that reads it.`,
        data: sourceData(source, context, first.field.name),
        fixes: [moveFix(source, context)],
      });
    }
  },
};

function moveFix(source: Source, context: RuleContext): Fix {
  const name = freeSourceName(`CDT_${source.name.replace(/[^A-Za-z0-9_]+/g, '_')}`, context.tenant);
  return fixOf({
    title: `Move the tags to a new custom domain table \`${name}\` that reads \`${source.name}\``,
    changes: () =>
      edited(source.file, [
        ...source.fields.flatMap((field) => untagAllEdits(field)),
        ...setIn(source.file.tree, ['sources', name], readingTable(source, context), { after: source.name }),
      ]),
  });
}

/** A custom domain table that selects every field of the bridge, with the types and tags that the bridge had. */
function readingTable(source: Source, context: RuleContext): YamlValue {
  const tagged = tagUses(source, context.catalog);
  const key = keyOf(source, context);
  const query = [
    selectLines(source.fields.map(({ name }) => ({ expression: sqlName(name), alias: null }))),
    `FROM ${sqlName(source.name)}`,
  ];
  return {
    map: [
      ['kind', 'custom_domain_table'],
      ...(source.records.length > 0 ? [['records', listOrOne(source.records)] as const] : []),
      ...(tagged.some(({ match }) => isProfileTag(match)) ? [['stitch', true] as const] : []),
      ...(key.length > 0 ? [['primary_key', listOrOne(key)] as const] : []),
      ['sql', { block: query.join('\n') }],
      [
        'fields',
        {
          map: source.fields.map(
            (field) =>
              [
                field.name,
                fieldValue(
                  field.type,
                  field.semantics.map((item) => item.value),
                ),
              ] as const,
          ),
        },
      ],
    ],
  };
}

function keyOf(source: Source, context: RuleContext): readonly string[] {
  if (source.primaryKey.length > 0) return source.primaryKey.map((item) => item.value);
  // A `pk` tag moves with the others and says it already.
  const isTagged = source.fields.some((field) => field.semantics.some((item) => item.value === 'pk'));
  return isTagged ? [] : likelyPrimaryKey(source, context.catalog).map((field) => field.name);
}

function listOrOne(names: readonly string[]): YamlValue {
  const [only] = names;
  return names.length === 1 && only !== undefined ? only : { flow: names };
}

/** A name that no source has yet: the wanted one, else with a number. */
export function freeSourceName(wanted: string, tenant: Tenant): string {
  const taken = new Set(tenant.sources.map((source) => source.key));
  let name = wanted;
  for (let number = 2; taken.has(sourceKey(name)); number += 1) name = `${wanted}_${String(number)}`;
  return name;
}
