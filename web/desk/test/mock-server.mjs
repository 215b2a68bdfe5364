/**
 * A small server that speaks the desk's API, WebSocket included, for developing the desk and for
 * its browser tests; `contract.breaches` says where it or the desk left the OpenAPI document. Everything lives in memory. Routes under /__test/ play the
 * customer, the colleague and the bad network. `node test/mock-server.mjs [--port N] [--empty]`.
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { extname, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Contract } from '../../shared/test/contract.mjs';
import { seed } from './mock/seed.mjs';
import { Socket } from './mock/websocket.mjs';
import { Refusal, World } from './mock/world.mjs';

const api = '/api/desk/v1';
const dist = new URL('../../dist/', import.meta.url);
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const policy =
  "default-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'";

export async function startMock({ port = 0, empty = false } = {}) {
  const world = new World();
  const contract = new Contract();
  const users = seed(world, { empty });
  const sessions = new Map();
  const sockets = new Set();
  const failures = [];
  let outage = false;
  let wrong = 0;

  const send = (client, frame) => {
    contract.frame('DeskFrame', frame);
    client.socket.send(frame);
  };
  world.onEvent = (conversation, event) => {
    for (const client of sockets)
      if (client.open === conversation.id)
        send(client, { type: 'event', conversation: conversation.id, event });
  };
  world.onChange = (conversation) => {
    for (const client of sockets) {
      send(client, { type: 'row', row: world.row(conversation, client.user) });
      send(client, { type: 'counts', counts: world.counts(client.user) });
    }
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://mock');
    try {
      if (url.pathname.startsWith('/__test/'))
        return json(response, 200, await control(url.pathname, (await body(request)) ?? {}));
      if (outage) return request.socket.destroy();
      if (url.pathname.startsWith(api)) {
        response.said = (status, value) => contract.answer(request.method, url.pathname, status, value);
        const input = await body(request);
        contract.request(request.method, url.pathname, input);
        return await route(request, response, url, input ?? {});
      }
      return await file(response, url.pathname);
    } catch (error) {
      if (error instanceof Refusal) return problem(response, error);
      contract.breaches.push(`the stand-in broke: ${error.stack}`);
      problem(response, new Refusal(500, 'internal', 'Збій.'));
    }
  });

  function signedIn(request) {
    const token = /rozmova_session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
    return sessions.get(token);
  }

  async function route(request, response, url, input) {
    const path = url.pathname.slice(api.length);
    const method = request.method;
    if (method === 'POST' && path === '/login') return login(response, input);
    const session = signedIn(request);
    if (!session) throw new Refusal(401, 'unauthorized', 'Увійдіть.');
    if (method !== 'GET' && request.headers['x-rozmova-csrf'] !== session.csrf)
      throw new Refusal(403, 'csrf', 'Бракує CSRF.');
    const failure = failures.findIndex(
      (wanted) => path.endsWith(wanted.path) && (!wanted.method || wanted.method === method),
    );
    if (failure >= 0) {
      const [wanted] = failures.splice(failure, 1);
      if (wanted.after) await act(method, path, session.user, input);
      if (wanted.status === 0) return request.socket.destroy();
      throw new Refusal(wanted.status, wanted.code ?? 'internal', wanted.detail ?? 'Збій на прохання тесту.');
    }
    if (path === '/me' && method === 'GET')
      return json(response, 200, { user: session.user, csrf: session.csrf });
    if (path === '/me' && method === 'PATCH') {
      Object.assign(session.user, input);
      return json(response, 200, { user: session.user, csrf: session.csrf });
    }
    if (path === '/logout') {
      sessions.delete(session.token);
      response.setHeader('Set-Cookie', 'rozmova_session=; Path=/; Max-Age=0');
      return nothing(response, 204);
    }
    if (path === '/inbox')
      return json(
        response,
        200,
        world.inbox(session.user, {
          view: url.searchParams.get('view'),
          q: url.searchParams.get('q'),
          limit: Number(url.searchParams.get('limit') ?? 50),
          before: url.searchParams.get('before'),
        }),
      );
    const match = /^\/conversations\/([^/]+)(\/events)?$/.exec(path);
    if (method === 'GET' && match) {
      const conversation = world.get(decodeURIComponent(match[1]));
      if (!match[2]) return json(response, 200, detail(conversation, session.user));
      const after = Number(url.searchParams.get('after') ?? 0);
      const limit = Math.min(200, Number(url.searchParams.get('limit') ?? 200));
      if (after > conversation.log.length)
        throw new Refusal(400, 'cursor_ahead', 'Курсор за кінцем.', { last_seq: conversation.log.length });
      return json(response, 200, {
        events: conversation.log.slice(after, after + limit),
        last_seq: conversation.log.length,
      });
    }
    const result = await act(method, path, session.user, input);
    if (path.endsWith('/retry')) return nothing(response, 202);
    return result ? json(response, 202, result) : nothing(response, 204);
  }

  function detail(conversation, user) {
    const { contact, packet, slots, actions, flow, effects } = conversation;
    return { row: world.row(conversation, user), contact, packet, slots, actions, flow, effects };
  }

  async function act(method, path, user, input) {
    const [, id, what, effect, retry] =
      /^\/conversations\/([^/]+)\/(\w+)(?:\/([^/]+)\/(\w+))?$/.exec(path) ?? [];
    if (method !== 'POST' || !id) throw new Refusal(404, 'not_found', 'Такого немає.');
    const conversation = world.get(decodeURIComponent(id));
    switch (what) {
      case 'messages':
        return world.write(conversation, user, input);
      case 'notes':
        return world.note(conversation, user, input);
      case 'take':
        return world.take(conversation, user, input);
      case 'return':
        return world.giveBack(conversation, user, input);
      case 'resolve':
        return world.resolve(conversation, user, input);
      case 'reopen':
        return world.reopen(conversation, user, input);
      case 'read':
        return world.read(conversation, user, input);
      case 'typing':
        return undefined;
      case 'effects':
        if (retry === 'retry') return world.retry(conversation, decodeURIComponent(effect));
    }
    throw new Refusal(404, 'not_found', 'Такого немає.');
  }

  function login(response, { email, password }) {
    if (wrong >= 5) {
      response.setHeader('Retry-After', '30');
      throw new Refusal(429, 'rate_limited', 'Забагато спроб.');
    }
    const user = users.find((other) => other.email === email && other.password === password);
    if (!user) {
      wrong++;
      throw new Refusal(401, 'invalid_credentials', 'Пошта або пароль не підходять.');
    }
    wrong = 0;
    const { password: _, ...shown } = user;
    const session = { token: randomUUID(), csrf: randomUUID(), user: shown };
    sessions.set(session.token, session);
    response.setHeader('Set-Cookie', `rozmova_session=${session.token}; Path=/; HttpOnly; SameSite=Lax`);
    json(response, 200, { user: shown, csrf: session.csrf });
  }

  /** What tests may do to the world. */
  async function control(path, input) {
    const conversation = input.conversation && world.get(input.conversation);
    const other = users[1];
    switch (path.slice('/__test/'.length)) {
      case 'customer':
        conversation.status = 'open';
        return world.append(conversation, {
          type: 'message',
          actor: 'customer',
          text: input.text,
          lang: conversation.lang,
        });
      case 'append':
        return world.append(conversation, input.event);
      case 'handoff': {
        conversation.owner = { kind: 'queue' };
        conversation.reason = 'asked';
        conversation.rule = 'asked';
        return world.append(conversation, { type: 'owner', actor: 'bot', owner: 'queue', wait_seconds: 60 });
      }
      case 'new': {
        const made = world.add({
          id: input.id,
          contact: { name: input.name },
          owner: { kind: 'queue' },
          issue: input.issue,
          reason: 'asked',
          rule: 'asked',
        });
        return world.append(made, { type: 'message', actor: 'customer', text: input.text, lang: 'uk' });
      }
      case 'other-takes': {
        conversation.owner = { kind: 'agent', id: other.id, name: other.name };
        const event = { type: 'owner', actor: 'agent', owner: 'agent', name: other.name };
        // Quietly: the news is still on its way to the others.
        return world.append(conversation, event, input.quiet);
      }
      case 'typing':
        for (const client of sockets)
          send(client, { type: 'typing', conversation: conversation.id, actor: 'customer' });
        return {};
      case 'drop':
        for (const client of sockets) client.socket.cut();
        return {};
      case 'outage':
        outage = input.on;
        if (outage) for (const client of sockets) client.socket.cut();
        return {};
      case 'expire':
        sessions.clear();
        return {};
      case 'fail':
        failures.push(input);
        return {};
      case 'state':
        return { owner: conversation.owner, status: conversation.status, log: conversation.log };
    }
    throw new Refusal(404, 'not_found', path);
  }

  server.on('upgrade', (request, stream) => {
    const session = signedIn(request);
    const own = request.headers.origin === `http://${request.headers.host}`;
    if (outage || !session || !own || !request.url.startsWith(`${api}/stream`)) return stream.destroy();
    const client = { socket: new Socket(request, stream), user: session.user, open: null };
    sockets.add(client);
    client.socket.onClose = () => sockets.delete(client);
    client.socket.onText = (text) => {
      const command = JSON.parse(text);
      contract.frame('DeskCommand', command);
      if (command.type === 'close' && client.open === command.conversation) client.open = null;
      if (command.type !== 'open') return;
      client.open = command.conversation;
      for (const event of world.get(command.conversation).log.slice(command.after))
        send(client, { type: 'event', conversation: command.conversation, event });
    };
  });

  const pings = setInterval(() => {
    for (const client of sockets) send(client, { type: 'ping' });
  }, 20_000);

  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    contract,
    world,
    users,
    stop() {
      clearInterval(pings);
      for (const client of sockets) client.socket.cut();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function body(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 65536) throw new Refusal(413, 'too_large', 'Забагато.');
  }
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    throw new Refusal(400, 'invalid_json', 'Не JSON.');
  }
}

