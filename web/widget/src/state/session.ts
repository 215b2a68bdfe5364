import {
  ApiError,
  createClient,
  type Client,
  type Locale,
  type Session,
  type SessionRequest,
} from '@rozmova/shared/api';
import type { Memory } from './memory.ts';

/** A session as this browser remembers it. `who` says whose, without the signed token. */
export type Stored = Session & { who?: string };

export interface SessionOptions {
  memory: Memory;
  server: string;
  workspace: string;
  locale: () => Locale;
}

const key = 'session';

/**
 * Gets and keeps the customer's session: made once for all tabs, continued after
 * it expired, replaced when somebody else signs in.
 */
export class Sessions {
  readonly #options: SessionOptions;
  /** The site's signed word about who the customer is; never stored. */
  #identity: string | undefined;
  /** Calls on behalf of the session. */
  readonly client: Client;
  /** Calls that get one; an expired token in the header could be refused before the body is read. */
  readonly #stranger: Client;

  constructor(options: SessionOptions) {
    this.#options = options;
    const base = options.server;
    this.#stranger = createClient({ base, headers: () => ({ 'Accept-Language': options.locale() }) });
    this.client = createClient({
      base,
      headers: () => ({
        'Accept-Language': options.locale(),
        Authorization: `Bearer ${this.current?.token}`,
      }),
    });
  }

  get current(): Stored | undefined {
    const stored = this.#options.memory.get<Stored>(key);
    return stored?.token && stored.conversation_id ? stored : undefined;
  }

  /** True when the remembered session is not this customer's. */
  identify(token: string | undefined): boolean {
    this.#identity = token;
    const known = this.current?.who;
    return !!token && !!known && known !== who(token);
  }

  /** The remembered session, or a new one; two tabs at once get the same. */
  ensure(): Promise<Stored> {
    return this.#options.memory.alone('session', async () => {
      const stored = this.current;
      const needed = this.#identity && who(this.#identity) !== stored?.who;
      if (stored && !needed) return stored;
      return this.#create(stored && !stored.who ? stored.token : undefined);
    });
  }

  /** After a refusal of `token`: what another tab already got, or the same conversation again. */
  renew(token: string): Promise<Stored> {
    return this.#options.memory.alone('session', async () => {
      const stored = this.current;
      if (stored && stored.token !== token) return stored;
      return this.#create(token);
    });
  }

  /** A conversation other than this one: another tab's new one, or our own. */
  instead(conversation: string): Promise<Stored> {
    return this.#options.memory.alone('session', async () => {
      const stored = this.current;
      return stored && stored.conversation_id !== conversation ? stored : this.#create(undefined);
    });
  }

  forget(): void {
    this.#options.memory.remove(key);
  }

  async #create(resume: string | undefined): Promise<Stored> {
    const { memory, workspace, locale } = this.#options;
    const ask = (token: string | undefined) =>
      this.#stranger<Session>('POST', '/api/customer/v1/sessions', {
        workspace,
        locale: locale(),
        ...(this.#identity ? { identity_token: this.#identity } : {}),
        ...(token ? { resume: { token } } : {}),
      } satisfies SessionRequest);
    const session = await ask(resume).catch((error: unknown) => {
      // Too old to continue, or not ours: begin anew rather than not at all.
      if (resume && error instanceof ApiError && [400, 401, 403, 404, 422].includes(error.status)) {
        return ask(undefined);
      }
      throw error;
    });
    const stored: Stored = { ...session, who: this.#identity ? who(this.#identity) : this.current?.who };
    memory.set(key, stored);
    return stored;
  }
}

/**
 * Whose token it is, to notice that another person signed in. Sites sign a new token
 * for every page, so the token itself will not do; the server alone judges it.
 */
function who(token: string): string {
  for (const part of token.split('.')) {
    try {
      const claims = JSON.parse(atob(part.replace(/-/g, '+').replace(/_/g, '/'))) as Record<string, unknown>;
      const id = claims.sub ?? claims.external_id ?? claims.id;
      if (id != null) return String(id);
    } catch {
      // A header or a signature.
    }
  }
  return token.slice(0, 64);
}
