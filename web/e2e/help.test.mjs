// The help centre as readers use it: on a phone and a desktop, in both languages and themes, with and without scripts;
// searched, read, judged, and with the chat at hand.
import { expect, test } from 'vitest';
import { clean } from './lib/axe.mjs';
import { window_ } from './lib/browser.mjs';
import { stageForAll } from './lib/stage.mjs';

const on = stageForAll();

const says = {
  uk: {
    theme: 'light',
    width: 390,
    query: 'за скільки днів можна повернути товар',
    nothing: 'ыыыъ',
    more: 'Чого бракує',
    thanks: 'Дякуємо',
    hero: 'Чим допомогти?',
    other: 'en',
    write: 'Напишіть',
  },
  en: {
    theme: 'dark',
    width: 1280,
    query: 'how long do I have to return something',
    nothing: 'zxqv',
    more: 'What is missing',
    thanks: 'Thank you',
    hero: 'How can we help?',
    other: 'uk',
    write: 'Message',
  },
};

for (const lang of ['uk', 'en']) {
  const s = says[lang];
  test(`a reader finds, reads and judges an article, ${lang}`, async () => {
    const { context, errors } = await window_(on.browser, {
      lang,
      theme: s.theme,
      width: s.width,
      height: 844,
    });
    const page = await context.newPage();
    await page.goto(`${on.demo.base}/help/demo/`);
    await page.getByRole('heading', { level: 1, name: s.hero }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/help/demo/${lang}/`);
    await clean(page, 'help');
    expect(await page.locator('.shelf').count()).toBeGreaterThan(2);
    await page.locator('a.shelf').first().click();
    await page.locator('.lines a').first().waitFor();
    await clean(page, 'collection');

    await page.getByRole('searchbox').fill(s.query);
    await page.getByRole('searchbox').press('Enter');
    await page.locator('.results mark').first().waitFor();
    await clean(page, 'results');
    await page.locator('.results a').first().click();
    await page.locator('.prose').waitFor();
    expect(await page.locator('.prose').textContent()).toMatch(/14|30/);
    await clean(page, 'article');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

    await page.locator('.choice[value=no]').click();
    await page.getByText(s.more).waitFor();
    await clean(page, 'what is missing');
    await page.locator('textarea').fill('?');
    await page.locator('.helpful .button').click();
    await page.getByText(s.thanks).waitFor();

    await page.locator('[data-chat]').click();
    await page.getByTestId('composer').waitFor();
    await page.goto(`${on.demo.base}/help/demo/${lang}/search?q=${encodeURIComponent(s.nothing)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await clean(page, 'nothing found');
    expect(errors).toEqual([]);
    await context.close();
  });

  test(`the same without scripts, ${lang}`, async () => {
    const context = await on.browser.newContext({
      javaScriptEnabled: false,
      locale: lang === 'uk' ? 'uk-UA' : 'en-GB',
      colorScheme: s.theme,
    });
    const page = await context.newPage();
    await page.goto(`${on.demo.base}/help/demo/`);
    await page.getByRole('searchbox').fill(s.query);
    await page.getByRole('searchbox').press('Enter');
    await page.locator('.results a').first().click();
    await page.locator('.prose').waitFor();
    await page.locator('.choice[value=yes]').click();
    await page.getByText(s.thanks).waitFor();
    await page.locator(`.tongues a[hreflang=${s.other}]`).click();
    expect(await page.locator('html').getAttribute('lang')).toBe(s.other);
    await page.locator('.prose').waitFor(); // the same article in the other language
    await context.close();
  });
}
