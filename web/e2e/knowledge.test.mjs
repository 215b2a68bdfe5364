// Knowledge as those who write it use it: an article from a question that nothing answered to its page in the help
// centre, with a translation, a colleague at the same draft, a review, versions and a roll back.
import { expect, test } from 'vitest';
import { clean } from './lib/axe.mjs';
import { window_ } from './lib/browser.mjs';
import { Desk } from './lib/desk.mjs';
import { stageForAll } from './lib/stage.mjs';

const on = stageForAll();

// Agents read the desk in their own language, whatever the browser's.
const stages = {
  published: /^(опубліковано|published)$/,
  changed: /^(є зміни|has changes)$/,
  review: /^(на вичитці|in review)$/,
};
const kept = /^(Чернетку збережено|Draft saved)$/;
const says = {
  uk: {
    theme: 'light',
    other: 'en',
    gap: 'чи можна орендувати водяний велосипед',
    title: 'Водяні велосипеди',
    body: 'Водяні велосипеди ми здаємо влітку.\n\n## Ціна\n\n1. Година – 200 грн.\n2. Доба – 900 грн.',
    more: ' За дітей платити не треба.',
    translated: 'Pedal boats',
  },
  en: {
    theme: 'dark',
    other: 'uk',
    gap: 'do you hire out hot air balloons',
    title: 'Hot air balloons',
    body: 'We hire out balloons in summer.\n\n## Price\n\n1. An hour is 5,000 UAH.\n2. A day is 20,000 UAH.',
    more: ' Children fly for free.',
    translated: 'Повітряні кулі',
  },
};

