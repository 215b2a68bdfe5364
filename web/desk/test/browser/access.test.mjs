import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMock } from '../mock-server.mjs';
import { launch, openPage, signIn, world } from './page.mjs';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function check(page, what) {
  await page.evaluate(() => document.fonts.ready);
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect(found, what).toEqual([]);
}

for (const theme of ['light', 'dark'])
  for (const locale of ['uk', 'en'])
    describe(`${theme}, ${locale}`, () => {
      it('has nothing for axe to say', async () => {
        const mock = await startMock();
        const { page, context } = await openPage(browser, { theme, locale });
        await page.goto(`${mock.url}/desk/`);
        await page.getByTestId('login-submit').click();
        await check(page, 'sign in with an error');
        await signIn(page, mock, { path: '/desk/inbox/all' });
        await page.getByTestId('inbox-row').first().waitFor();
        await check(page, 'inbox');
        await page.goto(`${mock.url}/desk/c/c-angry`);
        await page.getByTestId('packet').waitFor();
        for (const work of await page.getByTestId('bot-work').all())
          await work.locator('summary').first().click();
        await page.getByTestId('packet-reason').locator('summary').click();
        await check(page, 'conversation');
        // Colours depend on the theme and words on the language; every state with both of each
        // is seen in two of the four.
        if ((theme === 'light') !== (locale === 'uk')) {
          await context.close();
          await mock.stop();
          return;
        }
        for (const [key, id] of [
          ['e', 'resolve-confirm'],
          ['?', 'help'],
          ['Control+k', 'palette'],
        ]) {
          await page.keyboard.press(key);
          await page.getByTestId(id).waitFor();
          await check(page, id);
          await page.keyboard.press('Escape');
          await page.getByTestId(id).waitFor({ state: 'detached' });
        }
        await page.getByTestId('account').click();
        await check(page, 'account');
        await page.keyboard.press('Escape');
        await page.goto(`${mock.url}/desk/c/c-mine`);
        await page.getByTestId('note-tab').click();
        await check(page, 'note');
        await page.keyboard.press('Escape');
        await page.keyboard.press('b');
        await page.getByTestId('return-confirm').waitFor();
        await check(page, 'return');
        await page.keyboard.press('Escape');
        await world(mock, 'outage', { on: true });
        await page.getByTestId('reply-tab').click();
        await page.getByTestId('composer').fill('…');
        await page.keyboard.press('Enter');
        await page.getByTestId('offline').waitFor();
        await check(page, 'offline');
        await context.close();
        await mock.stop();
        // axe reads every node of ten pages; how fast is not the question here.
      }, 240_000);

      it('has nothing for axe to say on a phone', async () => {
        const mock = await startMock();
        const { page, context } = await openPage(browser, {
          theme,
          locale,
          width: 390,
          height: 844,
          touch: true,
        });
        await signIn(page, mock, { path: '/desk/inbox/all' });
        await page.getByTestId('inbox-row').first().waitFor();
        await check(page, 'inbox');
        await page.goto(`${mock.url}/desk/c/c-angry`);
        await page.getByTestId('thread').waitFor();
        await check(page, 'conversation');
        await page.getByTestId('details').click();
        await page.getByTestId('sheet').waitFor();
        await check(page, 'sheet');
        await context.close();
        await mock.stop();
      }, 240_000);
    });
