/** Ends of the server longer ago than this, in milliseconds, no longer count. */
const memory = 3 * 60 * 1000;

/**
 * Says whether a server that ended by itself is to be started again: a crash now and then is mended by a restart,
 * a server that crashes on each start would otherwise be started for ever.
 */
export class RestartLimit {
  private ends: number[] = [];

  /** `limit`: how many restarts are allowed within three minutes. `now`: milliseconds, for tests. */
  constructor(
    private readonly limit: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Notes that the server ended, and says whether it may be started again. */
  allowsRestart(): boolean {
    const now = this.now();
    this.ends = [...this.ends.filter((end) => now - end < memory), now];
    return this.ends.length <= this.limit;
  }
}
