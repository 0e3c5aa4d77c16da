import type { Fault } from './faults.js';

const onlyAPersonKnows = 'the name that is missing is not known';

/** Lines gone or torn, so that what stands below is read as something else. */
export const tornFaults: readonly Fault[] = [
  {
    what: 'the line `sources:` is gone',
    from: '\nsources:\n',
    to: '\n',
    rule: 'schema',
    at: 'Shop:Accounts',
  },
  {
    what: 'the line `databases:` is gone',
    from: '\ndatabases:\n',
    to: '\n',
    rule: 'schema',
    at: 'Customer360',
  },
  {
    what: 'the line `sources:` is indented',
    from: '\nsources:\n',
    to: '\n  sources:\n',
    rule: 'schema',
    at: 'sources',
  },
  {
    what: 'the line `databases:` is indented',
    from: '\ndatabases:\n',
    to: '\n  databases:\n',
    rule: 'schema',
    at: 'databases',
  },
  ...(
    [
      ['  Shop:Accounts:\n', 'records: customer'],
      ['  Customer360:\n', 'kind'],
      ['      Unified_Itemized_Transactions:\n', 'build: sql'],
      ['      Merged_Customers:\n', 'build: template'],
    ] as const
  ).map(([line, at]) => ({
    what: `the line \`${line.trim()}\` is gone`,
    from: line,
    to: '',
    rule: 'schema',
    at,
    noMend: onlyAPersonKnows,
  })),
  ...(
    [
      ['  Shop:Order_Lines:\n', 'records: interaction'],
      ['      Unified_Transactions:\n', 'build: sql'],
      ['      Customer_Attributes:\n', 'build: sql'],
      ['      Customer_360:\n', 'build: sql'],
    ] as const
  ).map(([line, at]) => ({
    what: `the line \`${line.trim()}\` is gone, and the settings stand below those above`,
    from: line,
    to: '',
    rule: 'duplicate-definition',
    at,
    noMend: onlyAPersonKnows,
  })),
  ...['  Shop:Order_Lines:', '      Unified_Transactions:', '      Customer_Attributes:'].map((line) => ({
    what: `${line.trim()} is indented as its settings`,
    from: `\n${line}\n`,
    to: `\n  ${line}\n`,
    rule: 'schema',
    at: line.trim(),
  })),
  {
    what: 'the first source is indented as its settings',
    from: '\n  Shop:Accounts:\n',
    to: '\n    Shop:Accounts:\n',
    rule: 'yaml-syntax',
    at: 'Shop:Accounts',
  },
  {
    what: 'a source is not indented',
    from: '\n  Shop:Order_Lines:\n',
    to: '\nShop:Order_Lines:\n',
    rule: 'schema',
    at: 'Shop:Order_Lines',
  },
  {
    what: 'the first source is not indented',
    from: '\n  Shop:Accounts:\n',
    to: '\nShop:Accounts:\n',
    rule: 'yaml-syntax',
    at: 'Shop:Accounts',
  },
  {
    what: 'a table is indented as the settings of the one above',
    from: '\n      Transaction_Attributes_Extended: {',
    to: '\n        Transaction_Attributes_Extended: {',
    rule: 'schema',
    at: 'Transaction_Attributes_Extended',
  },
  {
    what: 'the fields stand in the column of the sources',
    from: '    fields:\n      order_number',
    to: '  fields:\n      order_number',
    rule: 'schema',
    at: 'fields',
  },
  {
    what: 'the only column stands beside the columns',
    from: /\n {10}amperity_id: (.*)\n$/,
    to: '\n        amperity_id: $1\n',
    rule: 'schema',
    at: 'amperity_id',
  },
  {
    what: 'the last field stands beside the fields',
    from: '\n      store: {',
    to: '\n    store: {',
    rule: 'schema',
    at: 'store',
  },
  {
    what: 'the last table stands beside the tables',
    from: '\n      Customer_360:\n',
    to: '\n    Customer_360:\n',
    rule: 'schema',
    at: 'Customer_360',
  },
  {
    what: 'the last day of what was verified stands beside it',
    from: '\n  validation_report',
    to: '\nvalidation_report',
    rule: 'schema',
    at: 'validation_report',
  },
  ...(
    [
      ['    stitch: true\n', '  stitch: true\n'],
      ['      quantity: {', '    quantity: {'],
      ['      quantity: {', '        quantity: {'],
      ['    records: customer\n', '      records: customer\n'],
      ['    records: customer\n', '  records: customer\n'],
      ['      Unified_Coalesced: {', '        Unified_Coalesced: {'],
      ['        segment_editor: true\n', '     segment_editor: true\n'],
      ['version: 1\n', '  version: 1\n'],
      ['      gender: {', '\tgender: {'],
    ] as const
  ).map(([from, to]) => ({
    what: `${JSON.stringify(from)} is written as ${JSON.stringify(to)}`,
    from,
    to,
    rule: 'yaml-syntax',
    at: to.startsWith('\t') ? '\t' : to.trim(),
  })),
  ...['    fields:\n', '    tables:\n', '        columns:\n'].map((line) => ({
    what: `the line \`${line.trim()}\` is gone`,
    from: line,
    to: '',
    rule: 'yaml-syntax',
    at: '',
    noMend: 'the key that is missing is not known where YAML is read',
  })),
  ...['    fields:\n', '      Merged_Customers:\n', '  Shop:Order_Lines:\n'].map((line) => ({
    what: `the line \`${line.trim()}\` has no colon`,
    from: line,
    to: line.replace(':\n', '\n'),
    rule: 'yaml-syntax',
    at: line.replace(':\n', '').trim(),
  })),
  {
    what: 'a setting has no colon',
    from: 'primary_key: account_id',
    to: 'primary_key account_id',
    rule: 'yaml-syntax',
    at: 'primary_key',
  },
  {
    what: 'a field has no colon',
    from: 'quantity: {type',
    to: 'quantity {type',
    rule: 'yaml-syntax',
    at: 'quantity',
  },
  {
    what: 'a table has no colon, which YAML reads as another key',
    from: 'Unified_Scores: {build',
    to: 'Unified_Scores {build',
    rule: 'schema',
    at: 'Unified_Scores',
  },
  {
    what: 'a query has no colon',
    from: 'sql: |-\n          SELECT\n             mc',
    to: 'sql |-\n          SELECT\n             mc',
    rule: 'yaml-syntax',
    at: 'sql',
  },
  ...(['amperity_id\n            ,email', 'mc.*\n            ,tae'] as const).map((below) => ({
    what: `the first line of a query is gone, above ${JSON.stringify(below)}`,
    from: `          SELECT\n             ${below}`,
    to: `             ${below}`,
    rule: 'yaml-syntax',
    at: below.split('\n')[1]?.trim() ?? '',
    noMend: 'then the query begins with no word that begins one',
  })),
  ...['FROM Merged_Customers\n\n', 'GROUP BY order_id\n', 'FROM Merged_Customers mc\n'].map((text) => ({
    what: `${JSON.stringify(text)} of a query stands a little to the left`,
    from: `          ${text}`,
    to: `         ${text}`,
    rule: 'yaml-syntax',
    at: text.trim(),
  })),
  ...(
    [
      ['  Shop:Accounts:\n', '  wor\n'],
      ['sources:\n', 'wor\n'],
      ['      Customer_360:\n', '      wor\n'],
      ['    tables:\n', '    wor\n'],
    ] as const
  ).map(([line, word]) => ({
    what: `a word is being typed below ${line.trim()}`,
    from: line,
    to: line + word,
    rule: 'yaml-syntax',
    at: word.trim(),
    noMend: 'what it is to be only the writer knows',
  })),
];
