/**
 * A stand-in for the server, for the widget's own tests and for development: it speaks
 * the customer API (sessions, messages, events as pages, SSE and WebSocket) from a log
 * in memory, and can be told to be slow, to fail, or to lose its answers. What it hears
 * and says is held to the OpenAPI document: `contract.breaches` must stay empty.
 *
 *   node test/mock-server.mjs 5200      → http://localhost:5200/?locale=en&theme=dark
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Contract } from '../../shared/test/contract.mjs';
import { reply } from './mock-bot.mjs';
import { acceptSocket } from './mock-socket.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const types = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8' };

export function createMock() {
  const sessions = new Map();
  const conversations = new Map();
  /** What the next requests meet: fail = a status for everything of the API. */
  const control = { fail: 0, failMessages: 0, loseAnswers: 0, delay: 0, think: 0, sockets: true, sse: true };
  const posts = [];
  const contract = new Contract();
  const sockets = new Set();

  function begin(workspace, locale = 'uk') {
    const conversation = {
      id: randomUUID(),
      events: [],
      ids: new Map(),
      listeners: new Set(),
      owner: 'bot',
      locale,
    };
    conversations.set(conversation.id, conversation);
    append(conversation, { type: 'internal', actor: 'system' });
    append(conversation, reply.greeting(locale));
    return conversation;
  }

  function append(conversation, event) {
    const full = { seq: conversation.events.length + 1, at: new Date().toISOString(), ...event };
    contract.frame('CustomerEvent', full);
    conversation.events.push(full);
    for (const listen of conversation.listeners) listen(full);
    return full.seq;
  }

  function ephemeral(conversation, frame) {
    contract.frame('CustomerFrame', frame);
    for (const listen of conversation.listeners) listen(frame);
  }

  function message(conversation, body) {
    if (conversation.ids.has(body.client_id)) return conversation.ids.get(body.client_id);
    const shown = conversation.events
      .flatMap((event) => [event, ...(event.cards ?? [])])
      .flatMap((part) => part.buttons ?? []);
    const title = shown.findLast((button) => button.id === body.button)?.title;
    const seq = append(conversation, {
      type: 'message',
      actor: 'customer',
      text: body.text ?? title ?? (conversation.locale === 'uk' ? 'Покликати людину' : 'Talk to a person'),
      client_id: body.client_id,
      ...(body.button ? { button: body.button } : {}),
    });
    conversation.ids.set(body.client_id, seq);
    const answer = () => {
      for (const event of reply.to(conversation, body)) {
        if (event.type === 'owner') conversation.owner = event.owner;
        append(conversation, event);
      }
    };
    if (control.think) setTimeout(answer, control.think);
    else answer();
    return seq;
  }

  async function api(request, response, url) {
    const problem = (status, code, detail = code, extra = {}) => {
      response.writeHead(status, {
        'Content-Type': 'application/problem+json',
        ...(status === 429 ? { 'Retry-After': '1' } : {}),
      });
      const body = { title: code, status, detail, code, ...extra };
      contract.answer(request.method, url.pathname, status, body);
      response.end(JSON.stringify(body));
    };
    const json = (status, body) => {
      contract.answer(request.method, url.pathname, status, body);
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString();
    if (control.delay) await new Promise((done) => setTimeout(done, control.delay));
    if (control.fail) return problem(control.fail, control.fail === 429 ? 'rate_limited' : 'internal');
    const body = raw ? JSON.parse(raw) : {};
    contract.request(request.method, url.pathname, raw ? body : undefined);

    if (url.pathname === '/api/customer/v1/sessions') {
      if (body.workspace !== 'demo') return problem(404, 'not_found', 'Такого чату немає.');
      const old = body.resume && sessions.get(body.resume.token);
      const conversation = old ? conversations.get(old.conversation) : begin(body.workspace, body.locale);
      const token = `t-${randomUUID()}`;
      sessions.set(token, { conversation: conversation.id });
      return json(201, {
        token,
        expires_at: new Date(Date.now() + 3600e3).toISOString(),
        contact_id: 'c1',
        conversation_id: conversation.id,
        workspace: { name: 'Дім-Зв’язок', locales: ['uk', 'en'] },
        last_seq: conversation.events.length,
      });
    }

    const [, id, action] = /^\/api\/customer\/v1\/conversations\/([^/]+)\/(\w+)$/.exec(url.pathname) ?? [];
    const session = sessions.get(request.headers.authorization?.replace('Bearer ', ''));
    if (!session) return problem(401, 'unauthorized');
    if (session.expired) return problem(401, 'token_expired');
    const conversation = conversations.get(id);
    if (!conversation || session.conversation !== id) return problem(404, 'not_found');

    if (action === 'messages') {
      posts.push(body);
      if (control.failMessages)
        return problem(control.failMessages, control.failMessages === 429 ? 'rate_limited' : 'internal');
      if (Buffer.byteLength(raw) > 65536) return problem(413, 'too_large', 'Повідомлення завелике.');
      if (body.text?.includes('\u0007'))
        return problem(422, 'invalid_text', 'Цей текст не вдалося прийняти.');
      const seq = message(conversation, body);
      if (control.loseAnswers > 0) {
        control.loseAnswers--;
        return request.socket.destroy();
      }
      return json(202, { seq });
    }
    if (action === 'typing' || action === 'read') {
      posts.push({ [action]: body.seq ?? true });
      return json(204);
    }
    if (action !== 'events') return problem(404, 'not_found');

    const after = Number(request.headers['last-event-id'] ?? url.searchParams.get('after') ?? 0);
    if (after > conversation.events.length) {
      return problem(400, 'cursor_ahead', 'cursor_ahead', { last_seq: conversation.events.length });
    }
    if (request.headers.accept === 'text/event-stream') {
      if (!control.sse) return response.writeHead(502).end(); // a proxy's answer, not ours
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      const send = (event) =>
        response.write(
          event.seq
            ? `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`
            : `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
        );
      response.write('event: ping\ndata: {"type":"ping"}\n\n');
      conversation.events.slice(after).forEach(send);
      conversation.listeners.add(send);
      response.on('close', () => conversation.listeners.delete(send));
      return;
    }
    const wait = Number(url.searchParams.get('wait') ?? 0);
    if (wait && after === conversation.events.length) {
      await new Promise((done) => {
        const listen = () => finish();
        const timer = setTimeout(() => finish(), wait * 1000);
        const finish = () => {
          clearTimeout(timer);
          conversation.listeners.delete(listen);
          done();
        };
        conversation.listeners.add(listen);
        response.on('close', finish);
      });
    }
    const limit = Number(url.searchParams.get('limit') ?? 200);
    json(200, {
      events: conversation.events.slice(after, after + limit),
      last_seq: conversation.events.length,
    });
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    response.setHeader('Access-Control-Allow-Methods', '*');
    if (request.method === 'OPTIONS') return response.writeHead(204).end();
    try {
      if (url.pathname.startsWith('/api/')) return await api(request, response, url);
      if (url.pathname.startsWith('/widget/')) {
        const body = await readFile(dist + url.pathname.slice(1).replaceAll('..', ''));
        return response
          .writeHead(200, { 'Content-Type': types[extname(url.pathname)] ?? 'text/plain' })
          .end(body);
      }
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(page(url.searchParams));
    } catch (error) {
      if (!response.headersSent) response.writeHead(404);
      response.end(String(error));
    }
  });

  server.on('upgrade', (request, socket) => {
    const url = new URL(request.url, 'http://localhost');
    const id = url.pathname.split('/')[5];
    const token = /bearer\.([^\s,]+)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1];
    const session = sessions.get(token);
    const conversation = conversations.get(id);
    const after = Number(url.searchParams.get('after') ?? 0);
    const refused =
      !control.sockets ||
      control.fail ||
      !session ||
      session.expired ||
      session.conversation !== id ||
      after > (conversation?.events.length ?? 0);
    if (refused) return socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    const send = acceptSocket(request, socket, createHash);
    sockets.add(socket);
    conversation.events.slice(after).forEach(send);
    conversation.listeners.add(send);
    socket.on('close', () => {
      sockets.delete(socket);
      conversation.listeners.delete(send);
    });
  });

  return {
    control,
    contract,
    posts,
    conversations,
    sessions,
    append,
    ephemeral,
    /** The newest conversation. */
    get last() {
      return [...conversations.values()].at(-1);
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    expire() {
      for (const session of sessions.values()) session.expired = true;
    },
    listen: (port = 0) =>
      new Promise((done) => server.listen(port, '127.0.0.1', () => done(server.address().port))),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

/** A shop's page with the loader on it; ?locale, ?theme and ?accent go to its tag. */
function page(query) {
  const data = ['locale', 'theme', 'accent', 'workspace', 'identity']
    .filter((name) => query.get(name))
    .map((name) => ` data-${name}="${query.get(name).replace(/[^\w#.-]/g, '')}"`)
    .join('');
  const dark = query.get('theme') === 'dark';
  return `<!doctype html><html lang="${query.get('locale') === 'en' ? 'en' : 'uk'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><title>Крамниця</title>
<style>body{margin:0;font:16px/1.5 Georgia,serif;background:${dark ? '#0d0f13' : '#faf7f2'};color:${dark ? '#cbd2dc' : '#333'}}main{max-width:720px;margin:0 auto;padding:40px 20px}h1{font-size:34px}a{color:inherit}</style>
<main><h1>Дім-Зв’язок</h1><p>Інтернет, телефони та все, що до них. <a href="/second">Друга сторінка</a></p><p>${'Тут міг би бути опис товару, який читає відвідувач. '.repeat(12)}</p></main>
<script src="/widget/loader.js"${data.includes('data-workspace') ? '' : ' data-workspace="demo"'}${data} async></script></html>`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = createMock();
  mock.control.think = 700;
  console.log(`http://localhost:${await mock.listen(Number(process.argv[2] ?? 5200))}/`);
}
