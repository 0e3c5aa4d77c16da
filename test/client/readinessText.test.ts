import { describe, expect, it } from 'vitest';
import { readinessText } from '../../client/src/readinessText';

const requirement = {
  id: 'P05',
  title: 'Required tables',
  required: true,
  table: null,
  column: null,
  reason: null,
  diagnostics: [],
};

describe('readinessText', () => {
  it('shows what stands in the way, with its diagnostics, and counts the rest', () => {
    const text = readinessText([
      {
        tenant: 'acme',
        features: [
          {
            feature: 'segments',
            enabled: true,
            ready: false,
            requirements: [
              {
                ...requirement,
                state: 'not met',
                table: 'Merged_Customers',
                column: 'postal',
                diagnostics: [{ rule: 'required-column-missing', message: 'postal is missing.' }],
              },
              { ...requirement, state: 'not known', reason: 'The query cannot be read.' },
              { ...requirement, state: 'met' },
              { ...requirement, state: 'verified' },
            ],
          },
          { feature: 'campaigns', enabled: false, ready: false, requirements: [] },
        ],
      },
    ]);
    expect(text).toBe(`# Readiness of acme

## segments: not ready

- ✗ **P05** Required tables (\`Merged_Customers.postal\`)
  - postal is missing. (\`required-column-missing\`)
- ? **P05** Required tables
  - The query cannot be read.
- ✓ 2 requirements are met.

## campaigns: off
`);
  });

  it('says so where a file belongs to no tenant', () => {
    expect(readinessText([])).toBe('This file belongs to no tenant.\n');
  });
});
