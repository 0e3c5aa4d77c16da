import type { ColumnType } from '../../catalog/types.js';
import type { FileChange, TextEdit } from '../../edits/edit.js';
import { tagField } from '../../edits/field.js';
import type { YamlMap, YamlValue } from '../../edits/value.js';
import { removeEntry, removeItem, replaceValue, setInEntry } from '../../edits/yaml.js';
import type { Entry } from '../../syntax/tree.js';
import { entryOf } from '../../syntax/navigate.js';
import { suggestedTags, type LikelyTag } from '../../tenant/likelyTags.js';
import { sourceWith, type Field, type Item, type Source } from '../../tenant/tenant.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { settingPlace } from './settingPlace.js';
import { joined } from '../wording.js';

/** Tags to be put on a field, or on a column of a custom domain table that `fields` does not name yet. */
export interface Tagging {
  readonly field: Field;
  readonly tags: readonly string[];
}

/**
 * The source with all of its columns as fields: those of a custom domain table's query that `fields` leaves out are
 * added, so that they can be tagged too.
 */
export function withColumns(source: Source, context: RuleContext): Source {
  if (source.kind !== 'custom_domain_table') return source;
  const { lineage } = context;
  const declared = new Set(source.fields.map((field) => field.name.toLowerCase()));
  const { place, file, entry } = source;
  const columns = [...lineage.columnsOf(lineage.relationOfSource(source)).columns.values()].filter(
    (column) =>
      column.presence === 'certain' &&
      !declared.has(column.name.toLowerCase()) &&
      !isProducts(column.name, context),
  );
  const added = columns.map((column): Field => {
    const type: ColumnType | null =
      column.type === 'unknown' || column.type === 'varies' ? null : column.type;
    return { name: column.name, place, file, entry, complete: true, type, typePlace: null, semantics: [] };
  });
  return sourceWith(source, [...source.fields, ...added]);
}

/** True for the columns that the product adds by itself. */
function isProducts(name: string, context: RuleContext): boolean {
  return (
    name.toLowerCase() === 'amperity_id' ||
    context.catalog.productColumns.some((column) => column.name === name.toLowerCase())
  );
}

/** The change that puts tags on fields; other keys of the source can be set beside them. */
export function taggingChanges(
  source: Source,
  taggings: readonly Tagging[],
  settings: readonly (readonly [key: string, value: YamlValue])[] = [],
): readonly FileChange[] {
  const { tree } = source.file;
  const isDeclared = (field: Field): boolean => field.entry !== source.entry;
  const declared = taggings.filter(({ field }) => isDeclared(field));
  const others = taggings.filter(({ field }) => !isDeclared(field));
  return edited(source.file, [
    ...settings.flatMap(([key, value]) =>
      setInEntry(tree, source.entry, [key], value, settingPlace(source, key)),
    ),
    ...declared.flatMap(({ field, tags }) => tagEdits(field, tags)),
    ...newFieldEdits(source, others),
  ]);
}

function tagEdits(field: Field, tags: readonly string[]): readonly TextEdit[] {
  const missing = tags.filter((tag) => !field.semantics.some((item) => item.value === tag));
  const [first, ...more] = missing;
  if (first === undefined) return [];
  if (more.length === 0) return tagField(field, first);
  const list = [...field.semantics.map((item) => item.value), ...missing];
  const { tree } = field.file;
  return field.entry.value?.kind === 'mapping'
    ? setInEntry(tree, field.entry, ['semantics'], { flow: list })
    : replaceValue(tree, field.entry, fieldValue(field.type, list));
}

function newFieldEdits(source: Source, taggings: readonly Tagging[]): readonly TextEdit[] {
  if (taggings.length === 0) return [];
  const entries = taggings.map(({ field, tags }) => [field.name, fieldValue(field.type, tags)] as const);
  const { tree } = source.file;
  return source.fieldsNode === null
    ? setInEntry(tree, source.entry, ['fields'], { map: entries })
    : entries.flatMap(([name, value]) => setInEntry(tree, source.entry, ['fields', name], value));
}

