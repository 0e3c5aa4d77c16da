/**
 * Errors that a fix may bring, as it is the first of several steps: each names the next step, and nothing is broken.
 */
export interface FollowUp {
  /** The rule whose fix it is. */
  readonly rule: string;
  /** Which of its fixes; all of them where it is not said. */
  readonly title?: RegExp;
  /** The rule that may then report an error that was not there before; `*` where it may be any. */
  readonly brings: string;
  readonly why: string;
}

export const followUps: readonly FollowUp[] = [
  ...['yaml-syntax', 'schema'].map((rule) => ({
    rule,
    brings: '*',
    why: 'What could not be read was unknown, and nothing was said of it. Now it is read.',
  })),
  {
    rule: 'orphan-part',
    brings: '*',
    why: 'Of a part that belongs to no tenant little can be said; now its tenant is there to be checked.',
  },
  ...['semantic-unknown', 'semantic-prefix'].map((rule) => ({
    rule,
    brings: '*',
    why: 'The slip alone was reported as long as it could be the cause. With the right tag the source is one of customers or of items, and has to be a whole one.',
  })),
  {
    rule: 'sql-file-missing',
    title: /^Make /,
    brings: 'sql-unknown-table',
    why: 'The query to start from reads the table that it is to be made of, and no source is tagged for that one yet.',
  },
  {
    rule: 'build-mode',
    title: /with SQL/,
    brings: 'sql-unknown-table',
    why: 'The written query reads Merged_Customers. Where no feature is on, nothing asked for that table before; now the query does.',
  },
  {
    rule: 'customer-360-attributes-missing',
    brings: 'sql-unknown-column',
    why: 'Attributes that were taken from a wrong table were not told one by one as long as none was joined; now they are.',
  },
  {
    rule: 'database-inactive',
    brings: 'automated-validations-off',
    why: 'Inactive databases are left alone; once active, its automated validations have to be on.',
  },
  {
    rule: 'profile-semantics-missing',
    title: /^Tag `[^`]+` with/,
    brings: 'source-not-stitched',
    why: 'One tag alone makes it a source of customers, that has to be stitched next; the fix that tags all does both.',
  },
  {
    rule: 'semantic-repeated',
    title: /^Replace /,
    brings: 'source-not-stitched',
    why: 'A key was written where a profile tag is meant; with it the source is one of customers, that has to be stitched next.',
  },
  {
    rule: 'semantic-type',
    title: /^Change the type/,
    brings: 'transaction-link-missing',
    why: 'The tag alone was reported as long as its type spoke against it; with a type that it takes it may be right, and nothing says who bought.',
  },
  {
    rule: 'override-without-original',
    brings: 'required-column-missing',
    why: 'What a replaced core table has from a star of something else was told as that fault alone; read without being selected, the core table gives no columns yet.',
  },
  {
    rule: 'required-column-missing',
    brings: 'required-column-missing',
    why: 'Only the table most upstream is reported; once it has the column, the query of the next one has to select it.',
  },
  {
    rule: 'transaction-semantics-missing',
    title: /^Tag /,
    brings: 'required-column-missing',
    why: 'With the tag the column is there to be selected, and the query that reads it does not yet.',
  },
  {
    rule: 'transaction-semantics-missing',
    title: /^Add the custom domain table/,
    brings: 'foreign-key-unmatched',
    why: 'The foreign key moves to the new table with its own trouble: no source of customers has it.',
  },
  {
    rule: 'transaction-semantics-missing',
    title: /^Add the custom domain table/,
    brings: 'return-and-cancellation-shared',
    why: 'The field moves to the new table with both of its tags.',
  },
  {
    rule: 'return-and-cancellation-shared',
    brings: 'transaction-semantics-missing',
    why: 'Only one of the two tags can stay; the other one has to go to a field of its own.',
  },
];
