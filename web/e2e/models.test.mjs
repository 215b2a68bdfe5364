// What a language model is asked and what it costs, as administrators see it: nothing while nobody wrote, the day's
// figures afterwards. Agents have neither the page nor its figures.
import { afterAll, expect, test } from 'vitest';
import { clean } from './lib/axe.mjs';
import { window_ } from './lib/browser.mjs';
import { Customer } from './lib/customer.mjs';
import { Desk } from './lib/desk.mjs';
import { command, startOracle } from './lib/oracle.mjs';
import { agents } from './lib/server.mjs';
import { shot } from './lib/shots.mjs';
import { stageForAll } from './lib/stage.mjs';

const oracle = await startOracle((message) => {
  if (message.includes('цур')) return null;
  return [command('start', 'return_order', message)];
});
afterAll(oracle.stop);

const prices = ['--model-input-price', '1000', '--model-cached-price', '100', '--model-output-price', '4000'];
const on = stageForAll({ args: [...oracle.args, ...prices, '--model-budget', '2.5'] });

test('what customers write is counted, in both languages and themes', async () => {
  const { context, errors, talk } = await window_(on.browser, { lang: 'uk', width: 1440 });
  const page = await context.newPage();
  await new Desk(page, on.demo.base, 'uk').signIn();

  const { context: theirs } = await window_(on.browser, { lang: 'uk' });
  const customer = new Customer(await theirs.newPage(), on.demo.base, 'uk');
  await customer.open();
  const answered = async (text) => {
    const before = await customer.count();
    await customer.say(text);
    await customer.page
      .getByTestId('message')
      .nth(before + 1)
      .waitFor();
  };
  await answered('та штукенція з коробкою шо приїхала геть не тойво, най їде туди звідки взялась');
  await answered('скасуй усе');
  await answered('цур пек бурмило бурмилить');
  await theirs.close();

  await page.getByTestId('nav-model').click();
  const use = page.getByTestId('model-use');
  await use.getByText('Під’єднано: oracle-1.').waitFor();
  await use.getByText('не більш як 2,5').waitFor();
  // The demo's own customers were read, too. Each reading: 500 × 1000 + 1500 × 100 + 50 × 4000 millionths; the one that
  // failed took nothing.
  const { read, failed } = oracle.counts;
  expect([read >= 1, failed]).toEqual([true, 1]);
  const uk = (n) => n.toLocaleString('uk').replace(/\s/g, ' ');
  const sums = page.getByTestId('model-sums');
  await sums.getByText(uk(read * 0.85), { exact: true }).waitFor();
  await sums.getByText('1 невдалий').waitFor();
  await sums.getByText(`прочитано ${uk(read * 2000)}, написано ${read * 50}`).waitFor();
  expect(await page.getByTestId('model-guessed').count()).toBe(0);
  const today = page.getByTestId('model-days').locator('tbody tr').first();
  const cells = (await today.locator('td').allTextContents()).map((text) => text.replace(/\s/g, ' '));
  expect(cells.slice(2, 6)).toEqual([`${read + 1}`, '1', uk(read * 2000), `${read * 50}`]);
  const row = page.getByTestId('model-models').locator('tbody tr');
  expect(await row.count()).toBe(1);
  expect(await row.locator('th').textContent()).toBe('oracle-1');
  await row.getByText('зрозуміти повідомлення').waitFor();
  await clean(page, 'figures');
  await shot(page, 'model-use');

  // Another period, by the keyboard; then English, by night.
  await page.getByText('30 днів').click();
  await page.keyboard.press('ArrowLeft');
  await page.getByLabel('7 днів').and(page.locator(':checked')).waitFor();
  await sums.getByText(uk(read * 0.85), { exact: true }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByTestId('account').click();
  await page.getByText('English', { exact: true }).click();
  await page.keyboard.press('Escape');
  await sums.getByText(`${(read * 2000).toLocaleString('en')} read, ${read * 50} written`).waitFor();
  await clean(page, 'by night');
  // The language is remembered for her: back to her own.
  await page.getByTestId('account').click();
  await page.getByText('Українська', { exact: true }).click();
  await page.keyboard.press('Escape');
  await sums.getByText('1 невдалий').waitFor();
  expect(await talk.breaches()).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('on a phone it is in the account’s menu', async () => {
  const { context, errors } = await window_(on.browser, { lang: 'uk', width: 390, height: 844 });
  const page = await context.newPage();
  await new Desk(page, on.demo.base, 'uk').signIn();
  await page.getByTestId('account').click();
  await page.getByRole('link', { name: 'Мовна модель' }).click();
  await page.getByTestId('model-sums').waitFor();
  await clean(page, 'on a phone');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide, 'the page itself is not scrolled sideways').toBe(false);
  expect(errors).toEqual([]);
  await context.close();
});

test('an agent has no such page', async () => {
  const { context } = await window_(on.browser, { lang: 'en', width: 1440 });
  const page = await context.newPage();
  await new Desk(page, on.demo.base, 'en').signIn(agents.en.email);
  await page.getByTestId('nav-learning').waitFor();
  expect(await page.getByTestId('nav-model').count()).toBe(0);
  await page.goto(`${on.demo.base}/desk/model`);
  await page.getByRole('alert').filter({ hasText: 'right' }).waitFor();
  expect(await page.getByTestId('model-sums').count()).toBe(0);
  await context.close();
});
