/** Milliseconds between two beats. */
const interval = 5000;

/** Beats in a row without an answer after which a server counts as gone. */
const patience = 2;

/**
 * Notices a server that no longer answers. A process that ends says so; a worker that the browser ends, and a server
 * that hangs, say nothing. Beats are counted, not time: a computer that slept in between is no silence.
 */
export class Heartbeat {
  private timer: ReturnType<typeof setInterval> | undefined;
  private unanswered = 0;
  private patience = patience;

  /** `ask`: a request that is answered at once; one that is rejected is answered too. */
  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly onSilence: () => void,
  ) {}

  start(): void {
    this.stop();
    this.timer = setInterval(() => this.beat(), interval);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.unanswered = 0;
  }

  private beat(): void {
    if (this.unanswered < this.patience) {
      if (this.unanswered === 0) this.listen();
      this.unanswered += 1;
      return;
    }
    this.stop();
    // One that was only busy must not be interrupted at the same point for ever.
    this.patience *= 2;
    this.onSilence();
  }

  private listen(): void {
    const { timer } = this;
    const answered = (): void => {
      // An answer of the server before is none of this one.
      if (this.timer === timer) this.unanswered = 0;
    };
    this.ask().then(answered, answered);
  }
}
