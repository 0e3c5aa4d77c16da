import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/src/catalog/load.js';
import { nearestTable } from '../../server/src/rules/nearestTable.js';

describe('the table that is meant by a name that means none', () => {
  it.each([
    ['crm_custmers', ['crm_customers', 'web_users'], 'crm_customers'],
    ['Merged_Custmers', ['Merged_Customers', 'crm_customers'], 'Merged_Customers'],
    ['Merged_Customer', ['Merged_Customers'], 'Merged_Customers'],
    // A standard table that is not there is no slip of the pen for a source whose name is near.
    ['Merged_Customers', ['crm_customers'], null],
    ['Unified_Customer', ['Unified_Customer_2'], null],
  ])('%s', (name, candidates, meant) => {
    expect(nearestTable(catalog, name, candidates)).toBe(meant);
  });
});
