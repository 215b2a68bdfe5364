/** What the browser tests have in common. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startMock } from '../mock-server.mjs';
import { launch, openPage, signIn, world } from './page.mjs';

export { signIn, world } from './page.mjs';

/** A browser for the file, and for each test a fresh server with a signed-in page. */
export function suite(options = {}) {
  const here = {};
  beforeAll(async () => {
    here.browser = await launch();
  });
  afterAll(async () => {
    await here.browser?.close();
  });
  beforeEach(async () => {
    here.mock = await startMock({ empty: options.empty });
    Object.assign(here, await openPage(here.browser, options));
    if (options.signIn !== false) await signIn(here.page, here.mock, { path: options.path ?? '/desk/' });
  });
  afterEach(async () => {
    await here.context?.close();
    await here.mock?.stop();
    // A page that complains in the console has failed, whatever it shows.
    expect(here.errors).toEqual([]);
    expect(here.mock.contract.breaches).toEqual([]);
  });
  return here;
}

/** Waits until a condition holds; the message says what was waited for. */
export async function until(what, condition) {
  for (let i = 0; i < 200; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never happened: ${what}`);
}

export const thread = (page) => page.getByTestId('thread');
export const row = (page, id) => page.locator(`[data-testid="inbox-row"][data-id="${id}"]`);

/** Only what the log holds: the messages of agents with these words. */
export async function written(mock, conversation, text) {
  const { log } = await world(mock, 'state', { conversation });
  return log.filter((event) => (event.type === 'message' || event.type === 'note') && event.text === text);
}
