import data from '../../generated/catalog.json';
import type { Catalog } from './catalog.js';
import { indexByLooseName, indexBySqlName, productMadeTest } from './names.js';
import { indexTags } from './tags.js';
import type { CatalogData, Feature, FeatureId } from './types.js';

/** Gives typed access to the data; indexes are made once. */
export function makeCatalog(data: CatalogData): Catalog {
  const tags = indexTags(data.semanticGroups);
  const features = new Map(data.features.map((feature) => [feature.id, feature]));
  const verifications = new Map(data.verifications.map((verification) => [verification.key, verification]));
  const functions = new Map(data.functions.map((entry) => [entry.name, entry]));
  const { docsBase, productMade, reservedWords, ...lists } = data;
  return {
    ...lists,
    reservedWords: new Set(reservedWords),
    standardTable: indexByLooseName(data.tables),
    tableInSql: indexBySqlName(data.tables),
    isProductMade: productMadeTest(data.tables, productMade),
    semantic: (tag) => tags.match(tag),
    columnOf: (tag) => tags.columnOf(tag),
    feature: (id) => features.get(id) ?? unknownFeature(id),
    verification: (key) => verifications.get(key) ?? null,
    sqlFunction: (name) => functions.get(name.toUpperCase()) ?? null,
    docsUrl: (link) => docsBase + link,
  };
}

/** The data files hold every feature; this only keeps the type whole. */
function unknownFeature(id: FeatureId): Feature {
  return { id, displayName: id, description: '', source: '' };
}

// The JSON's inferred type has no unions; `server/build/generate.mjs` checked it against its schemas.
export const catalog: Catalog = makeCatalog(data as unknown as CatalogData);
