// Nothing that axe can find, on the shop's page with the open widget and on every page of the desk, in both themes
// and both languages.
import { test } from 'vitest';
import { clean } from './lib/axe.mjs';
import { window_ } from './lib/browser.mjs';
import { Customer } from './lib/customer.mjs';
import { Desk } from './lib/desk.mjs';
import { words } from './lib/words.mjs';
import { stageForAll } from './lib/stage.mjs';

const on = stageForAll();

for (const lang of ['uk', 'en']) {
  for (const theme of ['light', 'dark']) {
    test(`widget, ${lang}, ${theme}`, async () => {
      const { context } = await window_(on.browser, { lang, theme });
      const page = await context.newPage();
      const customer = new Customer(page, on.demo.base, lang);
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
      const { context } = await window_(on.browser, { lang, theme, width: 1440 });
      const page = await context.newPage();
      const desk = new Desk(page, on.demo.base, lang);
      await page.goto(`${on.demo.base}/desk/`);
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