function json(response, status, value) {
  response.said?.(status, value);
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value ?? {}));
}

function nothing(response, status) {
  response.said?.(status, undefined);
  response.writeHead(status);
  response.end();
}

function problem(response, { status, code, detail, more }) {
  const value = { title: code, status, code, detail, ...more };
  response.said?.(status, value);
  response.writeHead(status, { 'Content-Type': 'application/problem+json' });
  response.end(JSON.stringify(value));
}

async function file(response, path) {
  if (path === '/') {
    response.writeHead(302, { Location: '/desk/' });
    return response.end();
  }
  const name = normalize(path).replace(/^\/+/, '');
  const wanted = extname(name) ? name : 'desk/index.html';
  if (!wanted.startsWith('desk/')) throw new Refusal(404, 'not_found', path);
  const data = await readFile(new URL(wanted, dist)).catch(() => undefined);
  if (!data) throw new Refusal(404, 'not_found', path);
  response.writeHead(200, {
    'Content-Type': types[extname(wanted)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
  });
  response.end(data);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const flag = process.argv.indexOf('--port');
  const mock = await startMock({
    port: flag > 0 ? Number(process.argv[flag + 1]) : 5300,
    empty: process.argv.includes('--empty'),
  });
  console.log(`${mock.url}/desk/  ${mock.users[0].email}  ${mock.users[0].password}`);
}
