/** Whatever has a place in a log. */
export interface Numbered {
  seq: number;
}

/**
 * The reader's place in one gap-free log. It lets each event through once and in
 * order. Where something is missing in between, `gap` says so: what is behind the
 * gap is not let through, because it has to be fetched in order with the rest.
 */
export class Cursor<E extends Numbered> {
  #last: number;

  constructor(after = 0) {
    this.#last = after;
  }

  /** The last seq that was seen; the next one wanted is last + 1. */
  get last(): number {
    return this.#last;
  }

  accept(batch: readonly E[]): { fresh: E[]; gap: boolean } {
    const fresh: E[] = [];
    for (const event of [...batch].sort((a, b) => a.seq - b.seq)) {
      if (event.seq <= this.#last) continue;
      if (event.seq > this.#last + 1) return { fresh, gap: true };
      this.#last = event.seq;
      fresh.push(event);
    }
    return { fresh, gap: false };
  }

  reset(after = 0): void {
    this.#last = after;
  }
}
