/** The page of the product's documentation that a key of the format speaks of, by the key and what it stands in. */
const pages: readonly (readonly [path: RegExp, page: string])[] = [
  [/^features/, 'operator/add_campaigns.html'],
  [/^verified/, 'operator/validate_inputs.html'],
  [/^sources\b.* semantics$/, 'reference/semantics.html'],
  [/^sources\b.* (sql|sql_file)$/, 'reference/sql_spark.html'],
  [/^sources/, 'reference/naming.html'],
  [/^databases\b.* semantics$/, 'reference/semantics.html#semantics-db'],
  [/^databases\b.* (sql|sql_file)$/, 'reference/sql_spark.html'],
  [
    /^databases\b.* (template|source_priority)$/,
    'reference/databases.html#databases-database-howto-add-table-template',
  ],
  [
    /^databases\b.* segment_editor$/,
    'operator/add_campaigns.html#add-campaigns-assign-database-tables-to-vse',
  ],
  [/^databases\b.* table_semantic$/, 'reference/data_tables.html'],
  [/^databases/, 'reference/databases.html'],
];

/** The page that a key's path speaks of; null where it is only our format's. */
export function pageOfKey(path: readonly string[]): string | null {
  const written = path.join(' ');
  return pages.find(([pattern]) => pattern.test(written))?.[1] ?? null;
}
