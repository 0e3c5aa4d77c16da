import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/src/catalog/load.js';

describe('semantic', () => {
  it.each([
    ['given-name', 'given-name', 'profile', 'exact', 'given_name'],
    ['phone-2', 'phone', 'profile', 'ordinal', 'phone_2'],
    ['email-work', 'email', 'profile', 'namespace', 'email_work'],
    ['address2', 'address2', 'profile', 'exact', 'address2'],
    ['address-2', 'address', 'profile', 'ordinal', 'address_2'],
    ['city-billing', 'city', 'profile', 'namespace', 'city_billing'],
    ['fk-member', 'fk-[namespace]', 'keys', 'namespace', 'fk_member'],
    ['sk-birthdate', 'sk-[semantic]', 'keys', 'namespace', 'sk_birthdate'],
    ['bk-postal', 'bk-[label]', 'keys', 'namespace', 'bk_postal'],
    ['txn-item/order-id', 'txn-item/order-id', 'itemized-transactions', 'exact', 'order_id'],
    ['txn-item/tip', 'txn-item/tip', 'itemized-transactions', 'custom', 'tip'],
    ['pc/shoe-size', 'pc/shoe-size', 'product-catalog', 'custom', 'shoe_size'],
    [
      'loy-event/current-balance',
      'loy-event/current-balance',
      'loyalty-event',
      'exact',
      'current_point_balance',
    ],
    [
      'email-summary/email-clicks-last-3-months',
      'email-summary/email-clicks-last-x-months',
      'email-summary',
      'exact',
      'email_clicks_last_3_months',
    ],
  ])('%s', (tag, semantic, group, how, column) => {
    const match = catalog.semantic(tag);
    expect(match).toMatchObject({ semantic: { tag: semantic }, group: { id: group }, how });
    expect(catalog.columnOf(tag)).toBe(column);
  });

  it('knows no tag that nothing documents', () => {
    for (const tag of ['emial', 'Email', 'txn-item/', 'db/requird', 'nowhere/thing', 'fk-', '']) {
      expect(catalog.semantic(tag), tag).toBeNull();
    }
  });

  it('makes a column of a custom profile tag, none of a flag', () => {
    expect(catalog.columnOf('shoe-size')).toBe('shoe_size');
    expect(catalog.columnOf('db/unique')).toBeNull();
    expect(catalog.columnOf('nowhere/thing')).toBeNull();
  });
});

describe('names of tables', () => {
  it.each([
    ['Customer360', 'Customer_360'],
    ['customer 360', 'Customer_360'],
    ['Unified_Customers', 'Unified_Customer'],
    ['Unified_Changes_PKS', 'Unified_Changes_PKs'],
    ['merged_customer', 'Merged_Customers'],
    ['all_opted_in_emails', 'All_Opted_In_Emails'],
  ])('%s is %s', (name, standard) => {
    expect(catalog.standardTable(name)?.name).toBe(standard);
  });

  it('takes only documented names in SQL', () => {
    expect(catalog.tableInSql('fiscal_calendar')?.name).toBe('Fiscal_Calendar');
    expect(catalog.tableInSql('UNIFIED_CUSTOMERS')?.name).toBe('Unified_Customer');
    expect(catalog.tableInSql('UnifiedCoalesced')).toBeNull();
    expect(catalog.tableInSql('Merged_Customer')).toBeNull();
  });

  it('knows what the product makes', () => {
    for (const name of [
      'Campaign_Recipients',
      'predicted_365d_clv_attributes',
      'Predicted_Anything',
      'Predicted:PCLV',
    ]) {
      expect(catalog.isProductMade(name), name).toBe(true);
    }
    for (const name of ['Merged_Customers', 'Campaign', 'Stores'])
      expect(catalog.isProductMade(name), name).toBe(false);
  });
});

describe('presence of columns', () => {
  const presence = (table: string, column: string): string | undefined =>
    catalog.standardTable(table)?.columns.find(({ name }) => name === column)?.presence;

  it('is certain for profile columns, save the conditional ones', () => {
    expect(presence('Unified_Coalesced', 'gender')).toBe('always');
    expect(presence('Unified_Customer', 'email')).toBe('always');
    for (const column of ['country', 'loyalty_id', 'update_dt', 'fk_<name>']) {
      expect(presence('Unified_Coalesced', column), column).toBe('maybe');
      expect(presence('Unified_Customer', column), column).toBe('maybe');
    }
  });

  it('follows tags for items', () => {
    const table = catalog.standardTable('Unified_Itemized_Transactions');
    const others = table?.columns.filter(({ presence: is }) => is !== 'tagged').map(({ name }) => name);
    expect(others).toEqual(['amperity_id', 'fk_<name>']);
  });

  it('is certain in templates, save what somebody must enable', () => {
    expect(presence('Transaction_Attributes_Extended', 'l12m_order_revenue')).toBe('always');
    expect(presence('Unified_Transactions', 'order_revenue')).toBe('always');
    expect(presence('Unified_Transactions', 'order_discount_amount')).toBe('maybe');
    expect(presence('Transaction_Attributes_Extended', 'l12m_rfm_score')).toBe('maybe');
  });
});

it('gives whole addresses of documentation pages', () => {
  expect(catalog.docsUrl('reference/semantics.html#semantics-profile')).toMatch(
    /^https:\/\/.+\/reference\/semantics\.html#semantics-profile$/,
  );
});
