// What every test plays on: the demo in a process of its own, and a browser.
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launch } from './browser.mjs';
import { startDemo } from './server.mjs';

/** One demo and one browser for all tests of a file, or of the describe that it is called in; `options` are startDemo's. */
export function stageForAll(options) {
  return stage(beforeAll, afterAll, options);
}

/** A new demo and a new browser for each test: for stories that change what the next would find. */
export function stageForEach() {
  return stage(beforeEach, afterEach);
}

function stage(before, after, options) {
  const on = { demo: undefined, browser: undefined };
  before(async () => {
    [on.demo, on.browser] = await Promise.all([startDemo(options), launch()]);
  });
  after(async () => {
    await on.browser?.close();
    await on.demo?.stop();
  });
  return on;
}
