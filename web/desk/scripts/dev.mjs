/** Vite with live reload in front of the mock server; ROZMOVA_API points it at a real one instead. */
import { createServer } from 'vite';
import { startMock } from '../test/mock-server.mjs';

if (!process.env.ROZMOVA_API) {
  const mock = await startMock();
  process.env.ROZMOVA_API = mock.url;
  console.log(`mock: ${mock.users[0].email} / ${mock.users[0].password}`);
}
const server = await createServer({ configFile: new URL('../vite.config.ts', import.meta.url).pathname });
await server.listen();
server.printUrls();
