/**
 * `make dev`: one address that always shows the code as it is.
 *
 *   /desk/        Vite, with hot replacement of what was changed
 *   the rest      the real server with the demo's data; built and started anew when Go, a pack
 *                 or the widget changes, and open pages are loaded again
 *
 * It is for one developer's machine and listens where it is told to, nowhere else.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import { createServer as createProbe } from 'node:net';
import { parseArgs } from 'node:util';

const root = new URL('..', import.meta.url).pathname;
const { values: options } = parseArgs({
  options: {
    listen: { type: 'string', default: '127.0.0.1:8080' },
    data: { type: 'string', default: './data/dev' },
  },
});
const [host, port] = options.listen.split(/:(?=\d+$)/);
const say = (text) => console.log(`dev: ${text}`);

// ---- the server ----------------------------------------------------------------

const inner = await freePort();
let server;

async function freePort() {
  const probe = createProbe().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Runs a command in the foreground; false when it failed, having said why itself. */
async function run(command, args, cwd = root) {
  const [code] = await once(spawn(command, args, { cwd, stdio: 'inherit' }), 'exit');
  return code === 0;
}

async function start() {
  const child = spawn('bin/rozmova', ['demo', '--listen', `127.0.0.1:${inner}`, '--data', options.data], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  server = { child, ended };
  for (;;) {
    const alive = await Promise.race([
      ended.then(() => false),
      fetch(`http://127.0.0.1:${inner}/readyz`).then((r) => r.ok, () => undefined),
    ]);
    if (alive) return true;
    if (alive === false) return false;
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function stop() {
  if (!server) return;
  server.child.kill('SIGTERM');
  await server.ended;
  server = undefined;
}

/** Builds what changed and starts the server anew; a mistake leaves the old one running. */
async function renew(changed) {
  if (changed.has('widget') && !(await run('npm', ['run', '--silent', 'build', '-w', 'widget'], `${root}web`))) return;
  if (!(await run('go', ['build', '-o', 'bin/rozmova', './cmd/rozmova']))) return;
  await stop();
  if (!(await start())) return say('the server did not start; waiting for the next change');
  for (const page of pages) page.write('data: again\n\n');
  say('up to date');
}

const changed = new Set();
let timer;
let renewing = Promise.resolve();

/** Changes that come together are taken together. */
function noticed(what) {
  changed.add(what);
  clearTimeout(timer);
  timer = setTimeout(() => {
    const batch = new Set(changed);
    changed.clear();
    renewing = renewing.then(() => renew(batch)).catch((error) => say(error.message));
  }, 150);
}

for (const folder of ['cmd', 'internal', 'packs', 'demo']) {
  watch(`${root}${folder}`, { recursive: true }, (_, file) => {
    if (file && !/_test\.go$|~$|\.sw.$/.test(file)) noticed('go');
  });
}
for (const folder of ['widget/src', 'shared']) {
  watch(`${root}web/${folder}`, { recursive: true }, (_, file) => {
    if (file && !/node_modules|\/test\//.test(file)) noticed('widget');
  });
}

// ---- the one address ------------------------------------------------------------

const pages = new Set(); // open pages that wait to be told to load again
const reload = `new EventSource('/__dev/events').onmessage = () => location.reload();`;

function own(req, res) {
  if (req.url === '/__dev/reload.js') {
    res.writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-store' }).end(reload);
  } else {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    res.write(': here\n\n');
    pages.add(res);
    res.on('close', () => pages.delete(res));
  }
}

function pass(req, res) {
  const page = req.headers.accept?.includes('text/html');
  const headers = { ...req.headers };
  if (page) delete headers['accept-encoding']; // to be able to add to it
  const onward = request({ host: '127.0.0.1', port: inner, method: req.method, path: req.url, headers }, (answer) => {
    if (!page || !answer.headers['content-type']?.startsWith('text/html')) {
      res.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(res);
      return;
    }
    const parts = [];
    answer.on('data', (part) => parts.push(part));
    answer.on('end', () => {
      const html = Buffer.concat(parts).toString().replace('</body>', '<script src="/__dev/reload.js"></script></body>');
      delete answer.headers['content-length'];
      delete answer.headers.etag;
      res.writeHead(answer.statusCode, answer.headers).end(html);
    });
  });
  onward.on('error', () => {
    if (!res.headersSent) res.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1' });
    res.end('The server is being built.\n');
  });
  res.on('close', () => onward.destroy());
  req.pipe(onward);
}

function passSocket(req, socket, head) {
  const onward = request({ host: '127.0.0.1', port: inner, path: req.url, headers: req.headers });
  onward.on('upgrade', (answer, inside, first) => {
    const lines = answer.rawHeaders.flatMap((h, i, all) => (i % 2 ? [] : [`${h}: ${all[i + 1]}`]));
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    socket.write(first);
    inside.write(head);
    inside.pipe(socket).pipe(inside);
    const end = () => (inside.destroy(), socket.destroy());
    inside.on('error', end).on('close', end);
    socket.on('close', end);
  });
  onward.on('response', (answer) => {
    socket.end(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nConnection: close\r\n\r\n`);
    answer.resume();
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  onward.end();
}

const front = createServer((req, res) => {
  if (req.url.startsWith('/__dev/')) own(req, res);
  else if (/^\/desk(\/|\?|$)/.test(req.url)) desk.middlewares(req, res);
  else pass(req, res);
});
front.on('upgrade', (req, socket, head) => {
  if (!req.url.startsWith('/desk/')) passSocket(req, socket, head); // Vite takes its own
});

const { createServer: createVite } = await import(createRequire(`${root}web/package.json`).resolve('vite'));
process.chdir(`${root}web/desk`);
const desk = await createVite({
  configFile: `${root}web/desk/vite.config.ts`,
  root: `${root}web/desk`,
  server: { middlewareMode: true, ws: { server: front } },
  appType: 'spa',
});
process.chdir(root);

if (!(await start())) process.exit(1);
front.on('error', (error) => {
  say(error.message);
  void leave(1);
});
front.listen(Number(port), host, () => {
  say(`shop with the widget   http://${options.listen}/`);
  say(`agents' desk           http://${options.listen}/desk/   oksana@demo.example, james@demo.example: demo-password`);
});

async function leave(code) {
  await stop();
  process.exit(code);
}
process.on('SIGINT', () => void leave(0));
process.on('SIGTERM', () => void leave(0));
