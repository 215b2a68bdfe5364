import { expect, it } from 'vitest';
import { id, openWidget, say } from './browser.mjs';
import { setUp, until } from './setup.mjs';

const world = setUp();
const customer = (page) => page.locator('[data-actor="customer"] .text').allInnerTexts();
const states = (page) =>
  page.locator('[data-actor="customer"]').evaluateAll((all) => all.map((el) => el.dataset.state));
const inLog = () => (world.mock.last?.events ?? []).filter((e) => e.actor === 'customer').map((e) => e.text);

/** Opens the widget and has one message in the log. */
async function started(query) {
  const page = await world.open(query);
  await openWidget(page);
  await say(page, 'нуль');
  await until(() => inLog(), ['нуль']);
  await until(() => states(page), ['accepted']);
  return page;
}

it('keeps what was written offline, and sends it once and in order', async () => {
  const page = await started();
  await world.context.setOffline(true);
  await id(page, 'offline').waitFor();
  for (const text of ['один', 'два', 'три']) await say(page, text);
  expect(await states(page)).toEqual(['accepted', 'queued', 'queued', 'queued']);
  await world.context.setOffline(false);
  await until(() => inLog(), ['нуль', 'один', 'два', 'три']);
  await until(() => states(page), Array(4).fill('accepted'));
  expect(await id(page, 'offline').count()).toBe(0);
  expect(await customer(page)).toEqual(['нуль', 'один', 'два', 'три']);
});

it('keeps the outbox across a reload while the server is away', async () => {
  const page = await started();
  world.mock.control.fail = 503;
  world.mock.cut();
  await say(page, 'до перезавантаження');
  await say(page, 'і ще');
  await page.reload();
  await until(() => customer(page), ['до перезавантаження', 'і ще']);
  await say(page, 'після');
  world.mock.control.fail = 0;
  await until(() => inLog(), ['нуль', 'до перезавантаження', 'і ще', 'після']);
  await until(() => customer(page), ['нуль', 'до перезавантаження', 'і ще', 'після']);
});

it('sends once although the answer was lost', async () => {
  const page = await started();
  world.mock.control.loseAnswers = 2;
  await say(page, 'тільки раз');
  await until(() => states(page), ['accepted', 'accepted']);
  await until(
    () => world.mock.control.loseAnswers,
    (left) => left < 2,
  );
  await say(page, 'далі');
  await until(() => inLog(), ['нуль', 'тільки раз', 'далі']);
});

it('shares the outbox between tabs without sending twice', async () => {
  const one = await started();
  const two = await world.open();
  await openWidget(two);
  await until(() => customer(two), ['нуль']);
  await world.context.setOffline(true);
  await say(one, 'з першої');
  await say(two, 'з другої');
  await until(() => customer(one), ['нуль', 'з першої', 'з другої']);
  await world.context.setOffline(false);
  await until(() => inLog(), ['нуль', 'з першої', 'з другої']);
  await until(
    async () => [await states(one), await states(two)],
    [Array(3).fill('accepted'), Array(3).fill('accepted')],
  );
  expect(new Set(world.mock.posts.map((post) => post.client_id).filter(Boolean)).size).toBe(3);
});

it('comes back by cursor after the line is cut', async () => {
  const page = await started();
  world.mock.cut();
  world.mock.append(world.mock.last, { type: 'message', actor: 'bot', text: 'поки Вас не було' });
  await until(
    () => page.locator('.theirs .text').allInnerTexts(),
    (all) => all.at(-1) === 'поки Вас не було',
  );
  const keys = await page
    .locator('[data-testid="message"]')
    .evaluateAll((all) => all.map((el) => el.dataset.key));
  expect(new Set(keys).size).toBe(keys.length);
});

it.each([
  ['server-sent events', { sockets: false }],
  ['long poll', { sockets: false, sse: false }],
])('falls back to %s', async (_, control) => {
  Object.assign(world.mock.control, control);
  const page = await started();
  await until(
    () => world.mock.last.listeners.size,
    (size) => size > 0,
    30_000,
  );
  world.mock.append(world.mock.last, { type: 'message', actor: 'bot', text: 'дійшло' });
  await until(
    () => page.locator('.theirs .text').allInnerTexts(),
    (all) => all.at(-1) === 'дійшло',
  );
});

