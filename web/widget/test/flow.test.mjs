import { expect, it } from 'vitest';
import { id, openWidget, say } from './browser.mjs';
import { setUp, until } from './setup.mjs';

const world = setUp();
const texts = (page) => page.locator('[data-testid="message"] .text').allInnerTexts();
const customer = (page) => page.locator('[data-actor="customer"] .text').allInnerTexts();
const inLog = () => (world.mock.last?.events ?? []).filter((e) => e.actor === 'customer').map((e) => e.text);

it('loads nothing but the loader before the customer shows intent', async () => {
  const files = [];
  world.context.on('request', (request) => files.push(new URL(request.url()).pathname));
  const page = await world.open();
  await page.waitForLoadState('networkidle');
  expect(files.filter((path) => path.startsWith('/widget/'))).toEqual(['/widget/loader.js']);
  await id(page, 'launcher').hover();
  await until(() => files.some((path) => /^\/widget\/widget-\w+\.js$/.test(path)), true);
  expect(files.some((path) => path.startsWith('/api/'))).toBe(false);
});

it('talks: greeting, chip, card, person', async () => {
  const page = await world.open();
  await openWidget(page);
  await id(page, 'chip').nth(2).waitFor();
  expect(await id(page, 'chip').allInnerTexts()).toEqual([
    'Де моє замовлення?',
    'Хочу повернути товар',
    'Графік роботи',
  ]);
  await id(page, 'chip').first().click();
  await until(() => customer(page), ['Де моє замовлення?']);
  await say(page, '#W2378156');
  await id(page, 'card').waitFor();
  expect(await id(page, 'card').locator('h3').innerText()).toBe('Замовлення #W2378156');
  expect(await id(page, 'card').locator('progress').getAttribute('value')).toBe('0.6');
  expect(await id(page, 'action').allInnerTexts()).toEqual(['Шукаю замовлення']);
  await id(page, 'person').click();
  await page.locator('[data-testid="owner-line"][data-owner="agent"]').waitFor();
  expect(await id(page, 'owner-line').allInnerTexts()).toEqual([
    'Шукаємо вільного фахівця',
    'Оксана Коваль на зв’язку',
  ]);
  expect(await page.locator('header h2').innerText()).toBe('Оксана Коваль');
  expect(await id(page, 'person').getAttribute('aria-disabled')).toBe('true');
  expect(world.mock.posts.filter((post) => post.button).map((post) => post.button)).toEqual([
    'where',
    'person',
  ]);
});

it('keeps the pressed chip, fades the others, and takes no second press', async () => {
  const page = await world.open();
  await openWidget(page);
  await id(page, 'chip').nth(1).click();
  await until(() => inLog(), ['Хочу повернути товар']);
  const first = page.locator('.chips').first().locator('[data-testid="chip"]');
  await until(
    () => first.evaluateAll((chips) => chips.map((chip) => chip.getAttribute('aria-disabled'))),
    ['true', 'true', 'true'],
  );
  expect(await first.nth(1).getAttribute('aria-pressed')).toBe('true');
  await first.nth(0).dispatchEvent('click');
  await say(page, 'кінець');
  await until(() => inLog(), ['Хочу повернути товар', 'кінець']);
});

it('keeps the conversation, and the open panel, across reloads and pages', async () => {
  const page = await world.open();
  await openWidget(page);
  await say(page, 'перше');
  await until(() => texts(page).then((all) => all.length), 3);
  const before = await texts(page);
  await page.reload();
  await page.locator('[data-testid="widget"].open').waitFor();
  await until(() => texts(page), before);
  await page.goto(`${world.base}/second`);
  await until(() => texts(page), before);
  expect(world.mock.conversations.size).toBe(1);
  await page.keyboard.press('Escape');
});

it('keeps two tabs in step', async () => {
  const [one, two] = [await world.open(), await world.open()];
  await openWidget(one);
  await say(one, 'з першої');
  await until(() => inLog(), ['з першої']);
  await openWidget(two);
  await until(() => customer(two), ['з першої']);
  await say(two, 'з другої');
  await until(() => customer(one), ['з першої', 'з другої']);
  await until(() => customer(two), ['з першої', 'з другої']);
  expect(world.mock.conversations.size).toBe(1);
});

