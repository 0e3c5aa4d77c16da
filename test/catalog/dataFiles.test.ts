import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/src/catalog/load.js';
import { readData, validatorOf } from '../schemas/ajv.js';

const files = readdirSync(new URL('../../schemas/catalog/', import.meta.url))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

const tables = new Map(catalog.tables.map((table) => [table.name, table]));
const columnsOf = (name: string): ReadonlyMap<string, { type: string }> =>
  new Map(tables.get(name)?.columns.map((column) => [column.name, column]));

describe('data files of the catalogue', () => {
  it.each(files)('%s is as its schema says', (name) => {
    const validate = validatorOf(`catalog/${name}`);
    validate(readData(name));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('hold what the documentation lists', () => {
    expect(catalog.tables).toHaveLength(44);
    // The documentation's 259 tags less two placeholders of groups without tags.
    expect(catalog.semanticGroups.flatMap((group) => group.semantics)).toHaveLength(257);
    expect(catalog.semanticGroups).toHaveLength(19);
    expect(catalog.reservedWords.size).toBe(69);
    expect(catalog.tables.reduce((sum, table) => sum + table.columns.length, 0)).toBeGreaterThanOrEqual(730);
    expect(catalog.verifications).toHaveLength(6);
  });
});

describe('tables', () => {
  it('share no name or alias', () => {
    const names = catalog.tables
      .flatMap((table) => [table.name, ...table.aliases])
      .map((name) => name.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('are each found by their own names', () => {
    for (const table of catalog.tables) {
      expect(catalog.standardTable(table.name)?.name).toBe(table.name);
      expect(catalog.standardTable(table.displayName)?.name).toBe(table.name);
      expect(catalog.tableInSql(table.name)?.name).toBe(table.name);
    }
  });

  it('name each column once', () => {
    for (const table of catalog.tables) {
      const names = table.columns.map(({ name }) => name);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
  });

  it('depend on tables and are unique by columns that are there', () => {
    for (const table of catalog.tables) {
      expect(table.dependsOn.filter((name) => !tables.has(name))).toEqual([]);
      expect(table.unique.filter((name) => !columnsOf(table.name).has(name))).toEqual([]);
    }
  });

  it('have columns whose tags are known and make them', () => {
    // Renamed by the SQL of their tables.
    const renamed = ['address_line_2', 'zip', 'customer_key', 'most_recent_email_bounce_datetime'];
    for (const table of catalog.tables) {
      for (const column of table.columns) {
        if (column.semantic === null) continue;
        expect(catalog.semantic(column.semantic), column.semantic).not.toBeNull();
        if (column.pattern || renamed.includes(column.name)) continue;
        expect(catalog.columnOf(column.semantic), `${table.name}.${column.name}`).toBe(column.name);
      }
    }
  });

  it('mark every name with a placeholder as a pattern', () => {
    for (const { columns } of catalog.tables) {
      for (const column of columns) expect(column.pattern, column.name).toBe(column.name.includes('<'));
    }
  });

  it('come from tags of groups that exist', () => {
    const prefixes = new Set(['profile', ...catalog.semanticGroups.map(({ prefix }) => prefix)]);
    for (const table of catalog.tables) {
      expect(table.madeBy.filter((prefix) => !prefixes.has(prefix))).toEqual([]);
      if (table.origin === 'stitch output') expect(table.madeBy.length, table.name).toBeGreaterThan(0);
    }
  });
});

describe('tags', () => {
  it('make columns of their tables, or are known to make further ones', () => {
    // Unified_Coalesced has a column for each of these where a source uses it; item tags of products fit a pattern.
    const further = ['company', 'database-key', 'txn-item/database-key'];
    for (const { semantics } of catalog.semanticGroups) {
      for (const { tag, column, tables: names, pattern } of semantics) {
        if (column === null || pattern || further.includes(tag) || tag.startsWith('txn-item/product-'))
          continue;
        expect(
          names.some((name) => columnsOf(name).has(column)),
          tag,
        ).toBe(true);
      }
    }
  });

  it('are each found as they are spelt', () => {
    for (const group of catalog.semanticGroups) {
      for (const { tag, pattern } of group.semantics) {
        if (!pattern) expect(catalog.semantic(tag)).toMatchObject({ how: 'exact', semantic: { tag } });
      }
    }
  });

  it('are required of item sources as TXN-REQ says', () => {
    const group = catalog.semanticGroups.find(({ prefix }) => prefix === 'txn-item/');
    const required = group?.semantics.filter(({ requirement }) => requirement === 'required');
    expect(required?.map(({ tag }) => tag.replace('txn-item/', '')).sort()).toEqual([
      'is-cancellation',
      'is-return',
      'item-quantity',
      'item-revenue',
      'order-datetime',
      'order-discount-amount',
      'order-id',
      'product-id',
      'purchase-brand',
      'purchase-channel',
      'store-id',
    ]);
  });

  it('weigh a wrong type as an error only where saving fails', () => {
    const strict = catalog.semanticGroups.flatMap(({ semantics }) =>
      semantics.filter(({ typeSeverity }) => typeSeverity === 'error').map(({ tag }) => tag),
    );
    expect(strict.sort()).toEqual(['birthdate', 'phone', 'postal']);
    expect(catalog.semantic('fk-member')?.semantic.typeSeverity).toBeNull();
  });
});

describe('templates and functions', () => {
  it('templates make a standard table, with known tags', () => {
    for (const template of catalog.templates) {
      expect(tables.has(template.table)).toBe(true);
      for (const { semantic, name } of template.columns) {
        if (semantic !== null) expect(catalog.columnOf(semantic)).toBe(name);
      }
    }
  });

  it('what is written selects documented columns', () => {
    const columnsOf = (table: string): readonly string[] =>
      (catalog.standardTable(table)?.columns ?? []).map(({ name }) => name);
    const { mergedCustomers, customer360, customerAttributes } = catalog.writtenQueries;
    const grouped = mergedCustomers.groups.flatMap(({ columns }) => columns);
    expect(grouped.filter((column) => !columnsOf('Unified_Coalesced').includes(column))).toEqual([]);
    expect(mergedCustomers.always.filter((column) => !grouped.includes(column))).toEqual([]);
    for (const { columns, complete, counted } of mergedCustomers.groups)
      expect([...counted, ...(complete ?? []).flat()].filter((column) => !columns.includes(column))).toEqual(
        [],
      );
    const attributes = columnsOf('Transaction_Attributes_Extended');
    expect(customer360.attributes.filter((column) => !attributes.includes(column))).toEqual([]);
    const needed = customerAttributes.reachable.flatMap(({ needs }) => needs);
    expect(needed.filter((column) => !mergedCustomers.always.includes(column))).toEqual([]);
  });

  it('know every aggregate and window function of Spark', () => {
    const aggregates =
      'any approx_count_distinct approx_percentile array_agg avg bit_and bit_or bit_xor bool_and bool_or collect_list collect_set corr count count_if covar_pop covar_samp every first first_value grouping grouping_id histogram_numeric kurtosis last last_value listagg max max_by mean median min min_by mode percentile percentile_approx regr_count regr_slope skewness some std stddev stddev_pop stddev_samp string_agg sum try_avg try_sum var_pop var_samp variance';
    for (const name of aggregates.split(' ')) expect(catalog.sqlFunction(name)?.kind, name).toBe('aggregate');
    for (const name of 'cume_dist dense_rank lag lead nth_value ntile percent_rank rank row_number'.split(
      ' ',
    )) {
      expect(catalog.sqlFunction(name)?.kind, name).toBe('window');
    }
    expect(catalog.sqlFunction('no_such_function')).toBeNull();
  });

  it('know which functions make a table refresh in every run', () => {
    const volatile = catalog.functions.filter((one) => one.volatile).map(({ name }) => name);
    expect(volatile.sort()).toEqual(['CURRENT_DATE', 'CURRENT_TIMESTAMP', 'NOW', 'RAND', 'UNIX_TIMESTAMP']);
  });
});
