import type { Catalog, SemanticMatch } from '../catalog/catalog.js';
import { KeptBySource } from '../tenant/keptBySource.js';
import type { Field, Source, Tenant } from '../tenant/tenant.js';

/** A field with a tag. */
export interface TaggedField {
  readonly source: Source;
  readonly field: Field;
}

/** What the tags of a tenant's sources come to. */
export interface UsedTags {
  /** Prefixes of groups (`txn-item/`), and `profile` where there is a profile source. */
  readonly groups: ReadonlySet<string>;
  /** Every tag, in lower case. */
  readonly tags: ReadonlySet<string>;
  readonly profileSources: readonly Source[];
  isProfileSource(source: Source): boolean;
  readonly itemSources: readonly Source[];
  /** The foreign keys of profile sources, in lower case. */
  readonly profileKeys: ReadonlySet<string>;
  /** The fields that fill the tables which a group makes, by tag as written. */
  fieldsOf(madeBy: string): ReadonlyMap<string, readonly TaggedField[]>;
  /** False where a tag may be there unseen. */
  readonly complete: boolean;
}

/** The name that `madeBy` of a standard table has for profile tags, which have no prefix. */
export const profileGroup = 'profile';
const itemGroup = 'txn-item/';
const foreignKey = 'fk-';

/** Gathers the tags of all sources. */
export function gatherTags(tenant: Tenant, catalog: Catalog): UsedTags {
  const read = tenant.sources.map((source) => readSource(source, catalog));
  const profile = read.filter((source) => source.isProfile);
  const profileSources = profile.map(({ source }) => source);
  const profileSet = new Set(profileSources);
  const groups = new Set(read.flatMap((source) => [...source.prefixes]));
  if (profile.length > 0) groups.add(profileGroup);
  const byGroup = new Map<string, ReadonlyMap<string, readonly TaggedField[]>>();
  return {
    groups,
    tags: new Set(read.flatMap((source) => source.tags)),
    profileSources,
    isProfileSource: (source) => profileSet.has(source),
    itemSources: read.filter(({ prefixes }) => prefixes.has(itemGroup)).map(({ source }) => source),
    profileKeys: new Set(profile.flatMap(({ tags }) => tags.filter(isForeignKey))),
    fieldsOf(madeBy) {
      let fields = byGroup.get(madeBy);
      if (!fields) {
        fields = fieldsByTag(
          madeBy === profileGroup ? profile : read.filter((source) => source.prefixes.has(madeBy)),
        );
        byGroup.set(madeBy, fields);
      }
      return fields;
    },
    complete: tenant.complete && tenant.sources.every((source) => source.complete),
  };
}

export function isForeignKey(tag: string): boolean {
  return tag.toLowerCase().startsWith(foreignKey);
}

interface SourceTags extends Tags {
  readonly source: Source;
}

interface Tags {
  /** In lower case. */
  readonly tags: readonly string[];
  readonly prefixes: ReadonlySet<string>;
  readonly isProfile: boolean;
}

const known = new KeptBySource<Tags>();

function readSource(source: Source, catalog: Catalog): SourceTags {
  return { source, ...known.of(source, catalog, () => readTags(source, catalog)) };
}

function readTags(source: Source, catalog: Catalog): Tags {
  const tags = source.fields.flatMap((field) => field.semantics.map((item) => item.value));
  const matches = tags
    .map((tag) => catalog.semantic(tag))
    .filter((match): match is SemanticMatch => match !== null);
  const prefixes = matches.flatMap(({ group }) => (group.prefix === null ? [] : [group.prefix]));
  // An address beside loyalty or email data says whom these are about; it does not make a profile.
  const companions = new Set(matches.flatMap(({ group }) => group.companions));
  const isProfile = matches.some(
    ({ group, semantic }) => group.makesProfileSource && !companions.has(semantic.tag),
  );
  return { tags: tags.map((tag) => tag.toLowerCase()), prefixes: new Set(prefixes), isProfile };
}

function fieldsByTag(sources: readonly SourceTags[]): Map<string, TaggedField[]> {
  const byTag = new Map<string, TaggedField[]>();
  for (const { source } of sources) {
    for (const field of source.fields) {
      for (const { value } of field.semantics) {
        const known = byTag.get(value);
        if (known) known.push({ source, field });
        else byTag.set(value, [{ source, field }]);
      }
    }
  }
  return byTag;
}
