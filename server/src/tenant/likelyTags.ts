import type { Catalog } from '../catalog/catalog.js';
import type { Certainty, FieldNameReader, SourceRole } from '../catalog/likelyTags.js';
import type { ColumnType } from '../catalog/types.js';
import { foundTags, readerOf, sharedPrefix, type FoundTag } from './tagsOfNames.js';
import type { Field, Source } from './tenant.js';

/** What a field's name, its type and the company it keeps say of its tag. */
export interface TagVerdict {
  readonly field: Field;
  /** Null where nothing is known for certain enough. */
  readonly tag: string | null;
  readonly certainty: Certainty | 'unknown';
  /** In a few plain words, for a person. */
  readonly why: string;
}

/** A verdict that names a tag. */
export interface LikelyTag extends TagVerdict {
  readonly tag: string;
  readonly certainty: Certainty;
}

interface Candidate extends FoundTag {
  readonly field: Field;
}

/** All that a source may be taken to hold. */
export const allRoles: readonly SourceRole[] = ['profile', 'item', 'catalog'];

/**
 * What a source is taken to hold: what `records` says, else what its tags say, else what most of its field names say.
 */
export function rolesOf(source: Source, catalog: Catalog): readonly SourceRole[] {
  const said: Readonly<Record<string, SourceRole>> = {
    customer: 'profile',
    interaction: 'item',
    product_catalog: 'catalog',
  };
  const declared = source.records.flatMap((records) => said[records] ?? []);
  if (declared.length > 0) return declared;
  const groups = source.fields
    .flatMap((field) => field.semantics)
    .flatMap(
      (tag) =>
        catalog.semantic(tag.value)?.group.prefix ??
        (catalog.semantic(tag.value)?.group.id === 'profile' ? 'profile' : []),
    );
  if (groups.includes('txn-item/')) return ['item'];
  if (groups.includes('pc/')) return ['catalog'];
  if (groups.includes('profile')) return ['profile'];
  return roleByNames(source, readerOf(catalog));
}

function roleByNames(source: Source, reader: FieldNameReader): readonly SourceRole[] {
  const roles: readonly SourceRole[] = ['item', 'profile', 'catalog'];
  const counts = roles.map((role) => ({
    role,
    count: source.fields.filter((field) =>
      foundTags(field.name, role, reader, null).some(({ certainty }) => certainty === 'sure'),
    ).length,
  }));
  const [best] = counts.sort((a, b) => b.count - a.count);
  return best && best.count >= 3 ? [best.role] : [];
}

/**
 * For each field without a tag of its source's kind: the tag that it likely wants. One field a tag (the likeliest),
 * save tags that several fields may carry; tags that the source has already are taken.
 */
export function likelyTagsOf(
  source: Source,
  catalog: Catalog,
  roles: readonly SourceRole[] = rolesOf(source, catalog),
): readonly TagVerdict[] {
  const reader = readerOf(catalog);
  const open = source.fields.filter((field) => field.complete && !hasGroupTag(field, catalog));
  const taken = new Set(
    source.fields.flatMap((field) => field.semantics.map((tag) => tag.value.toLowerCase())),
  );
  const candidates = roles.flatMap((role) => candidatesOf(open, role, reader, catalog, source));
  const chosen = assign(candidates, taken);
  return open.map((field) => {
    const candidate = chosen.get(field);
    if (!candidate)
      return { field, tag: null, certainty: 'unknown', why: whyUnknown(field, roles, reader, catalog) };
    const { named, certainty } = candidate;
    return { field, tag: named.tag, certainty, why: whyLikely(field, candidate) };
  });
}

/** The fields of a source whose names suggest a tag, in the order of the file. */
export function suggestedTags(
  source: Source,
  catalog: Catalog,
  roles?: readonly SourceRole[],
): readonly LikelyTag[] {
  return likelyTagsOf(source, catalog, roles).filter((verdict): verdict is LikelyTag => verdict.tag !== null);
}

