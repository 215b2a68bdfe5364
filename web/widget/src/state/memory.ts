/**
 * What a workspace's widget remembers in this browser. Every page of the site
 * shares it, so tabs watch it for each other's changes. Where storage is forbidden
 * or full (private windows, embedded frames) it lives only as long as the page.
 */
export class Memory {
  readonly #prefix: string;
  readonly #own = new Map<string, string>();

  constructor(workspace: string) {
    this.#prefix = `rozmova:${workspace}:`;
  }

  get<V>(key: string): V | undefined {
    let raw: string | null | undefined;
    try {
      raw = localStorage.getItem(this.#prefix + key);
    } catch {
      // Storage is forbidden; the page's own copy has to do.
    }
    raw ??= this.#own.get(key);
    if (raw == null) return undefined;
    try {
      return JSON.parse(raw) as V;
    } catch {
      return undefined;
    }
  }

  set(key: string, value: unknown): void {
    const raw = JSON.stringify(value);
    try {
      localStorage.setItem(this.#prefix + key, raw);
      this.#own.delete(key);
    } catch {
      this.#own.set(key, raw);
    }
  }

  remove(key: string): void {
    this.#own.delete(key);
    try {
      localStorage.removeItem(this.#prefix + key);
    } catch {
      // Nothing was stored either.
    }
  }

  keys(start: string): string[] {
    const found = new Set([...this.#own.keys()]);
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const key = localStorage.key(i)!;
        if (key.startsWith(this.#prefix)) found.add(key.slice(this.#prefix.length));
      }
    } catch {
      // See get.
    }
    return [...found].filter((key) => key.startsWith(start));
  }

  /** Calls back with a key that another tab changed. */
  watch(changed: (key: string) => void): () => void {
    const listen = (event: StorageEvent) => {
      if (event.key?.startsWith(this.#prefix)) changed(event.key.slice(this.#prefix.length));
    };
    addEventListener('storage', listen);
    return () => removeEventListener('storage', listen);
  }

  /**
   * Runs the work in one tab at a time. Without the Web Locks API (plain http, old
   * browsers) it just runs: the server drops doubles by client_id anyway.
   */
  async alone<R>(name: string, work: () => Promise<R>): Promise<R> {
    const locks = (navigator as { locks?: LockManager }).locks;
    if (!locks) return await work();
    const full = this.#prefix + name;
    const free = await locks.request(full, { ifAvailable: true }, async (lock) =>
      lock ? { done: await work() } : undefined,
    );
    if (free) return free.done;
    return await locks.request(full, async () => {
      // What the tab before us wrote reaches our copy of the storage a moment after its lock.
      await new Promise((done) => setTimeout(done, 100));
      return await work();
    });
  }
}

/** A UUID, or as good as one where randomUUID is missing, as on pages served over plain http. */
export function newId(): string {
  return (
    crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    )
  );
}
