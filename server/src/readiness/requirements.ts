import type { FeatureId } from '../catalog/types.js';

/** What the documentation asks for before a feature is enabled, and how a configuration shows it. */
export interface Requirement {
  /** As the facts number it: P01 to P10, R1 to R6; VSE1 for the Segment Editor. */
  readonly id: string;
  readonly title: string;
  /** The features that ask for it; null for every feature. */
  readonly features: readonly FeatureId[] | null;
  /** False for what is advised: a feature is ready without it. */
  readonly required: boolean;
  /** The rules whose diagnostics speak of it. */
  readonly rules: readonly string[];
  /** The standard table that those diagnostics must be about; null where any will do. */
  readonly table: string | null;
  /** What people check by hand for it. */
  readonly verifications: readonly string[];
  /** The sources that it is about, without which it cannot be met; their lack is one diagnostic of its own. */
  readonly needs: 'profile' | 'item' | null;
  /** What it can only be seen in; where that is missing, the reason is another. */
  readonly seenIn: 'sources' | 'database' | 'nowhere';
}

/** The rules that report that there is no customer 360 database to look into. */
export const noDatabaseRules: readonly string[] = ['customer-360-database-missing', 'database-inactive'];

/** The rule that reports that Stitch has nothing to output tables from. */
export const noStitchOutputRule = 'stitch-output-missing';

const tableRules: readonly string[] = [
  'required-table-missing',
  'build-mode',
  'passthrough-source-unknown',
  'override-without-original',
  'table-cycle',
  'sql-file-missing',
  'sql-syntax',
  'sql-not-a-query',
];

const any = { features: null, required: true, table: null, verifications: [], needs: null } as const;

export const requirements: readonly Requirement[] = [
  {
    ...any,
    id: 'P01',
    needs: 'profile',
    title: 'Sources of customer records carry profile tags, and each runs without error',
    rules: [
      'profile-semantics-missing',
      'profile-semantics-few',
      'semantic-type',
      'semantic-repeated',
      'semantic-unknown',
      'semantic-misplaced',
      'bridge-tagged',
      'opt-status-tagged',
      'primary-key-unknown',
    ],
    verifications: ['sources_run'],
    seenIn: 'sources',
  },
  {
    ...any,
    id: 'P02',
    needs: 'item',
    title: 'Sources of interactions carry the tags of transactions, items and products that fit them',
    rules: [
      'transaction-semantics-missing',
      'transaction-link-missing',
      'catalog-semantics-missing',
      'semantic-prefix',
      'semantic-unknown',
      'semantic-misplaced',
      'semantic-type',
      'semantic-repeated',
      'return-and-cancellation-shared',
      'foreign-key-several',
      'foreign-key-unmatched',
      'primary-key-unknown',
    ],
    seenIn: 'sources',
  },
  {
    ...any,
    id: 'P03',
    title: 'Stitch processes every source of customer records',
    rules: ['source-not-stitched', 'source-needlessly-stitched'],
    verifications: ['stitch_run'],
    seenIn: 'sources',
  },
  {
    ...any,
    id: 'P04',
    title: 'Stitch outputs the customer and the interaction tables',
    rules: [noStitchOutputRule],
    seenIn: 'sources',
  },
  {
    ...any,
    id: 'P05',
    title: 'Transaction_Attributes_Extended is in the customer 360 database',
    rules: [...tableRules, 'attribute-columns-missing'],
    table: 'Transaction_Attributes_Extended',
    seenIn: 'database',
  },
  {
    ...any,
    id: 'P05b',
    title: 'Each custom domain table is passed through into the customer 360 database',
    required: false,
    rules: ['custom-domain-table-not-passed-through'],
    seenIn: 'database',
  },
  {
    ...any,
    id: 'P06',
    title: 'Unified_Itemized_Transactions is in the customer 360 database as a SQL table',
    rules: tableRules,
    table: 'Unified_Itemized_Transactions',
    seenIn: 'database',
  },
  {
    ...any,
    id: 'P07',
    title: 'Unified_Transactions is a SQL table that rolls up Unified_Itemized_Transactions',
    rules: [...tableRules, 'rollup-missing', 'order-grain', 'order-return-logic'],
    table: 'Unified_Transactions',
    seenIn: 'database',
  },
  {
    ...any,
    id: 'P08',
    title: 'Customer_360 selects attributes of Transaction_Attributes_Extended',
    rules: [...tableRules, 'customer-360-attributes-missing'],
    table: 'Customer_360',
    seenIn: 'database',
  },
  {
    ...any,
    id: 'P09',
    title: 'Customer_360 selects attributes of the other tables wanted in segments and campaigns',
    required: false,
    rules: ['customer-360-table-unused'],
    seenIn: 'database',
  },
  {
    ...any,
    id: 'P10',
    title: 'Stitch QA and Transactions QA were done',
    rules: [],
    verifications: ['stitch_qa', 'transactions_qa'],
    seenIn: 'nowhere',
  },
  {
    ...any,
    id: 'R1',
    needs: 'item',
    title: 'Interaction data is available: orders, the items bought, products and brands',
    rules: [],
    seenIn: 'sources',
  },
  {
    ...any,
    id: 'R2',
    needs: 'item',
    title: 'The interaction sources have every tag that transactions require',
    rules: [
      'transaction-semantics-missing',
      'transaction-link-missing',
      'semantic-prefix',
      'semantic-unknown',
      'semantic-misplaced',
      'semantic-type',
      'foreign-key-several',
    ],
    seenIn: 'sources',
  },
  {
    ...any,
    id: 'R4',
    title: "Revenue agrees with the brand's own figures",
    rules: [],
    verifications: ['revenue'],
    seenIn: 'nowhere',
  },
  {
    ...any,
    id: 'R5',
    title: 'Automated validations of transactions are on, and their findings are resolved',
    rules: ['automated-validations-off'],
    verifications: ['validation_report'],
    seenIn: 'database',
  },
  {
    ...any,
    id: 'R6',
    title: 'Four years of history, and 20 to 2,000 values of the field that affinity uses',
    features: ['predictive_modeling'],
    rules: [],
    seenIn: 'nowhere',
  },
  {
    ...any,
    id: 'VSE1',
    title: 'Tables offered to the Segment Editor have the Amperity ID, and somebody can see their database',
    features: ['segments'],
    rules: ['segment-editor-without-amperity-id', 'segment-editor-none', 'database-not-visible'],
    seenIn: 'database',
  },
];
