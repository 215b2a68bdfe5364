import { expect, it } from 'vitest';
import { row, suite, thread, until, world, written } from './suite.mjs';

const here = suite({ path: '/desk/inbox/unassigned' });

it('take over, reply, note, return to the bot', async () => {
  const { page, mock } = here;
  await row(page, 'c-angry').click();
  await thread(page).waitFor();

  // Everything that the agent needs, without asking the customer.
  const packet = page.getByTestId('packet');
  await packet.waitFor();
  expect(await page.getByTestId('packet-reason').textContent()).toContain('Дія не вдалася двічі');
  expect(await page.getByTestId('packet-slots').textContent()).toContain('#W2378156');
  expect(await page.getByTestId('packet-actions').textContent()).toContain('не вдалося');
  await page.getByTestId('packet-reason').locator('summary').click();
  await page.getByText('Дія в системі двічі завершилася помилкою.').waitFor();

  // A reply cannot leave before the conversation is taken.
  await page.getByTestId('composer').fill('Ще не можна');
  expect(await page.getByTestId('send').isDisabled()).toBe(true);
  await page.getByTestId('composer').fill('');
  await page.getByTestId('take-over').click();
  await page.getByTestId('return').waitFor();
  expect(await page.getByTestId('owner').textContent()).toContain('Ведете Ви');

  await page.getByTestId('insert-suggestion').click();
  expect(await page.getByTestId('composer').inputValue()).toContain('Пані Олено');
  await page.getByTestId('composer').fill('Пані Олено, вже **вирішую**.');
  await page.getByTestId('send').click();
  const mine = page.locator('[data-testid="message"][data-actor="agent"]');
  await mine.getByText('Пані Олено, вже').waitFor();
  expect(await mine.locator('strong').textContent()).toBe('вирішую');
  expect(await page.getByTestId('composer').inputValue()).toBe('');
  await page.getByTestId('pending').waitFor({ state: 'detached' });
  expect(await written(mock, 'c-angry', 'Пані Олено, вже **вирішую**.')).toHaveLength(1);

  await page.getByTestId('note-tab').click();
  await page.getByTestId('composer').fill('Погодила повернення з бухгалтерією');
  await page.getByTestId('send').click();
  await page.getByTestId('note').getByText('Погодила повернення').waitFor();
  expect((await written(mock, 'c-angry', 'Погодила повернення з бухгалтерією'))[0].type).toBe('note');

  await page.getByTestId('return').click();
  await page.getByTestId('return-tell').fill('Гроші повернуться протягом трьох днів.');
  await page.getByTestId('return-note').fill('Скасувала вручну');
  await page.getByTestId('return-confirm').click();
  await page.getByTestId('return-confirm').waitFor({ state: 'detached' });
  await page
    .locator('[data-testid="message"][data-actor="bot"]')
    .getByText('Гроші повернуться протягом')
    .waitFor();
  await page.getByTestId('note').getByText('Скасувала вручну').waitFor();
  expect(await page.getByTestId('owner').textContent()).toContain('Веде бот');
  const state = await world(mock, 'state', { conversation: 'c-angry' });
  expect(state.owner.kind).toBe('bot');
});

it('resolve with an outcome and the packet’s summary, then reopen', async () => {
  const { page, mock } = here;
  await row(page, 'c-angry').click();
  await page.getByTestId('resolve').click();
  expect(await page.getByTestId('resolve-summary').inputValue()).toContain(
    'хоче скасувати замовлення #W2378156',
  );
  await page.getByTestId('outcome-not_resolved').check();
  await page.getByTestId('resolve-summary').fill('Повернення оформлено вручну.');
  await page.getByTestId('resolve-confirm').click();
  await page.getByTestId('reopen').waitFor();
  await page.getByText('Розмову завершено: Не вирішено').waitFor();
  await row(page, 'c-angry').waitFor({ state: 'detached' });
  const { log, status } = await world(mock, 'state', { conversation: 'c-angry' });
  expect(status).toBe('resolved');
  expect(log.find((event) => event.type === 'resolved')).toMatchObject({
    outcome: 'not_resolved',
    summary: 'Повернення оформлено вручну.',
  });
  await page.getByTestId('reopen').click();
  await page.getByTestId('return').waitFor();
});

it('opens the bot’s work step by step', async () => {
  const { page } = here;
  await row(page, 'c-angry').click();
  await thread(page).waitFor();
  await until('the beginning is loaded', () => page.getByText('Розмову розпочато').isVisible());
  const work = page.getByTestId('bot-work').first();
  expect(await work.textContent()).toContain('зрозумів «Скасувати замовлення»');
  expect(await work.textContent()).toContain('виконав «Знайти замовлення» (#W2378156)');
  await work.locator('summary').first().click();
  await work.getByText('Відкинуто:').waitFor();
  for (const words of [
    'класифікатор',
    'впевненість 97',
    'Відкинуто:',
    'замала впевненість',
    'хочу скасувати замовлення',
  ])
    expect(await work.textContent()).toContain(words);
  await work.getByText('Відповідь системи').click();
  await work.getByText('Нова пошта').waitFor();
});

it('retries what was parked', async () => {
  const { page } = here;
  await row(page, 'c-angry').click();
  expect(await page.getByTestId('parked').textContent()).toContain('Повернути кошти');
  await page.getByTestId('effect-retry').click();
  await page.getByTestId('effects').waitFor({ state: 'detached' });
  await until('the thread says so too', async () =>
    (await page.getByTestId('parked').textContent()).includes('уже продовжено'),
  );
});

it('shows typing and announces what the customer writes', async () => {
  const { page, mock } = here;
  await row(page, 'c-en').click();
  await thread(page).waitFor();
  await world(mock, 'typing', { conversation: 'c-en' });
  await until('typing is shown', async () =>
    (await page.getByTestId('typing').textContent()).includes('James'),
  );
  await world(mock, 'customer', { conversation: 'c-en', text: 'Hello? **Anyone**?' });
  await page.getByTestId('message').last().getByText('Anyone').waitFor();
  expect((await page.getByTestId('typing').textContent()).trim()).toBe('');
  await until('it is announced without its signs', async () =>
    (await page.getByTestId('announcer').textContent()).includes('James Whitaker: Hello? Anyone?'),
  );
});

it('shows markup of customers as text', async () => {
  const { page, mock } = here;
  await row(page, 'c-en').click();
  const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script> [x](javascript:window.hit=1)';
  await world(mock, 'customer', { conversation: 'c-en', text: evil });
  await page.getByTestId('message').last().getByText('<img src=x').waitFor();
  expect(await page.evaluate(() => window.hit)).toBeUndefined();
  expect(await page.getByTestId('message').last().locator('img, script, a').count()).toBe(0);
});

it('reads a thread of five hundred from its end and upwards', async () => {
  const { page } = here;
  await page.goto(`${here.mock.url}/desk/c/c-long`);
  await thread(page).waitFor();
  await page.getByText('(500)').waitFor();
  const drawn = await page.getByTestId('message').count();
  expect(drawn).toBeLessThan(120);
  for (let i = 0; i < 40 && !(await page.getByText('(1)', { exact: false }).first().isVisible()); i++) {
    await thread(page).evaluate((element) => (element.scrollTop = 0));
    await page.waitForTimeout(60);
  }
  await until('the first message', () => page.getByText('Розмову розпочато').isVisible());
  const seqs = await page
    .getByTestId('message')
    .evaluateAll((found) => found.map((element) => Number(element.dataset.seq)));
  expect(seqs.length).toBe(501);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
});
