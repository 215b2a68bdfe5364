import { expect, it } from 'vitest';
import { row, suite, thread, until, world, written } from './suite.mjs';

const here = suite({ path: '/desk/inbox/unassigned' });
const press = async (...keys) => {
  for (const key of keys) await here.page.keyboard.press(key);
};
const focused = () =>
  here.page.evaluate(() => document.activeElement?.dataset.id ?? document.activeElement?.id);

it('does the whole story without a pointer', async () => {
  const { page, mock } = here;
  await row(page, 'c-angry').waitFor();
  const order = await page
    .getByTestId('inbox-row')
    .evaluateAll((found) => found.map((element) => element.dataset.id));
  await press('j');
  await until('j moves', async () => (await focused()) === order[0]);
  await press('j', 'k', 'j');
  await until('and k back', async () => (await focused()) === order[1]);
  while ((await focused()) !== 'c-angry') await press((await focused()) === order.at(-1) ? 'k' : 'j');
  await press('o');
  await thread(page).waitFor();
  await press('t');
  await page.getByTestId('return').waitFor();
  await press('1');
  await until('the suggestion is in', async () =>
    (await page.getByTestId('composer').inputValue()).startsWith('Пані Олено'),
  );
  await press('Enter');
  await page.getByTestId('pending').waitFor({ state: 'detached' });
  await press('Escape', 'n');
  await page.keyboard.type('з клавіатури');
  await press('Control+Enter');
  await page.getByTestId('note').getByText('з клавіатури').waitFor();
  await press('Escape', 'r');
  await page.keyboard.type('рядок');
  await press('Shift+Enter');
  await page.keyboard.type('другий');
  await press('Enter');
  await until(
    'two lines are one message',
    async () => (await written(mock, 'c-angry', 'рядок\nдругий')).length === 1,
  );
  await press('Escape', 'b');
  await page.getByTestId('return-tell').waitFor();
  expect(await focused()).toBe('return-tell');
  await press('Escape');
  await page.getByTestId('return-tell').waitFor({ state: 'detached' });
  await press('e');
  await page.getByTestId('resolve-confirm').waitFor();
  await press('Control+Enter');
  await page.getByTestId('resolve-confirm').waitFor({ state: 'detached' });
  await page.getByTestId('reopen').waitFor();
  await press('g', 'a');
  await until('g a goes to all', () => page.url().endsWith('/desk/inbox/all'));
  expect((await world(mock, 'state', { conversation: 'c-angry' })).status).toBe('resolved');
});

it('works on a Ukrainian layout', async () => {
  const { page } = here;
  await row(page, 'c-angry').waitFor();
  const type = (key, code) =>
    page.evaluate(
      ([key, code]) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }),
        ),
      [key, code],
    );
  await type('о', 'KeyJ');
  await until('о is j', async () => (await focused())?.startsWith('c-'));
  await type('щ', 'KeyO');
  await thread(page).waitFor();
  await type('т', 'KeyN');
  await until(
    'т is n',
    async () => (await page.getByTestId('note-tab').getAttribute('aria-selected')) === 'true',
  );
});

it('types letters into fields instead of acting on them', async () => {
  const { page, mock } = here;
  await row(page, 'c-angry').click();
  await page.getByTestId('composer').click();
  await page.keyboard.type('teakjrnb/?');
  expect(await page.getByTestId('composer').inputValue()).toBe('teakjrnb/?');
  expect((await world(mock, 'state', { conversation: 'c-angry' })).owner.kind).toBe('queue');
});

it('has every action in the palette', async () => {
  const { page } = here;
  await row(page, 'c-angry').click();
  await thread(page).waitFor();
  await press('Control+k');
  const palette = page.getByTestId('palette');
  await palette.waitFor();
  for (const title of [
    'Взяти розмову',
    'Відповісти',
    'Додати нотатку',
    'Завершити розмову',
    'Черга',
    'Вигляд: темний',
    'Вийти',
  ])
    expect(await palette.getByRole('option', { name: title }).count(), title).toBeGreaterThan(0);
  await page.keyboard.type('взяти');
  await press('Enter');
  await page.getByTestId('return').waitFor();
  await press('Control+k');
  await page.keyboard.type('whitaker');
  await press('Enter');
  await until('a person is found too', () => page.url().endsWith('/c-en'));
});

it('shows all keys, gives the focus back, and can be switched off', async () => {
  const { page } = here;
  await row(page, 'c-angry').waitFor();
  await press('j');
  const before = await focused();
  await press('?');
  await page.getByTestId('help').waitFor();
  await press('Tab', 'Tab', 'Tab', 'Tab');
  expect(
    await page.evaluate(
      () => !!document.activeElement.closest('dialog') || document.activeElement === document.body,
    ),
  ).toBe(true);
  await press('Escape');
  await until('the focus is back', async () => (await focused()) === before);
  await press('?');
  await page.getByRole('checkbox').uncheck();
  await press('Escape');
  await page.getByTestId('help').waitFor({ state: 'detached' });
  await press('j');
  expect(await focused()).toBe(before);
});