it('goes on in the same conversation with an expired token', async () => {
  const page = await started();
  world.mock.expire();
  world.mock.cut();
  await say(page, 'ще тут');
  await until(() => inLog(), ['нуль', 'ще тут']);
  await until(() => states(page), ['accepted', 'accepted']);
  expect(world.mock.conversations.size).toBe(1);
});

it('begins anew when the server no longer knows the conversation', async () => {
  const page = await started();
  world.mock.conversations.clear();
  world.mock.sessions.clear();
  await page.reload();
  await until(() => world.mock.conversations.size, 1);
  await until(() => page.locator('.theirs .text').count(), 1);
  expect(await customer(page)).toEqual([]);
});

it('starts over when its cursor is beyond the end of the log', async () => {
  const page = await started();
  const { events } = world.mock.last;
  world.mock.control.fail = 503;
  world.mock.cut();
  events.length = 2;
  world.mock.control.fail = 0;
  await until(() => customer(page), []);
  await until(() => page.locator('.theirs .text').count(), 1);
});

it('says why a message was refused, and lets it be deleted', async () => {
  const page = await started();
  await say(page, 'дзвінок \u0007');
  const failed = page.locator('[data-state="failed"]');
  await failed.waitFor();
  expect(await failed.innerText()).toContain('Не надіслано: Цей текст не вдалося прийняти.');
  await failed.getByRole('button', { name: 'Видалити' }).click();
  await until(() => customer(page), ['нуль']);
  await say(page, 'далі');
  await until(() => inLog(), ['нуль', 'далі']);
});

it('gives up on a failing server after a while, and sends again when asked', async () => {
  const page = await world.open();
  await page.clock.install();
  await page.reload();
  await openWidget(page);
  await until(() => page.locator('.theirs .text').count(), 1);
  world.mock.control.failMessages = 500;
  await say(page, 'перше');
  await say(page, 'друге');
  for (let i = 0; i < 60 && !(await states(page)).includes('failed'); i++) await page.clock.runFor(2000);
  expect(await states(page)).toEqual(['failed', 'failed']);
  world.mock.control.failMessages = 0;
  await page.getByRole('button', { name: 'Надіслати ще раз' }).first().click();
  await until(() => inLog(), ['перше', 'друге']);
  await until(() => states(page), ['accepted', 'accepted']);
});

it('waits as long as the server asks when there were too many', async () => {
  const page = await started();
  world.mock.control.failMessages = 429;
  await say(page, 'швидко');
  await page.getByText('Дуже багато повідомлень поспіль').waitFor();
  world.mock.control.failMessages = 0;
  await until(() => inLog(), ['нуль', 'швидко']);
});

it('is honest when the conversation cannot start, and tries again', async () => {
  world.mock.control.fail = 500;
  const page = await world.open();
  await openWidget(page);
  await page.getByText('Не вдалося почати розмову').waitFor();
  world.mock.control.fail = 0;
  await page.getByRole('button', { name: 'Спробувати ще раз' }).click();
  await until(() => page.locator('.theirs .text').count(), 1);
  expect(await page.getByText('Не вдалося почати розмову').count()).toBe(0);
});

it('sends what was written while the conversation could not start', async () => {
  world.mock.control.fail = 500;
  const page = await world.open();
  await openWidget(page);
  await page.getByText('Не вдалося почати розмову').waitFor();
  world.mock.control.fail = 0;
  await say(page, 'я зачекаю');
  await until(() => inLog(), ['я зачекаю']);
});

it('says that an unknown workspace is not there', async () => {
  const page = await world.open('?workspace=nobody');
  await openWidget(page);
  await page.getByText('Такого чату немає.').waitFor();
  expect(await id(page, 'composer').isDisabled()).toBe(true);
});

it('works where storage is forbidden', async () => {
  await world.context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await started();
});