/** How well a field's type goes with a tag's types: exactly, nearly (a number for a number, a key as a number), or not. */
function typeFit(type: ColumnType | null, wanted: readonly ColumnType[]): 'fits' | 'convertible' | 'never' {
  if (type === null || type === 'varies' || wanted.length === 0) return 'fits';
  const near: Readonly<Record<string, readonly ColumnType[]>> = {
    string: ['integer'],
    integer: ['decimal', 'float'],
    decimal: ['integer', 'float'],
    float: ['integer', 'decimal'],
    date: ['datetime'],
    datetime: ['date'],
    boolean: [],
  };
  if (wanted.some((one) => one === type || one === 'varies' || near[one]?.includes(type))) return 'fits';
  const convertible: Readonly<Record<string, readonly ColumnType[]>> = {
    string: ['decimal', 'float'],
    boolean: ['string', 'integer'],
  };
  const fits = wanted.some(
    (one) => convertible[one]?.includes(type) || (one !== 'string' && one !== 'boolean' && type === 'string'),
  );
  return fits ? 'convertible' : 'never';
}

function hasGroupTag(field: Field, catalog: Catalog): boolean {
  return field.semantics.some((tag) => {
    const match = catalog.semantic(tag.value);
    return match === null || match.group.id !== 'keys';
  });
}

function namedTags(
  field: Field,
  role: SourceRole,
  reader: FieldNameReader,
  prefix: string | null,
): readonly Candidate[] {
  return foundTags(field.name, role, reader, prefix).map((one) => ({ ...one, field }));
}

function candidatesOf(
  fields: readonly Field[],
  role: SourceRole,
  reader: FieldNameReader,
  catalog: Catalog,
  source: Source,
): readonly Candidate[] {
  const prefix = sharedPrefix(source.fields, reader);
  const candidates = fields.flatMap((field) =>
    namedTags(field, role, reader, prefix).flatMap((candidate) => {
      const fit = typeFit(field.type, catalog.semantic(candidate.named.tag)?.semantic.types ?? []);
      if (fit === 'never') return [];
      return [fit === 'fits' ? candidate : { ...candidate, certainty: 'likely' as const }];
    }),
  );
  return role === 'item' && !speaksOfOrders(source, candidates) ? [] : candidates;
}

/** Words such as `date`, `amount` or `channel` mean an order's only where something else speaks of orders or items. */
function speaksOfOrders(source: Source, candidates: readonly Candidate[]): boolean {
  const telling = ['order-id', 'product-id', 'item-quantity', 'item-revenue', 'order-datetime'].map(
    (tag) => `txn-item/${tag}`,
  );
  return (
    source.fields.some((field) => field.semantics.some((tag) => tag.value.startsWith('txn-item/'))) ||
    candidates.some(({ named, certainty }) => certainty === 'sure' && telling.includes(named.tag))
  );
}

/** One field a tag and one tag a field: the surest first, then the one with least left out, then the order of the file. */
function assign(candidates: readonly Candidate[], taken: ReadonlySet<string>): ReadonlyMap<Field, Candidate> {
  const weight = ({ certainty, left, choice, named }: Candidate): number =>
    (certainty === 'sure' ? 0 : 10_000) + left * 1000 + choice * 200 + named.rank;
  const ordered = candidates
    .map((candidate, index) => ({ candidate, index }))
    .sort((a, b) => weight(a.candidate) - weight(b.candidate) || a.index - b.index);
  const chosen = new Map<Field, Candidate>();
  const used = new Set(taken);
  for (const { candidate } of ordered) {
    const { field, named } = candidate;
    if (chosen.has(field) || (used.has(named.tag) && !named.repeatable)) continue;
    chosen.set(field, candidate);
    used.add(named.tag);
  }
  return chosen;
}

function whyLikely(field: Field, candidate: Candidate): string {
  const kind = candidate.certainty === 'sure' ? 'is what' : 'is often what';
  return `\`${field.name}\` ${kind} a field for \`${candidate.named.tag}\` is called.`;
}

function whyUnknown(
  field: Field,
  roles: readonly SourceRole[],
  reader: FieldNameReader,
  catalog: Catalog,
): string {
  const elsewhere = allRoles
    .filter((role) => !roles.includes(role))
    .flatMap((role) => namedTags(field, role, reader, null))[0];
  if (elsewhere) {
    const tag = elsewhere.named.tag;
    return `The name suggests \`${tag}\`, which does not belong on a source of this kind.`;
  }
  const named = roles.flatMap((role) => namedTags(field, role, reader, null))[0];
  if (!named) return 'The name suggests no tag.';
  const types = catalog.semantic(named.named.tag)?.semantic.types ?? [];
  if (typeFit(field.type, types) === 'never') {
    return `The name suggests \`${named.named.tag}\`, which takes ${types.join(' or ')}, not ${String(field.type)}.`;
  }
  return `Another field is the likelier one for \`${named.named.tag}\`.`;
}
