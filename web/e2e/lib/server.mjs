// The real binary with the demo in it, on a port of the system's choice and with data of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const binary = process.env.ROZMOVA_BIN ?? path.resolve(here, '../../../bin/rozmova');

export const agents = {
  uk: { email: 'oksana@demo.example', name: 'Оксана Мельник' },
  en: { email: 'james@demo.example', name: 'James Hill' },
};
export const password = 'demo-password';

/** Starts the demo; `stop` ends it, `kill` ends it as a crash would, `again` starts it on the same data and port. */
export async function startDemo({ args = [] } = {}) {
  if (!existsSync(binary)) throw new Error(`no ${binary}; run \`make build\` first`);
  const dir = mkdtempSync(path.join(tmpdir(), 'rozmova-e2e-'));
  const demo = { dir, base: '', port: 0 };
  let child;

  demo.again = async () => {
    child = spawn(binary, ['demo', '--listen', `127.0.0.1:${demo.port}`, '--data', dir, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    const ready = new Promise((resolve, reject) => {
      const read = (chunk) => {
        log += chunk;
        const found = /http:\/\/localhost:(\d+)\/desk\//.exec(log);
        if (found) resolve(Number(found[1]));
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${log}`)));
    });
    demo.port = await ready;
    demo.base = `http://localhost:${demo.port}`;
    for (let i = 0; i < 100; i++) {
      const ok = await fetch(`${demo.base}/readyz`).then(
        (r) => r.ok,
        () => false,
      );
      if (ok) return;
      await new Promise((r) => setTimeout(r, 50));
    }
    throw new Error(`the demo is not ready:\n${log}`);
  };

  const end = (signal) =>
    new Promise((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', resolve);
      child.kill(signal);
    });
  demo.kill = () => end('SIGKILL');
  demo.stop = async () => {
    await end('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  };

  await demo.again();
  return demo;
}
