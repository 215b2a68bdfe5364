/**
 * How long to wait before the next try: exponential, with full jitter so that
 * thousands of clients do not come back in the same second after a restart.
 */
export class Backoff {
  #tries = 0;
  readonly base: number;
  readonly cap: number;
  readonly random: () => number;

  constructor(base = 500, cap = 30_000, random: () => number = Math.random) {
    this.base = base;
    this.cap = cap;
    this.random = random;
  }

  get tries(): number {
    return this.#tries;
  }

  next(): number {
    const ceiling = Math.min(this.cap, this.base * 2 ** this.#tries++);
    // Never zero: a server that accepts and drops at once must not be hammered.
    return ceiling / 4 + this.random() * ceiling * 0.75;
  }

  reset(): void {
    this.#tries = 0;
  }
}
