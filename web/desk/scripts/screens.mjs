/** Screenshots of the desk for the eye: sizes, themes, languages, states. node scripts/screens.mjs [DIR] [NAME…] */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openPage, signIn, world } from '../test/browser/page.mjs';
import { startMock } from '../test/mock-server.mjs';

const [dir = 'screenshots', ...only] = process.argv.slice(2);
mkdirSync(dir, { recursive: true });
const browser = await launch();

const desktop = { width: 1440, height: 900 };
const tablet = { width: 1024, height: 768 };
const phone = { width: 390, height: 844, touch: true };

const open = (id) => async (page) => {
  await page.goto(`${new URL(page.url()).origin}/desk/c/${id}`);
  await page.getByTestId('thread').waitFor();
};
const view = (name) => async (page) => {
  await page.goto(`${new URL(page.url()).origin}/desk/inbox/${name}`);
  await page.getByTestId('inbox-list').or(page.getByTestId('empty')).first().waitFor();
};
const key = (id, keys) => async (page) => {
  await open(id)(page);
  await page.keyboard.press(keys);
};

const shots = [];
for (const theme of ['light', 'dark'])
  for (const locale of ['uk', 'en']) {
    const tag = `${theme}-${locale}`;
    for (const [size, box] of Object.entries({ 1440: desktop, 1024: tablet, 390: phone })) {
      shots.push([`angry-${size}-${tag}`, { ...box, theme, locale }, open('c-angry')]);
      shots.push([`inbox-${size}-${tag}`, { ...box, theme, locale }, view('all')]);
    }
  }
for (const theme of ['light', 'dark']) {
  shots.push(
    [`login-1440-${theme}`, { ...desktop, theme }, null],
    [`login-390-${theme}`, { ...phone, theme }, null],
    [`mine-${theme}`, { ...desktop, theme }, open('c-mine')],
    [`long-${theme}`, { ...desktop, theme }, open('c-long')],
    [`queue-long-names-${theme}`, { ...desktop, theme }, open('c-q3')],
    [`bot-${theme}`, { ...desktop, theme }, open('c-bot')],
    [`resolve-${theme}`, { ...desktop, theme }, key('c-angry', 'e')],
    [`return-${theme}`, { ...desktop, theme }, key('c-mine', 'b')],
    [`help-${theme}`, { ...desktop, theme }, key('c-mine', '?')],
    [`palette-${theme}`, { ...desktop, theme }, key('c-mine', 'Control+k')],
    [`note-${theme}`, { ...desktop, theme }, key('c-mine', 'n')],
    [
      `work-${theme}`,
      { ...desktop, height: 1200, theme },
      async (page) => {
        await open('c-angry')(page);
        for (const work of await page.getByTestId('bot-work').all())
          await work.locator('summary').first().click();
        await page.getByTestId('packet-reason').locator('summary').click();
        for (const action of await page.getByTestId('packet-actions').locator('summary').all())
          await action.click();
      },
    ],
    [
      `account-${theme}`,
      { ...desktop, theme },
      async (page) => {
        await open('c-mine')(page);
        await page.getByTestId('account').click();
      },
    ],
    [
      `offline-${theme}`,
      { ...desktop, theme },
      async (page, mock) => {
        await open('c-mine')(page);
        await world(mock, 'outage', { on: true });
        await page.getByTestId('composer').fill('У суботу працюємо з 10:00 до 18:00.');
        await page.keyboard.press('Enter');
        await page.getByTestId('offline').waitFor();
      },
    ],
    [
      `conflict-${theme}`,
      { ...desktop, theme },
      async (page, mock) => {
        await open('c-mine')(page);
        await world(mock, 'other-takes', { conversation: 'c-mine', quiet: true });
        await page.getByTestId('composer').fill('Так, у суботу теж.');
        await page.keyboard.press('Enter');
        await page.getByTestId('conflict-leave').waitFor();
      },
    ],
    [`empty-${theme}`, { ...desktop, theme, empty: true }, view('mine')],
    [`start-${theme}`, { ...desktop, theme }, view('mine')],
    [
      `sheet-390-${theme}`,
      { ...phone, theme },
      async (page) => {
        await open('c-angry')(page);
        await page.getByTestId('details').click();
      },
    ],
    [
      `sheet-1024-${theme}`,
      { ...tablet, theme },
      async (page) => {
        await open('c-angry')(page);
        await page.getByTestId('details').click();
      },
    ],
    [`mine-390-${theme}`, { ...phone, theme }, open('c-mine')],
    [
      `resolve-390-${theme}`,
      { ...phone, theme },
      async (page) => {
        await open('c-angry')(page);
        await page.getByTestId('resolve').click();
      },
    ],
    [`empty-390-${theme}`, { ...phone, theme, empty: true }, view('unassigned')],
  );
}

for (const [name, { empty, ...options }, go] of shots) {
  if (only.length && !only.some((part) => name.includes(part))) continue;
  const mock = await startMock({ empty });
  const { context, page, errors } = await openPage(browser, options);
  try {
    if (go) {
      await signIn(page, mock);
      await go(page, mock);
    } else {
      await page.goto(`${mock.url}/desk/`);
      await page.getByTestId('login-email').waitFor();
    }
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(350);
    await page.screenshot({ path: join(dir, `${name}.png`) });
  } catch (error) {
    console.error(name, String(error).split('\n')[0]);
  }
  if (errors.length) console.error(name, errors);
  await context.close();
  await mock.stop();
}
await browser.close();