/** `{type: string, semantics: given-name}`. */
export function fieldValue(type: ColumnType | null, tags: readonly string[]): YamlValue {
  const [only] = tags;
  if (type !== null && only === undefined) return type;
  const map: YamlMap = {
    map: [
      ...(type === null ? [] : [['type', type] as const]),
      ...(only === undefined ? [] : [['semantics', tags.length === 1 ? only : tags] as const]),
    ],
  };
  return { flow: map };
}

/** The edits that take one tag from a field; its `semantics` go with the last one. */
export function untagEdits(field: Field, item: Item): readonly TextEdit[] {
  const semantics = semanticsEntry(field);
  return semantics ? removeItem(field.file.tree, semantics, item.node) : [];
}

/** The fix that takes a tag from a field. */
export function removeTagFix(field: Field, item: Item): Fix {
  return fixOf({
    title: `Remove \`${item.value}\` from \`${field.name}\``,
    changes: () => edited(field.file, untagEdits(field, item)),
  });
}

/** The `semantics` of a field as the file has them; null where they come through an alias or are not there. */
export function semanticsEntry(field: Field): Entry | null {
  return field.entry.value?.kind === 'mapping' ? entryOf(field.entry.value, 'semantics') : null;
}

/** What a fix that tags likely fields is to do. */
export interface LikelyTagging {
  readonly suggestions: readonly LikelyTag[];
  /** Also make the source available to Stitch. */
  readonly stitch: boolean;
  /** Which of them mends alone what is wrong: a customer's key is worth tagging, but is no profile tag. */
  readonly mends: (tag: string) => boolean;
}

/** Fixes that tag the fields whose names suggest a tag: all at once, then each alone. */
export function likelyTagFixes(
  source: Source,
  { suggestions, stitch, mends }: LikelyTagging,
): readonly Fix[] {
  if (!suggestions.some(({ tag }) => mends(tag))) return [];
  const settings = stitch && source.stitch?.value !== true ? ([['stitch', true]] as const) : [];
  const pairs = suggestions.map(({ field, tag }) => `\`${field.name}\` with \`${tag}\``);
  const all = fixOf({
    title: `Tag ${joined(pairs)}${settings.length > 0 ? ', and make the source available to Stitch' : ''}`,
    addsOnly: true,
    changes: () => taggingChanges(source, taggingsOf(suggestions), settings),
  });
  if (suggestions.length === 1) return [all];
  return [
    {
      ...all,
      title: `Tag ${String(suggestions.length)} fields by their names${settings.length > 0 ? ', and make the source available to Stitch' : ''}: ${joined(suggestions.map(({ tag }) => tag))}`,
    },
    ...suggestions
      .filter(({ tag }) => mends(tag))
      .map((suggestion) =>
        fixOf({
          title: `Tag \`${suggestion.field.name}\` with \`${suggestion.tag}\``,
          addsOnly: true,
          changes: () => taggingChanges(source, taggingsOf([suggestion])),
        }),
      ),
  ];
}

/** The tags of suggestions, field by field. */
export function taggingsOf(suggestions: readonly Pick<LikelyTag, 'field' | 'tag'>[]): readonly Tagging[] {
  return suggestions.map(({ field, tag }) => ({ field, tags: [tag] }));
}

/** The fields whose names suggest a tag, columns of a custom domain table's query included. */
export function suggestionsFor(
  source: Source,
  context: RuleContext,
  kind: 'profile' | 'item' | 'catalog',
): readonly LikelyTag[] {
  return suggestedTags(withColumns(source, context), context.catalog, [kind]);
}

/** The edits that take all tags from a field. */
export function untagAllEdits(field: Field): readonly TextEdit[] {
  const semantics = semanticsEntry(field);
  return semantics ? removeEntry(field.file.tree, semantics) : [];
}

/** The edits that take some tags from a field, or its `semantics` where none is left. */
export function untagSomeEdits(field: Field, isTaken: (tag: string) => boolean): readonly TextEdit[] {
  const semantics = semanticsEntry(field);
  const kept = field.semantics.map((item) => item.value).filter((tag) => !isTaken(tag));
  if (!semantics || kept.length === field.semantics.length) return [];
  const [only] = kept;
  if (only === undefined) return removeEntry(field.file.tree, semantics);
  return setInEntry(field.file.tree, field.entry, ['semantics'], kept.length === 1 ? only : { flow: kept });
}