it('makes one conversation when two tabs start at once', async () => {
  world.mock.control.delay = 150;
  const [one, two] = [await world.open(), await world.open()];
  await Promise.all([openWidget(one), openWidget(two)]);
  await until(async () => [(await texts(one)).length, (await texts(two)).length], [1, 1]);
  expect(world.mock.conversations.size).toBe(1);
});

it('shows who is typing, and that the bot is thinking', async () => {
  const page = await world.open();
  await openWidget(page);
  world.mock.control.think = 1200;
  await say(page, 'подумай');
  await id(page, 'typing').waitFor();
  await until(() => texts(page).then((all) => all.length), 3);
  expect(await id(page, 'typing').count()).toBe(0);
  world.mock.ephemeral(world.mock.last, { type: 'typing', actor: 'agent', name: 'Оксана' });
  await until(() => id(page, 'typing').innerText(), 'Оксана пише');
});

it('tells the person that the customer is typing, not at every key', async () => {
  const page = await world.open();
  await openWidget(page);
  await id(page, 'composer').pressSequentially('бот цього не чує');
  await id(page, 'composer').fill('');
  await id(page, 'person').click();
  await page.locator('[data-owner="agent"]').waitFor();
  await id(page, 'composer').pressSequentially('добрий день, питання', { delay: 5 });
  await until(() => world.mock.posts.filter((post) => post.typing).length, 1);
});

it('counts the unread on the launcher and in the title, and says when they were read', async () => {
  const page = await world.open();
  await openWidget(page);
  await id(page, 'person').click();
  await page.locator('[data-owner="agent"]').waitFor();
  const seen = world.mock.last.events.length;
  await until(() => world.mock.posts.some((post) => post.read === seen), true);
  await page.keyboard.press('Escape');
  for (const text of ['раз', 'два'])
    world.mock.append(world.mock.last, { type: 'message', actor: 'agent', name: 'Оксана', text });
  await until(() => id(page, 'unread').innerText(), '2');
  expect(await page.title()).toBe('(2) Крамниця');
  await id(page, 'launcher').click();
  await until(() => page.title(), 'Крамниця');
  await until(() => world.mock.posts.some((post) => post.read === seen + 2), true);
  expect(await id(page, 'unread').isVisible()).toBe(false);
});

it('marks own messages accepted, then read', async () => {
  const page = await world.open();
  await openWidget(page);
  await say(page, 'бачите?');
  const state = () => page.locator('[data-actor="customer"]').getAttribute('data-state');
  await until(state, 'accepted');
  const { seq } = world.mock.last.events.find((e) => e.text === 'бачите?');
  world.mock.append(world.mock.last, { type: 'read', actor: 'agent', reader: 'agent', upto: seq });
  await until(state, 'read');
});

it('ends, goes on, and begins anew', async () => {
  const page = await world.open();
  await openWidget(page);
  await say(page, 'дякую');
  await until(() => inLog().length, 1);
  world.mock.append(world.mock.last, { type: 'owner', actor: 'system', owner: 'nobody' });
  world.mock.append(world.mock.last, { type: 'resolved', actor: 'system', outcome: 'resolved' });
  await page.locator('.over').waitFor();
  await page.getByRole('button', { name: 'Почати нову розмову' }).click();
  await until(() => world.mock.conversations.size, 2);
  await until(() => texts(page).then((all) => all.length), 1);
  expect(await page.locator('.over').count()).toBe(0);
});

it('shows everything from outside as text', async () => {
  const page = await world.open();
  await openWidget(page);
  await id(page, 'message').waitFor();
  const evil =
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>[x](javascript:window.hacked=1)';
  world.mock.append(world.mock.last, { type: 'owner', actor: 'agent', owner: 'agent', name: evil });
  world.mock.append(world.mock.last, {
    type: 'message',
    actor: 'agent',
    name: evil,
    text: evil,
    buttons: [{ id: 'x', title: evil }],
    citations: [{ title: evil, url: 'javascript:window.hacked=1', article_id: 'a' }],
    cards: [
      {
        kind: 'info',
        title: evil,
        subtitle: evil,
        image: 'javascript:window.hacked=1',
        fields: [{ label: evil, value: evil }],
      },
    ],
  });
  await id(page, 'card').waitFor();
  expect(await page.locator('[data-testid="log"] img, .log img, .log script, .log a').count()).toBe(0);
  expect(await page.evaluate(() => window.hacked)).toBeUndefined();
});