for (const lang of ['uk', 'en']) {
  test(`from a gap to a page, ${lang}`, async () => {
    const s = says[lang];
    const reader = await window_(on.browser, { lang, theme: s.theme });
    const help = await reader.context.newPage();
    await help.goto(`${on.demo.base}/help/demo/${lang}/search?q=${encodeURIComponent(s.gap)}`);
    await help.getByRole('searchbox').waitFor();

    const office = await window_(on.browser, { lang, theme: s.theme, width: 1440 });
    const page = await office.context.newPage();
    const desk = new Desk(page, on.demo.base, lang);
    await desk.signIn('oksana@demo.example');
    await page.getByTestId('nav-knowledge').click();
    await page.getByTestId('article-new').waitFor();
    await clean(page, 'knowledge');
    await page.goto(`${on.demo.base}/desk/knowledge/gaps`);
    const gap = page.getByTestId('gap').filter({ hasText: new RegExp(s.gap, 'i') });
    await gap.waitFor();
    await clean(page, 'gaps');
    await gap.getByTestId('gap-write').click();

    await page.getByTestId('article-title').fill(s.title);
    await page.getByTestId('article-body').fill(s.body);
    await page.getByTestId('article-preview').locator('li').nth(1).waitFor();
    await clean(page, 'editor');
    await page.getByTestId('article-publish').click();
    await page.getByTestId('article-go').click();
    await page.getByTestId('article-stage').filter({ hasText: stages.published }).waitFor();

    // Readers have it at once, by its page and by search.
    await page.getByTestId('article-about').locator('summary').click();
    const address = await page.getByTestId('article-page').getAttribute('href');
    await clean(page, 'about');
    await help.goto(on.demo.base + address);
    await help.locator('.prose li').nth(1).waitFor();
    await expect
      .poll(async () => {
        await help.goto(`${on.demo.base}/help/demo/${lang}/search?q=${encodeURIComponent(s.gap)}`);
        return help
          .locator('.results')
          .first()
          .textContent({ timeout: 1000 })
          .catch(() => '');
      })
      .toContain(s.title);

    // A draft waits unseen, shows what changed, and can be taken back to what was.
    await page.getByTestId('article-body').fill(s.body + s.more);
    await page.getByTestId('article-stage').filter({ hasText: stages.changed }).waitFor();
    await page.getByTestId('article-publish').click();
    await page.getByTestId('article-go').click();
    await page.getByTestId('article-stage').filter({ hasText: stages.published }).waitFor();
    await page
      .locator('label')
      .filter({ hasText: /Версії|Versions/ })
      .click();
    await page.getByTestId('article-history').locator('li').nth(1).waitFor();
    await page.getByTestId('article-history').locator('li').first().getByRole('button').first().click();
    await page.getByTestId('article-diff').locator('ins').first().waitFor();
    await clean(page, 'versions');
    await page.getByTestId('roll-back').click();
    await expect.poll(() => page.getByTestId('article-body').inputValue()).toBe(s.body);

    // A translation is behind once its source is published again, until somebody says otherwise.
    await page.getByTestId(`translate-${s.other}`).click();
    await page.getByTestId('article-title').fill(s.translated);
    await page.getByTestId('article-saving').filter({ hasText: kept }).waitFor();
    await page.getByTestId(`lang-${lang}`).click();
    await page.getByTestId('article-body').fill(`${s.body} ${s.more}`);
    await page.getByTestId('article-publish').click();
    await page.getByTestId('article-go').click();
    await page.getByTestId('article-stage').filter({ hasText: stages.published }).waitFor();
    await page.getByTestId(`lang-${s.other}`).click();
    await page.getByTestId('article-caught-up').click();
    await page.getByTestId('article-caught-up').waitFor({ state: 'detached' });

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByTestId('article-title').waitFor();
    await clean(page, 'an article on a phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect([...reader.errors, ...office.errors]).toEqual([]);
    await reader.context.close();
    await office.context.close();
  });

  test(`two at one draft, and a review, ${lang}`, async () => {
    const s = says[lang];
    const [a, b] = await Promise.all(
      [0, 1].map(() => window_(on.browser, { lang, theme: s.theme, width: 1440 })),
    );
    const [lead, agent] = [await a.context.newPage(), await b.context.newPage()];
    await new Desk(lead, on.demo.base, lang).signIn('oksana@demo.example');
    await new Desk(agent, on.demo.base, lang).signIn('james@demo.example');
    await agent.goto(`${on.demo.base}/desk/knowledge`);
    await agent.getByTestId('article-new').click();
    await agent.getByTestId('article-title').fill(`${s.title} 2`);
    await agent.getByTestId('article-body').fill(s.body);
    await agent.getByTestId('article-saving').filter({ hasText: kept }).waitFor();
    expect(await agent.getByTestId('article-publish').count()).toBe(0);

    // The lead writes at the same time; the agent is told, and loses no word.
    const address = agent.url();
    await lead.goto(address);
    await lead.getByTestId('article-body').fill(`${s.body}${s.more}`);
    await lead.getByTestId('article-saving').filter({ hasText: kept }).waitFor();
    await agent.getByTestId('article-body').fill(`${s.body} !`);
    await agent.getByTestId('article-conflict').waitFor();
    await clean(agent, 'conflict');
    expect(await agent.getByTestId('article-body').inputValue()).toBe(`${s.body} !`);
    await agent.getByTestId('article-conflict').getByRole('button').last().click();
    await expect.poll(() => agent.getByTestId('article-body').inputValue()).toBe(`${s.body}${s.more}`);

    await agent.getByTestId('article-body').fill(`${s.body}${s.more} ?`);
    await agent.getByTestId('article-ask').click();
    await agent.getByTestId('article-go').click();
    await agent.getByTestId('article-stage').filter({ hasText: stages.review }).waitFor();
    await lead.reload();
    await lead.getByTestId('article-approve').click();
    await lead.getByTestId('article-publish').click();
    await lead.getByTestId('article-go').click();
    await lead.getByTestId('article-stage').filter({ hasText: stages.published }).waitFor();
    // The conflict is a 409, which browsers log.
    expect([...a.errors, ...b.errors].filter((error) => !/status of 409/.test(error))).toEqual([]);
    await a.context.close();
    await b.context.close();
  });
}
