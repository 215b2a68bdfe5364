import AxeBuilder from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { id, openWidget, say } from './browser.mjs';
import { setUp, until } from './setup.mjs';

const focused = (page) =>
  page.evaluate(() => {
    let el = document.activeElement;
    while (el?.shadowRoot?.activeElement) el = el.shadowRoot.activeElement;
    return el?.dataset.testid ?? el?.className ?? '';
  });

/** A conversation that shows everything at once. */
async function full(page, mock) {
  await openWidget(page);
  await id(page, 'chip').first().click();
  await until(() => mock.last?.events.length, 4);
  await say(page, '#W2378156');
  await id(page, 'card').waitFor();
  await say(page, '**людину** покличте');
  await page.locator('[data-owner="agent"]').waitFor();
}

describe('on a desk', () => {
  const world = setUp();

  it('works with the keyboard alone', async () => {
    const page = await world.open();
    await page.keyboard.press('Tab');
    for (let i = 0; i < 5 && (await focused(page)) !== 'launcher'; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until(() => focused(page), 'composer');
    await id(page, 'chip').nth(2).waitFor();
    await page.keyboard.type('рядок');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('другий');
    await page.keyboard.press('Enter');
    await until(() => world.mock.posts.find((post) => post.text)?.text, 'рядок\nдругий');
    await until(() => id(page, 'chip').count(), 5);
    // Backwards from the composer to the chips, and a press; the place is kept.
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toMatch(/^chip/);
    await page.keyboard.press('Enter');
    await until(() => world.mock.posts.some((post) => post.button === 'back'), true);
    expect(await focused(page)).toMatch(/^chip/);
    // Round and round within the panel, and out by Escape, back to the launcher.
    const stops = new Set();
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      stops.add(await focused(page));
    }
    for (const stop of ['composer', 'send', 'person']) expect(stops).toContain(stop);
    expect(stops).not.toContain('launcher');
    await page.keyboard.press('Escape');
    await until(() => focused(page), 'launcher');
    expect(await id(page, 'widget').isVisible()).toBe(false);
  });

  it.each([
    ['light', 'uk'],
    ['dark', 'uk'],
    ['light', 'en'],
    ['dark', 'en'],
  ])('has no violation that axe knows: %s, %s', async (theme, locale) => {
    const page = await world.open(`?theme=${theme}&locale=${locale}`);
    const check = async () =>
      (await new AxeBuilder({ page }).analyze()).violations.map((v) => [
        v.id,
        v.nodes[0].html,
        v.nodes[0].failureSummary,
      ]);
    expect(await check()).toEqual([]);
    await full(page, world.mock);
    expect(await check()).toEqual([]);
    await world.context.setOffline(true);
    await id(page, 'offline').waitFor();
    await say(page, 'у черзі');
    expect(await check()).toEqual([]);
  });

  it('stays readable with any accent', async () => {
    for (const accent of ['#ffd400', '#00b37e', '#c2185b', '#111111']) {
      const page = await world.open(`?accent=${encodeURIComponent(accent)}`);
      await openWidget(page);
      await id(page, 'chip').first().waitFor();
      await say(page, accent);
      const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
      expect(violations.map((v) => [accent, v.nodes[0].html, v.nodes[0].failureSummary])).toEqual([]);
      await page.close();
    }
  });

  it('switches language and theme at once and remembers both', async () => {
    const page = await world.open();
    await openWidget(page);
    await page.locator('.code').click();
    await until(() => id(page, 'person').innerText(), 'Talk to a person');
    await page.locator('.theme').click();
    await until(() => page.locator('rozmova-widget').getAttribute('data-theme'), 'dark');
    await page.reload();
    await until(() => id(page, 'person').innerText(), 'Talk to a person');
    expect(await page.locator('rozmova-widget').getAttribute('data-theme')).toBe('dark');
  });

  it('follows the site when it changes its language', async () => {
    const page = await world.open('?locale=uk');
    await openWidget(page);
    await page.evaluate(() =>
      document.querySelector('script[data-locale]').setAttribute('data-locale', 'en'),
    );
    await until(() => id(page, 'person').innerText(), 'Talk to a person');
  });

  it('counts near the limit and does not send beyond it', async () => {
    const page = await world.open();
    await openWidget(page);
    const counter = page.locator('.left');
    await id(page, 'composer').fill('я'.repeat(3699));
    expect(await counter.innerText()).toBe('');
    await id(page, 'composer').fill('😀'.repeat(3998));
    await until(() => counter.innerText(), 'Лишилося 2 символи');
    await id(page, 'composer').fill('я'.repeat(4021));
    await until(() => counter.innerText(), 'Забагато на 21 символ');
    await id(page, 'composer').press('Enter');
    expect(await id(page, 'composer').inputValue()).toHaveLength(4021);
    const sent = () => world.mock.posts.filter((post) => post.text).length;
    expect(sent()).toBe(0);
    await id(page, 'composer').fill('я'.repeat(4000));
    await id(page, 'composer').press('Enter');
    await until(sent, 1);
    expect(await id(page, 'composer').inputValue()).toBe('');
  });

  it('grows to six lines', async () => {
    const page = await world.open();
    await openWidget(page);
    const height = async (lines) => {
      await id(page, 'composer').fill(Array(lines).fill('рядок').join('\n'));
      return (await id(page, 'composer').boundingBox()).height;
    };
    const [one, six, ten] = [await height(1), await height(6), await height(10)];
    expect(one).toBe(44);
    expect(six).toBe(44 + 5 * 20);
    expect(ten).toBe(six);
  });

  it('shows a long history from its end, earlier parts by scrolling, and a pill for what is new', async () => {
    const page = await world.open();
    await openWidget(page);
    await until(() => id(page, 'message').count(), 1);
    for (let i = 0; i < 500; i++) {
      world.mock.append(world.mock.last, {
        type: 'message',
        actor: i % 3 ? 'bot' : 'customer',
        text: `повідомлення ${i}`,
      });
    }
    await page.reload();
    await page.getByText('повідомлення 499').waitFor();
    const scroll = page.locator('.scroll');
    const gap = () => scroll.evaluate((el) => el.scrollHeight - el.scrollTop - el.clientHeight);
    await until(gap, (px) => px < 3);
    expect(await id(page, 'message').count()).toBeLessThan(130);
    const before = await id(page, 'message').count();
    await scroll.evaluate((el) => (el.scrollTop = 100));
    await until(
      () => id(page, 'message').count(),
      (count) => count > before,
    );
    expect(await scroll.evaluate((el) => el.scrollTop)).toBeGreaterThan(1000);
    const place = await gap();
    world.mock.append(world.mock.last, { type: 'message', actor: 'bot', text: 'свіже' });
    await until(() => page.locator('.pill').innerText(), '1 нове повідомлення');
    expect(Math.abs((await gap()) - place)).toBeLessThan(120);
    await page.locator('.pill').click();
    await until(gap, (px) => px < 3);
    expect(await page.locator('.pill').count()).toBe(0);
  });

  it('has an interface for the page', async () => {
    const page = await world.open();
    await page.evaluate(() => {
      window.heard = [];
      for (const type of ['open', 'close', 'message']) window.Rozmova.on(type, () => window.heard.push(type));
      window.Rozmova.open();
    });
    await page.locator('[data-testid="widget"].open').waitFor();
    await until(() => id(page, 'message').count(), 1);
    await say(page, 'привіт');
    await until(() => id(page, 'message').count(), 3);
    await page.evaluate(() => window.Rozmova.close());
    await until(() => page.evaluate(() => window.heard), ['open', 'message', 'close']);
    await page.evaluate(() => window.Rozmova.logout());
    await until(
      () => page.evaluate(() => Object.keys(localStorage).filter((key) => !key.endsWith('prefs'))),
      [],
    );
    await openWidget(page);
    await until(() => world.mock.conversations.size, 2);
    await until(() => id(page, 'message').count(), 1);
  });

  it('does not show one customer the conversation of another', async () => {
    const token = (sub) => `${btoa(JSON.stringify({ sub }))}.signature`;
    const page = await world.open(`?identity=${token('a')}`);
    await openWidget(page);
    await say(page, 'таємниця');
    await until(() => world.mock.last?.events.length, 4);
    await page.goto(`${world.base}/?identity=${token('b')}`);
    await until(() => world.mock.conversations.size, 2);
    await until(() => id(page, 'message').count(), 1);
    expect(await page.getByText('таємниця').count()).toBe(0);
  });
});

