import { expect, it } from 'vitest';
import { row, suite, thread, until, world, written } from './suite.mjs';

const here = suite({ path: '/desk/c/c-mine' });

async function write(text) {
  await here.page.getByTestId('composer').fill(text);
  await here.page.keyboard.press('Enter');
}

it('goes on working without a connection and catches up by itself', async () => {
  const { page, mock } = here;
  await thread(page).waitFor();
  await world(mock, 'outage', { on: true });
  await page.getByTestId('offline').waitFor();
  await write('перше без зв’язку');
  await write('друге без зв’язку');
  await until(
    'both wait',
    async () => (await page.locator('[data-testid="pending"][data-state="waiting"]').count()) >= 1,
  );
  expect(await page.getByTestId('pending').count()).toBe(2);
  // Meanwhile the world goes on.
  await world(mock, 'customer', { conversation: 'c-mine', text: 'Ви ще тут?' });
  await world(mock, 'new', {
    id: 'c-meanwhile',
    name: 'Хтось Новий',
    issue: 'Поки не було зв’язку',
    text: 'Агов',
  });
  await world(mock, 'outage', { on: false });
  await page.getByTestId('message').getByText('Ви ще тут?').waitFor();
  await page.getByTestId('pending').first().waitFor({ state: 'detached' });
  await until('both were sent', async () => (await written(mock, 'c-mine', 'друге без зв’язку')).length > 0);
  const first = await written(mock, 'c-mine', 'перше без зв’язку');
  const second = await written(mock, 'c-mine', 'друге без зв’язку');
  expect([first.length, second.length]).toEqual([1, 1]);
  expect(first[0].seq).toBeLessThan(second[0].seq);
  const { log } = await world(mock, 'state', { conversation: 'c-mine' });
  const all = log.filter((event) => event.type === 'message').map((event) => event.seq);
  await until('the page shows each once', async () => {
    const seqs = await page
      .getByTestId('message')
      .evaluateAll((found) => found.map((element) => Number(element.dataset.seq)));
    return JSON.stringify(seqs) === JSON.stringify(all);
  });
  await page.getByTestId('view-unassigned').click();
  await row(page, 'c-meanwhile').waitFor();
});

it('sends once when the answer is lost on the way', async () => {
  const { page, mock } = here;
  await thread(page).waitFor();
  await world(mock, 'fail', { path: '/messages', status: 0, after: true });
  await write('лише один раз');
  await page.getByTestId('message').getByText('лише один раз').waitFor();
  await page.getByTestId('pending').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByTestId('message').getByText('лише один раз').waitFor();
  expect(await page.getByTestId('pending').count()).toBe(0);
  expect(await written(mock, 'c-mine', 'лише один раз')).toHaveLength(1);
});

it('survives a reload with unsent words', async () => {
  const { page, mock } = here;
  await thread(page).waitFor();
  await page.route('**/messages', (route) => route.abort());
  await write('через перезавантаження');
  await page.locator('[data-testid="pending"][data-state="waiting"]').waitFor();
  await page.getByTestId('composer').fill('чернетка');
  await page.waitForTimeout(400);
  await page.unroute('**/messages');
  await page.reload();
  await page.getByTestId('message').getByText('через перезавантаження').waitFor();
  expect(await page.getByTestId('composer').inputValue()).toBe('чернетка');
  expect(await written(mock, 'c-mine', 'через перезавантаження')).toHaveLength(1);
});

it('shows a refusal where it belongs, and gives the words back', async () => {
  const { page, mock } = here;
  await thread(page).waitFor();
  await world(mock, 'fail', {
    path: '/messages',
    status: 422,
    code: 'invalid_text',
    detail: 'Цього не можна надіслати.',
  });
  await write('погане');
  const failed = page.locator('[data-testid="pending"][data-state="failed"]');
  await failed.waitFor();
  expect(await failed.textContent()).toContain('Цього не можна надіслати.');
  await failed.getByText('Повернути в чернетку').click();
  expect(await page.getByTestId('composer').inputValue()).toBe('погане');
  await write('погане');
  await page.getByTestId('message').getByText('погане').waitFor();
  expect(await written(mock, 'c-mine', 'погане')).toHaveLength(1);
});

it('tells who has the conversation when a reply comes too late', async () => {
  const { page, mock } = here;
  await thread(page).waitFor();
  await world(mock, 'other-takes', { conversation: 'c-mine', quiet: true });
  await write('запізно');
  await page.getByRole('heading', { name: 'Розмову веде Ірина Мельник' }).waitFor();
  await page.getByTestId('conflict-leave').click();
  const failed = page.locator('[data-testid="pending"][data-state="failed"]');
  expect(await failed.textContent()).toContain('розмову веде хтось інший');
  expect(await page.getByTestId('owner').textContent()).toContain('Ірина Мельник');
  expect(await written(mock, 'c-mine', 'запізно')).toHaveLength(0);
});

it('takes over from a colleague only when asked twice', async () => {
  const { page, mock } = here;
  await page.goto(`${mock.url}/desk/c/c-other`);
  await page.getByTestId('take-over').click();
  await page.getByRole('heading', { name: 'Розмову веде Ірина Мельник' }).waitFor();
  expect((await world(mock, 'state', { conversation: 'c-other' })).owner.name).toBe('Ірина Мельник');
  await page.getByTestId('conflict-force').click();
  await page.getByTestId('return').waitFor();
  expect((await world(mock, 'state', { conversation: 'c-other' })).owner.name).toBe('Оксана Левченко');
});

it('goes on by itself when the stream is cut again and again', async () => {
  const { page, mock } = here;
  await thread(page).waitFor();
  for (let i = 1; i <= 3; i++) {
    await world(mock, 'drop');
    await world(mock, 'customer', { conversation: 'c-mine', text: `після обриву ${i}` });
    await page.getByTestId('message').getByText(`після обриву ${i}`).waitFor();
  }
  const seqs = await page
    .getByTestId('message')
    .evaluateAll((found) => found.map((element) => Number(element.dataset.seq)));
  expect(new Set(seqs).size).toBe(seqs.length);
});

it('says that a conversation does not exist, and that a server is away', async () => {
  const { page, mock } = here;
  await page.goto(`${mock.url}/desk/c/nowhere`);
  await page.getByText('Такої розмови немає').waitFor();
  await page.route('**/api/desk/v1/me', (route) => route.abort());
  await page.goto(`${mock.url}/desk/`);
  await page.getByText('Сервер не відповідає').waitFor();
  await page.unroute('**/api/desk/v1/me');
  await page.getByRole('button').click();
  await page.getByTestId('inbox-list').waitFor();
});
