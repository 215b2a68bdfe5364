import { expect, it } from 'vitest';
import { row, suite, until, world } from './suite.mjs';

const here = suite({ path: '/desk/inbox/unassigned' });
const rows = () => here.page.getByTestId('inbox-row');
const ids = () => rows().evaluateAll((found) => found.map((element) => element.dataset.id));

it('shows a new conversation and its count the moment it comes', async () => {
  const { page, mock } = here;
  await row(page, 'c-angry').waitFor();
  const count = () => page.getByTestId('view-unassigned').locator('.count').textContent();
  expect(await count()).toMatch(/^4/);
  await world(mock, 'new', {
    id: 'c-new',
    name: 'Зоряна Гук',
    issue: 'Питання про оплату',
    text: 'Чи можна частинами?',
  });
  await row(page, 'c-new').waitFor();
  expect((await ids())[0]).toBe('c-new');
  await until('the count follows', async () => (await count()).startsWith('5'));
  expect(await row(page, 'c-new').textContent()).toContain('Питання про оплату');
  await until('it is announced', async () =>
    (await page.getByTestId('announcer').textContent()).includes('Зоряна Гук'),
  );
  await world(mock, 'other-takes', { conversation: 'c-new' });
  await row(page, 'c-new').waitFor({ state: 'detached' });
});

it('moves a row to the top when its customer writes', async () => {
  const { page, mock } = here;
  await row(page, 'c-en').waitFor();
  await world(mock, 'customer', { conversation: 'c-en', text: 'Any news?' });
  await until('it is first', async () => (await ids())[0] === 'c-en');
  expect(await row(page, 'c-en').textContent()).toContain('Any news?');
});

it('pages by scrolling, without a double and without a gap', async () => {
  const { page } = here;
  await page.getByTestId('view-all').click();
  await until('the first page', async () => (await rows().count()) === 50);
  const box = page.getByTestId('inbox-list').locator('..');
  for (let i = 0; i < 30 && (await rows().count()) < 148; i++) {
    await box.evaluate((element) => (element.scrollTop = element.scrollHeight));
    await page.waitForTimeout(50);
  }
  const found = await ids();
  expect(found.length).toBe(148);
  expect(new Set(found).size).toBe(148);
});

it('searches in what is known at once and on the server after that', async () => {
  const { page } = here;
  await page.keyboard.press('/');
  await page.keyboard.type('левицький');
  await until('nothing in the queue', () => page.getByTestId('empty').isVisible());
  await page.getByTestId('search').press('Escape');
  await page.getByTestId('view-all').click();
  await row(page, 'c-mine').waitFor();
  await page.getByTestId('search').fill('шевчук');
  await until('one row', async () => (await rows().count()) === 1);
  await page.getByTestId('search').press('Enter');
  await page.keyboard.press('Enter');
  await page.getByTestId('thread').waitFor();
  expect(page.url()).toContain('/desk/c/c-mine');
});

it('ticks while a customer waits', async () => {
  const { page } = here;
  const chip = row(page, 'c-q2').locator('.chip').first();
  const before = await chip.textContent();
  expect(before).toMatch(/\d+ хв \d\d с/);
  await until('the wait grows', async () => (await chip.textContent()) !== before);
});

it('marks as read what was opened, and goes back and forth without asking again', async () => {
  const { page, mock } = here;
  await page.getByTestId('view-mine').click();
  expect(await row(page, 'c-mine').locator('.dot').count()).toBe(1);
  await row(page, 'c-mine').click();
  await page.getByTestId('divider').waitFor();
  await until('the dot is gone', async () => (await row(page, 'c-mine').locator('.dot').count()) === 0);
  await until('the server knows', async () => {
    const { log } = await world(mock, 'state', { conversation: 'c-mine' });
    return log.at(-1).type === 'read';
  });
  await row(page, 'c-long').click();
  await page.getByText('Деталь уже у Львові').last().waitFor();
  // From here on the server is silent: what was seen must come from the page's own memory.
  await page.route('**/api/desk/v1/conversations/**', (route) => route.abort());
  await row(page, 'c-mine').click();
  await page.getByText('І чи працюєте в суботу?').last().waitFor();
  expect(await page.getByTestId('message').last().textContent()).toContain('суботу');
});
