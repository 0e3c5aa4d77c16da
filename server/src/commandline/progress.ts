/** Shows how far long work has come: one line on a terminal, after a second, gone when the work is done. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #startedAt = performance.now();
  #shownAt = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  update(text: string): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#startedAt < 1000 || now - this.#shownAt < 100) return;
    this.#shownAt = now;
    this.#stream.write(`\r\u001b[2K${text}`);
  }

  done(): void {
    if (this.#shownAt > 0) this.#stream.write('\r\u001b[2K');
  }
}
