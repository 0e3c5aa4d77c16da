import { setInEntry } from '../../edits/yaml.js';
import { likelyPrimaryKey } from '../../tenant/likelyKeys.js';
import { suggestedTags } from '../../tenant/likelyTags.js';
import { readerOf } from '../../tenant/tagsOfNames.js';
import type { Field, Source } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, Rule, RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { settingPlace } from './settingPlace.js';
import { isKnownInFull, isProfileTag, mayCarryTags, sourceData } from './sourceTags.js';
import { withColumns } from './tagging.js';

export const primaryKeyMissing: Rule = {
  id: 'primary-key-missing',
  group: 'sources',
  title: 'A source has no primary key',
  severity: 'error',
  requirements: ['SQL-H3'],
  sources: [
    'reference/domain_tables.html#domain-tables-find-primary-key',
    'reference/semantics.html#semantics-key-primary',
  ],
  check(context) {
    for (const source of context.tenant.sources) {
      if (!mayCarryTags(source) || source.primaryKey.length > 0 || !isKnownInFull(source)) continue;
      if (source.fields.some((field) => field.semantics.some((item) => item.value === 'pk'))) continue;
      context.report({
        place: source.place,
        message: `\`${source.name}\` has no primary key, so its rows cannot be told apart and the source cannot run. Name the field or fields that are unique and never change.`,
        data: sourceData(source, context),
        fixes: keyChoices(withColumns(source, context), context).map((fields) => keyFix(source, fields)),
      });
    }
  },
};

const keyWords: readonly string[] = ['id', 'key', 'number', 'uuid', 'guid'];

/** The likeliest key first, then other fields whose names speak of a key and of nothing that people share. */
function keyChoices(source: Source, context: RuleContext): readonly (readonly Field[])[] {
  const { catalog } = context;
  const likely = likelyPrimaryKey(source, catalog);
  const personal = new Set(
    suggestedTags(source, catalog)
      .filter(({ tag }) => isProfileTag(catalog.semantic(tag)))
      .map(({ field }) => field),
  );
  const others = source.fields.filter((field) => {
    const last = readerOf(catalog).wordsOf(field.name).at(-1) ?? '';
    const isText = field.type === null || field.type === 'string' || field.type === 'integer';
    return (
      keyWords.includes(last) &&
      isText &&
      !personal.has(field) &&
      !(likely.length === 1 && likely[0] === field)
    );
  });
  return [...(likely.length > 0 ? [likely] : []), ...others.slice(0, 4).map((field) => [field])];
}

function keyFix(source: Source, fields: readonly Field[]): Fix {
  const names = fields.map((field) => field.name);
  const [only = ''] = names;
  return fixOf({
    title: `Make ${listed(names)} the primary key`,
    addsOnly: true,
    changes: () =>
      edited(
        source.file,
        setInEntry(
          source.file.tree,
          source.entry,
          ['primary_key'],
          names.length === 1 ? only : { flow: names },
          settingPlace(source, 'primary_key'),
        ),
      ),
  });
}
