/** What every browser test file needs: a browser, a fresh stand-in server, fresh storage. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launch } from './browser.mjs';
import { createMock } from './mock-server.mjs';

export function setUp(options = {}) {
  const world = { errors: [] };
  let browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    world.mock = createMock();
    world.base = `http://localhost:${await world.mock.listen()}`;
    world.errors = [];
    world.context = await browser.newContext({
      viewport: { width: 1024, height: 768 },
      locale: 'uk-UA',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      ...options,
    });
    world.open = async (query = '') => {
      const page = await world.context.newPage();
      page.on('pageerror', (error) => world.errors.push(error.message));
      await page.goto(`${world.base}/${query}`);
      await page.locator('[data-testid="launcher"]').waitFor();
      return page;
    };
  });
  afterEach(async ({ expect }) => {
    await world.context.close();
    await world.mock.close();
    expect(world.errors, 'errors on the page').toEqual([]);
    expect(world.mock.contract.breaches, 'breaches of the API contract').toEqual([]);
  });
  return world;
}

/** Waits until the reading is as wanted; fails with the last reading. */
export async function until(read, wanted, limit = 15_000) {
  const end = Date.now() + limit;
  let value;
  do {
    value = await read();
    if (typeof wanted === 'function' ? wanted(value) : JSON.stringify(value) === JSON.stringify(wanted))
      return value;
    await new Promise((done) => setTimeout(done, 40));
  } while (Date.now() < end);
  throw new Error(
    `still ${JSON.stringify(value)}, wanted ${typeof wanted === 'function' ? wanted : JSON.stringify(wanted)}`,
  );
}
