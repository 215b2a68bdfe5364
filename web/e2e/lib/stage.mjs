// What every test plays on: the demo in a process of its own, and a browser.
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launch } from './browser.mjs';
import { startDemo } from './server.mjs';

/** One demo and one browser for all tests of a file, or of the describe that it is called in. */
export function stageForAll() {
  return stage(beforeAll, afterAll);
}

/** A new demo and a new browser for each test: for stories that change what the next would find. */
export function stageForEach() {
  return stage(beforeEach, afterEach);
}

function stage(before, after) {
  const on = { demo: undefined, browser: undefined };
  before(async () => {
    [on.demo, on.browser] = await Promise.all([startDemo(), launch()]);
  });
  after(async () => {
    await on.browser?.close();
    await on.demo?.stop();
  });
  return on;
}
