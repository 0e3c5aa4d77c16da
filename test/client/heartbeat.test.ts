import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Heartbeat } from '../../client/src/heartbeat';

const beat = 5000;

describe('Heartbeat', () => {
  let silences = 0;
  let ask: () => Promise<unknown> = () => Promise.resolve();
  const heartbeat = (): Heartbeat =>
    new Heartbeat(
      () => ask(),
      () => (silences += 1),
    );

  beforeEach(() => {
    silences = 0;
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('leaves a server that answers alone', async () => {
    ask = () => Promise.resolve();
    heartbeat().start();
    await vi.advanceTimersByTimeAsync(100 * beat);
    expect(silences).toBe(0);
  });

  it('takes an error as an answer', async () => {
    ask = () => Promise.reject(new Error('not running'));
    heartbeat().start();
    await vi.advanceTimersByTimeAsync(100 * beat);
    expect(silences).toBe(0);
  });

  it('says once that a server is silent', async () => {
    ask = () => new Promise(() => {});
    heartbeat().start();
    await vi.advanceTimersByTimeAsync(2 * beat);
    expect(silences).toBe(0);
    await vi.advanceTimersByTimeAsync(100 * beat);
    expect(silences).toBe(1);
  });

  it('waits for one that is only slow', async () => {
    ask = () => new Promise((resolve) => setTimeout(resolve, 1.5 * beat));
    heartbeat().start();
    await vi.advanceTimersByTimeAsync(100 * beat);
    expect(silences).toBe(0);
  });

  it('waits twice as long for the one that takes its place', async () => {
    ask = () => new Promise(() => {});
    const slow = heartbeat();
    slow.start();
    await vi.advanceTimersByTimeAsync(3 * beat);
    slow.start();
    await vi.advanceTimersByTimeAsync(4 * beat);
    expect(silences).toBe(1);
    await vi.advanceTimersByTimeAsync(beat);
    expect(silences).toBe(2);
  });

  it('is still when it is stopped', async () => {
    ask = () => new Promise(() => {});
    const stopped = heartbeat();
    stopped.start();
    await vi.advanceTimersByTimeAsync(beat);
    stopped.stop();
    await vi.advanceTimersByTimeAsync(100 * beat);
    expect(silences).toBe(0);
  });
});
