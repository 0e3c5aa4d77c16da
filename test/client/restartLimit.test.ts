import { describe, expect, it } from 'vitest';
import { RestartLimit } from '../../client/src/restartLimit';

describe('RestartLimit', () => {
  it('allows as many restarts as it is told, then no more', () => {
    const limit = new RestartLimit(2, () => 0);
    expect([limit.allowsRestart(), limit.allowsRestart(), limit.allowsRestart()]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('forgets ends of more than three minutes ago', () => {
    let now = 0;
    const limit = new RestartLimit(1, () => now);
    expect(limit.allowsRestart()).toBe(true);
    now = 179_000;
    expect(limit.allowsRestart()).toBe(false);
    now = 400_000;
    expect(limit.allowsRestart()).toBe(true);
  });

  it('never restarts where the limit is zero', () => {
    expect(new RestartLimit(0, () => 0).allowsRestart()).toBe(false);
  });
});