describe('on a phone', () => {
  const world = setUp({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  it('fills the screen, overflows nowhere, and everything is large enough to touch', async () => {
    const page = await world.open();
    await openWidget(page);
    await full2(page);
    const box = await id(page, 'widget').boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    expect(await id(page, 'launcher').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await page.locator('.scroll').evaluate((el) => el.scrollWidth - el.clientWidth)).toBe(0);
    for (const button of await page.locator('header button, footer button').all()) {
      const { width, height } = await button.boundingBox();
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
    await page.locator('header .close').click();
    await id(page, 'launcher').waitFor();
  });

  async function full2(page) {
    await id(page, 'chip').first().waitFor();
    world.mock.append(world.mock.last, {
      type: 'message',
      actor: 'bot',
      text: `Дужедовгеслово${'безпробілів'.repeat(20)} https://dim.example/${'a'.repeat(200)}`,
      buttons: [
        { id: 'long', title: 'Дуже довга кнопка, на якій написано більше, ніж уміщає рядок телефона' },
      ],
      cards: [
        {
          kind: 'order',
          title: 'W'.repeat(80),
          status: { label: 'Дуже довгий стан замовлення', tone: 'warning' },
          fields: [{ label: 'Поле', value: 'x'.repeat(90) }],
        },
      ],
    });
    await id(page, 'card').waitFor();
  }
});
