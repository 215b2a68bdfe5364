import type { Code, Problem } from './types.ts';

/** What a request came to: the server's own word, or ours where it said none. */
export type ErrorCode = Code | 'network' | 'aborted' | 'no_session' | `http_${number}`;

/**
 * A request that did not do what was asked. status 0 means that no answer came
 * at all (offline, refused, timed out): the only honest thing is to try again.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  /** Without promises: a proxy in between answers as it likes. */
  readonly problem: Partial<Problem> | undefined;
  /** From Retry-After, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: ErrorCode, problem?: Partial<Problem>, retryAfter?: number) {
    super(problem?.detail || problem?.title || code);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Worth the same request again, unchanged. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export interface ClientOptions {
  /** Origin (and prefix) of the server, without a slash at the end. */
  base: string;
  /** Headers of every request: the bearer token, the CSRF token, the language. */
  headers?: () => Record<string, string>;
  credentials?: RequestCredentials;
  /** Milliseconds before a request counts as lost; 20 s unless said. */
  timeout?: number;
}

export interface CallOptions {
  signal?: AbortSignal;
  timeout?: number;
  keepalive?: boolean;
}

export type Client = <T = unknown>(
  method: string,
  path: string,
  body?: unknown,
  options?: CallOptions,
) => Promise<T>;

/** One function for all calls: JSON in, JSON out, every failure an ApiError. */
export function createClient(options: ClientOptions): Client {
  return async <T>(method: string, path: string, body?: unknown, call: CallOptions = {}): Promise<T> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), call.timeout ?? options.timeout ?? 20_000);
    const stop = () => abort.abort();
    call.signal?.addEventListener('abort', stop);
    if (call.signal?.aborted) stop();
    try {
      const headers: Record<string, string> = { Accept: 'application/json', ...options.headers?.() };
      if (body !== undefined) headers['Content-Type'] = 'application/json';
      const response = await fetch(options.base + path, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        credentials: options.credentials ?? 'omit',
        keepalive: call.keepalive ?? false,
        signal: abort.signal,
      });
      if (!response.ok) throw await toError(response);
      // 204 has no body, and an accepted request need not have one either.
      const text = await response.text();
      return (text ? JSON.parse(text) : undefined) as T;
    } catch (error) {
      if (error instanceof ApiError) throw error;
      // fetch tells "offline", "refused" and "blocked" apart only in prose.
      throw new ApiError(0, call.signal?.aborted ? 'aborted' : 'network');
    } finally {
      clearTimeout(timer);
      call.signal?.removeEventListener('abort', stop);
    }
  };
}

/** Reads problem+json; a proxy's HTML error page still becomes an ApiError. */
export async function toError(response: Response): Promise<ApiError> {
  let problem: Partial<Problem> | undefined;
  try {
    const body: unknown = await response.json();
    if (body && typeof body === 'object') problem = body;
  } catch {
    // Not JSON: the status alone has to do.
  }
  const seconds = Number(response.headers.get('Retry-After'));
  return new ApiError(
    response.status,
    problem?.code || `http_${response.status}`,
    problem,
    seconds > 0 ? seconds * 1000 : undefined,
  );
}
