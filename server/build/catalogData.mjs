// Reads the catalogue's data files, and fills in what they leave out as usual.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The catalogue as `CatalogData` of server/src/catalog/types.ts; `folder` ends with a slash. */
export function readCatalog(folder) {
  const read = (name) => parse(readFileSync(`${folder}${name}.yaml`, 'utf8'));
  const { productMade, tables } = read('tables');
  return {
    docsBase: read('documentation').base,
    productMade,
    tables: tables.map(wholeTable),
    semanticGroups: read('semantics').groups.map(wholeGroup),
    features: read('features').features,
    requiredTables: read('requiredTables').requiredTables,
    requiredColumns: read('requiredColumns').requiredColumns.map(wholeRequiredColumn),
    verifications: read('verifications').verifications.map((one) => ({ staleAfterDays: null, ...one })),
    buildModes: read('buildModes').buildModes,
    templates: read('templates').templates.map(wholeTemplate),
    writtenQueries: wholeQueries(read('writtenQueries')),
    functions: read('functions').functions.map((one) => ({ volatile: false, ...one })),
    reservedWords: read('reservedWords').words,
    productColumns: read('productColumns').productColumns,
    likelyTags: read('likelyTags'),
  };
}

function wholeTable(table) {
  return {
    aliases: [],
    madeBy: [],
    onePerAmperityId: false,
    unique: [],
    forMarketers: false,
    keepOutOfSegmentEditor: false,
    wantedWhenTagged: false,
    dependsOn: [],
    ...table,
    columns: table.columns.map((column) => ({
      semantic: null,
      presence: 'always',
      pii: false,
      pattern: false,
      optIn: false,
      ...column,
    })),
  };
}

function wholeGroup(group) {
  return {
    prefix: null,
    makesProfileSource: false,
    companions: [],
    ...group,
    semantics: group.semantics.map((semantic) => ({
      group: group.id,
      typeSeverity: 'warning',
      derives: [],
      oncePerSource: null,
      requirement: 'optional',
      column: null,
      tables: group.tables,
      notes: null,
      pattern: false,
      bases: [],
      ...semantic,
    })),
  };
}

function wholeRequiredColumn(column) {
  return { anyNameWith: [], nullAllowed: true, alsoIn: [], ...column };
}

function wholeTemplate(template) {
  return { ...template, columns: template.columns.map((column) => ({ semantic: null, ...column })) };
}

function wholeQueries(queries) {
  const { mergedCustomers } = queries;
  const groups = mergedCustomers.groups.map((group) => ({ complete: null, counted: [], ...group }));
  return { ...queries, mergedCustomers: { ...mergedCustomers, groups } };
}
