// Nothing that axe can find, on the shop's page with the open widget and on every page of the desk, in both themes
// and both languages.
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, window_ } from './lib/browser.mjs';
import { Customer } from './lib/customer.mjs';
import { Desk } from './lib/desk.mjs';
import { startDemo } from './lib/server.mjs';
import { words } from './lib/words.mjs';

let demo, browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

async function clean(page, where) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map((v) => `${where}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`),
  ).toEqual([]);
}

for (const lang of ['uk', 'en']) {
  for (const theme of ['light', 'dark']) {
    test(`widget, ${lang}, ${theme}`, async () => {
      const { context } = await window_(browser, { lang, theme });
      const page = await context.newPage();
      const customer = new Customer(page, demo.base, lang);
      await customer.open();
      await clean(page, 'greeting');
      await customer.say(`${words[lang].where} #W1000003`);
      await page.getByTestId('card').waitFor();
      await clean(page, 'card');
      await customer.say(words[lang].person);
      await customer.hears(words[lang].calling);
      await clean(page, 'waiting for a person');
      await context.close();
    });

    test(`desk, ${lang}, ${theme}`, async () => {
      const { context } = await window_(browser, { lang, theme, width: 1440 });
      const page = await context.newPage();
      const desk = new Desk(page, demo.base, lang);
      await page.goto(`${demo.base}/desk/`);
      await page.getByTestId('login-email').waitFor();
      await clean(page, 'sign in');
      await desk.signIn();
      await clean(page, 'inbox');
      await desk.page.getByTestId('view-unassigned').first().click();
      await desk.page.getByTestId('inbox-row').first().click();
      await desk.page.getByTestId('packet').waitFor();
      await clean(page, 'conversation');
      await page.keyboard.press('?');
      await page.getByTestId('help').waitFor();
      await clean(page, 'keys');
      await context.close();
    });
  }
}
