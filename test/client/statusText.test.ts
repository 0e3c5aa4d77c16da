import { describe, expect, it } from 'vitest';
import { statusText } from '../../client/src/statusText';

describe('statusText', () => {
  it('counts errors, warnings and tenants in words', () => {
    expect(statusText({ state: 'ready', tenants: 2, errors: 1, warnings: 3 })).toEqual({
      text: '1 error, 3 warnings',
      detail: '2 tenants',
      level: 'error',
      busy: false,
    });
  });

  it('says so where nothing is wrong', () => {
    expect(statusText({ state: 'ready', tenants: 1, errors: 0, warnings: 0 })).toMatchObject({
      text: 'No errors, no warnings',
      detail: '1 tenant',
      level: 'information',
    });
  });

  it('is busy while the server starts or works', () => {
    expect(statusText({ state: 'starting', tenants: 0, errors: 0, warnings: 0 }).busy).toBe(true);
    expect(statusText({ state: 'working', tenants: 1, errors: 0, warnings: 0 }).busy).toBe(true);
  });

  it('shows a stopped server as an error', () => {
    expect(statusText({ state: 'failed', tenants: 0, errors: 0, warnings: 0 })).toMatchObject({
      level: 'error',
      busy: false,
    });
  });
});
