import { ApiError, toError } from '../api/client.ts';

/** What a transport tells its user. close comes exactly once, and nothing after it. */
export interface Sink {
  /** The other side accepted; frames may follow. */
  open(): void;
  frame(data: unknown): void;
  close(error?: ApiError): void;
}

/** Starts reading after a seq; the returned function stops it without a close. */
export type Transport = (after: number, sink: Sink) => () => void;

/** Wraps a sink so that after the first close, or after stop, nothing comes through. */
function guarded(sink: Sink): Sink & { stop(): void } {
  let live = true;
  return {
    open: () => live && sink.open(),
    frame: (data) => live && sink.frame(data),
    close: (error) => {
      if (!live) return;
      live = false;
      sink.close(error);
    },
    stop: () => (live = false),
  };
}

/**
 * A WebSocket of JSON text frames. Browsers cannot set headers on it, so the
 * token travels as a subprotocol, which (unlike a query) is not written to logs.
 */
export function webSocket(url: (after: number) => string, protocols: () => string[] = () => []): Transport {
  return (after, sink) => {
    const to = guarded(sink);
    let socket: WebSocket;
    try {
      socket = new WebSocket(url(after).replace(/^http/, 'ws'), protocols());
    } catch {
      // A page's security policy may forbid it outright.
      queueMicrotask(() => to.close(new ApiError(0, 'network')));
      return to.stop;
    }
    socket.onopen = () => to.open();
    socket.onmessage = (message) => {
      const data = parse(message.data);
      if (data !== undefined) to.frame(data);
    };
    socket.onclose = () => to.close();
    return () => {
      to.stop();
      socket.close();
    };
  };
}

/**
 * Server-sent events read through fetch, because EventSource cannot carry a bearer
 * token. Frames named `typing` or `ping` come out with that name as their type.
 */
export function serverSentEvents(
  url: (after: number) => string,
  headers: () => Record<string, string>,
  credentials: RequestCredentials = 'omit',
): Transport {
  return (after, sink) => {
    const to = guarded(sink);
    const abort = new AbortController();
    void (async () => {
      try {
        const response = await fetch(url(after), {
          headers: { ...headers(), Accept: 'text/event-stream', 'Last-Event-ID': String(after) },
          credentials,
          signal: abort.signal,
        });
        if (!response.ok || !response.body) throw await toError(response);
        to.open();
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        let rest = '';
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          const parts = (rest + value.replace(/\r\n?/g, '\n')).split('\n\n');
          rest = parts.pop()!;
          for (const part of parts) {
            const frame = parseFrame(part);
            if (frame !== undefined) to.frame(frame);
          }
        }
        to.close();
      } catch (error) {
        to.close(error instanceof ApiError ? error : new ApiError(0, 'network'));
      }
    })();
    return () => {
      to.stop();
      abort.abort();
    };
  };
}

/** The last resort, for networks that let neither through: ask and wait, again and again. */
export function longPoll<E>(
  fetchAfter: (after: number, wait: number, signal: AbortSignal) => Promise<E[]>,
  wait = 25,
): Transport {
  return (after, sink) => {
    const to = guarded(sink);
    const abort = new AbortController();
    void (async () => {
      try {
        let at = after;
        for (let first = true; !abort.signal.aborted; first = false) {
          const events = await fetchAfter(at, first ? 0 : wait, abort.signal);
          if (first) to.open();
          for (const event of events) {
            at = Math.max(at, (event as { seq: number }).seq);
            to.frame(event);
          }
          to.frame({ type: 'ping' });
        }
      } catch (error) {
        to.close(error instanceof ApiError ? error : new ApiError(0, 'network'));
      }
    })();
    return () => {
      to.stop();
      abort.abort();
    };
  };
}

function parseFrame(part: string): unknown {
  let name = '';
  let data = '';
  for (const line of part.split('\n')) {
    const [, field, value = ''] = /^(\w*):? ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    else if (field === 'data') data += (data && '\n') + value;
    else if (line.startsWith(':')) name ||= 'ping';
  }
  const frame = data ? parse(data) : {};
  if (frame === undefined) return undefined;
  return name && name !== 'message' ? { ...(frame as object), type: name } : data ? frame : undefined;
}

function parse(data: unknown): unknown {
  try {
    const value: unknown = JSON.parse(String(data));
    return value && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
