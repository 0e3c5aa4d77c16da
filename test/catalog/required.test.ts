import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/src/catalog/load.js';
import type { FeatureId } from '../../server/src/catalog/types.js';

/** The columns that a feature needs in a table. */
function needed(table: string, feature: FeatureId, severity: 'error' | 'warning'): string {
  return catalog.requiredColumns
    .filter((column) => column.table === table && column.features[feature] === severity)
    .map(({ column }) => column)
    .sort()
    .join(' ');
}

describe('required columns', () => {
  it.each([
    ['segments', 'birthdate city given_name postal state surname'],
    ['segment_insights', 'address amperity_id country email gender phone state'],
    ['campaigns', 'address amperity_id birthdate city country email given_name phone postal state surname'],
    [
      'predictive_modeling',
      'amperity_id birthdate city country email gender given_name postal state surname',
    ],
  ] as const)('of Merged_Customers for %s', (feature, columns) => {
    expect(needed('Merged_Customers', feature, 'error')).toBe(columns);
  });

  it.each([
    ['segments', ''],
    ['segment_insights', 'amperity_id country gender state'],
    ['campaigns', 'amperity_id city country given_name postal state'],
    ['predictive_modeling', 'amperity_id birthdate city country gender given_name postal state'],
  ] as const)('of Unified_Customer for %s', (feature, columns) => {
    expect(needed('Unified_Customer', feature, 'error')).toBe(columns);
  });

  it.each([
    [
      'segments',
      'digital_channel order_datetime order_discount_amount order_quantity order_revenue purchase_brand purchase_channel store_id',
    ],
    [
      'segment_insights',
      'amperity_id digital_channel order_datetime order_id order_revenue purchase_brand purchase_channel',
    ],
    [
      'campaigns',
      'amperity_id digital_channel order_datetime order_discount_amount order_id order_quantity order_revenue purchase_brand purchase_channel store_id',
    ],
    [
      'predictive_modeling',
      'amperity_id digital_channel order_datetime order_id order_revenue purchase_brand purchase_channel',
    ],
  ] as const)('of Unified_Transactions for %s', (feature, columns) => {
    expect(needed('Unified_Transactions', feature, 'error')).toBe(columns);
  });

  it('of the item table: errors for models only, warnings where the page names no table', () => {
    const table = 'Unified_Itemized_Transactions';
    expect(needed(table, 'segments', 'error')).toBe('');
    expect(needed(table, 'campaigns', 'error')).toBe('');
    expect(needed(table, 'campaigns', 'warning')).toBe('product_category product_id');
    expect(needed(table, 'segment_insights', 'warning')).toBe('item_discount_amount product_category');
    expect(needed(table, 'predictive_modeling', 'error')).toBe(
      'amperity_id digital_channel order_datetime order_id purchase_brand purchase_channel',
    );
    expect(needed(table, 'predictive_modeling', 'warning')).toBe(
      'is_return item_quantity item_revenue product_id',
    );
  });

  it('that only the model pages list are warnings', () => {
    expect(needed('Merged_Customers', 'predictive_modeling', 'warning')).toBe('phone');
    expect(needed('Unified_Transactions', 'predictive_modeling', 'warning')).toBe('order_quantity');
  });

  it('take any column of loyalty membership, as a warning', () => {
    const membership = catalog.requiredColumns.filter(({ anyNameWith }) => anyNameWith.length > 0);
    expect(membership).toMatchObject([
      {
        table: 'Merged_Customers',
        column: 'loyalty_id',
        features: { segments: 'warning', campaigns: 'warning' },
        anyNameWith: ['loyalty', 'member', 'reward', 'club'],
      },
    ]);
  });

  it('may be NULL, save ids, order time and revenue', () => {
    const never = catalog.requiredColumns
      .filter(({ nullAllowed }) => !nullAllowed)
      .map(({ column }) => column);
    expect([...new Set(never)].sort()).toEqual([
      'amperity_id',
      'order_datetime',
      'order_id',
      'order_revenue',
    ]);
  });

  it('are columns of their tables, by name or pattern, and of the same type', () => {
    for (const { table, column, type } of catalog.requiredColumns) {
      const columns = catalog.tables.find(({ name }) => name === table)?.columns ?? [];
      const own = columns.find(({ name }) => name === column);
      const family = columns.find(
        ({ name, pattern }) => pattern && !name.startsWith('<') && column.startsWith(name.replace(/<.*/, '')),
      );
      expect(own ?? family, `${table}.${column}`).toBeDefined();
      if (own) expect(own.type, column).toBe(type);
    }
  });
});

describe('required tables', () => {
  const rows = catalog.requiredTables.map(({ table, severity, builds, buildSeverity }) =>
    [table, severity, builds.join('|'), buildSeverity].join(' '),
  );

  it('are those of the page, with their build modes', () => {
    expect(rows.sort()).toEqual([
      'Customer_360 error sql error',
      'Customer_Attributes warning passthrough|sql error',
      'Merged_Customers error sql|template error',
      'Transaction_Attributes_Extended error passthrough|sql error',
      'Unified_Coalesced warning passthrough|sql error',
      'Unified_Customer error passthrough|sql error',
      'Unified_Itemized_Transactions error sql warning',
      'Unified_Scores error passthrough|sql error',
      'Unified_Transactions error sql error',
    ]);
  });

  it('are added in a mode that is right', () => {
    for (const { builds, preferredBuild, table } of catalog.requiredTables) {
      expect(builds, table).toContain(preferredBuild);
      expect(catalog.tables.some(({ name }) => name === table)).toBe(true);
    }
  });

  it('stand after the tables that they are built on', () => {
    const order = catalog.requiredTables.map(({ table }) => table);
    for (const table of catalog.tables) {
      const place = order.indexOf(table.name);
      if (place < 0) continue;
      for (const below of table.dependsOn)
        expect(order.indexOf(below), `${table.name} ${below}`).toBeLessThan(place);
    }
  });
});
