// What a customer wrote and the bot did not understand becomes an example with one click; what that changes is seen
// before it is published, and then the bot understands. An agent looks and teaches nothing.
import { expect, test } from 'vitest';
import { clean } from './lib/axe.mjs';
import { window_ } from './lib/browser.mjs';
import { Customer } from './lib/customer.mjs';
import { Desk } from './lib/desk.mjs';
import { agents } from './lib/server.mjs';
import { shot } from './lib/shots.mjs';
import { stageForAll } from './lib/stage.mjs';

const on = stageForAll();

// Each theme has words of its own: what the one taught, the other would find understood.
const odd = {
  light: ['шурум-бурум гарбуз не той вранці', 'балабони трипликують 0671234567', 'трипликують'],
  dark: ['дзиґа-передзиґа кавун хлипає', 'кракозябри мурмотять 0671234567', 'мурмотять'],
};

/** A customer whose words the bot cannot place. */
async function puzzles(lang, words) {
  const { context } = await window_(on.browser, { lang });
  const customer = new Customer(await context.newPage(), on.demo.base, lang);
  await customer.open();
  for (const text of words) await customer.say(text);
  return { customer, context };
}

for (const theme of ['light', 'dark']) {
  test(`a message is taught, judged and published, ${theme}`, async () => {
    const [words, babble, babbles] = odd[theme];
    const { context: theirs } = await puzzles('uk', [words, babble]);
    await theirs.close();

    const { context, errors, talk } = await window_(on.browser, { lang: 'uk', theme, width: 1440 });
    const page = await context.newPage();
    const desk = new Desk(page, on.demo.base, 'uk');
    await desk.signIn();
    await page.getByTestId('nav-learning').click();
    const lesson = page.getByTestId('lesson').filter({ hasText: words });
    await lesson.waitFor();
    await page
      .getByTestId('lesson')
      .filter({ hasText: `${babbles} •••` })
      .first()
      .waitFor();
    await page.locator('[data-testid=effect][data-state=none]').waitFor();
    await clean(page, 'list');

    // From the message to the conversation, and back.
    await lesson.getByRole('link', { name: 'Розмова' }).click();
    await page.getByTestId('message').filter({ hasText: words }).first().waitFor();
    await page.goBack();

    // With the keyboard: another flow is looked for by its name.
    await lesson.getByTestId('lesson-example').fill(`${words}, хочу здати`);
    await lesson.getByTestId('lesson-other').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('повернути товар');
    await lesson.getByTestId('lesson-found').first().waitFor();
    await clean(page, 'search');
    await shot(page, `learning-search-${theme}`);
    expect(await lesson.getByTestId('lesson-found').count()).toBe(1);
    await page.keyboard.press('Enter');
    await lesson.waitFor({ state: 'detached' });

    // What it changes is there before anything is published.
    await page.locator('[data-testid=effect][data-state=done]').waitFor();
    await page.getByTestId('readings').getByText(words).waitFor();
    await page.getByTestId('effect').getByText('Прикладів прочитано правильно').waitFor();
    expect(await lesson.count()).toBe(0);
    await clean(page, 'effect');
    await shot(page, `learning-effect-${theme}`);

    // Skipped and put back; what has no place in any flow is taught as such.
    const noise = page.getByTestId('lesson').filter({ hasText: babbles }).first();
    await noise.getByTestId('lesson-dismiss').click();
    await noise.waitFor({ state: 'detached' });
    await page.getByText('Пропущено', { exact: true }).first().click();
    await noise.getByRole('button', { name: 'Повернути до списку' }).click();
    await noise.waitFor({ state: 'detached' });
    await page.getByText('Чекають', { exact: true }).click();
    await noise.getByTestId('lesson-outside').click();
    await noise.waitFor({ state: 'detached' });
    await page.locator('[data-testid=effect][data-state=done]').waitFor();

    await page.getByTestId('publish').click();
    await page.getByRole('dialog').getByRole('textbox').fill('Навчання');
    await page.getByRole('dialog').getByRole('button', { name: 'Опублікувати' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('[data-testid=effect][data-state=none]').waitFor();
    await page.getByText('Вивчено', { exact: true }).click();
    await page.getByTestId('lesson').filter({ hasText: words }).waitFor();
    await clean(page, 'learnt');

    expect(await talk.breaches()).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();

    // The next customer who says so is understood.
    const { context: next } = await puzzles('uk', [`${words}, хочу здати`]);
    await next.close();
    const seen = await window_(on.browser, { lang: 'uk', width: 1440 });
    const after = await seen.context.newPage();
    await new Desk(after, on.demo.base, 'uk').signIn();
    await after.goto(`${on.demo.base}/desk/learning`);
    await after.locator('[data-testid=effect][data-state=none]').waitFor();
    expect(await after.getByTestId('lesson').filter({ hasText: 'хочу здати' }).count()).toBe(0);
    await seen.context.close();
  });
}

test('an agent looks and teaches nothing; on a phone, in English', async () => {
  const { context: theirs } = await puzzles('en', ['gribble the frobnicator']);
  await theirs.close();
  const { context, errors } = await window_(on.browser, { lang: 'en', width: 390, height: 844 });
  const page = await context.newPage();
  const desk = new Desk(page, on.demo.base, 'en');
  await desk.signIn(agents.en.email);
  await page.goto(`${on.demo.base}/desk/learning`);
  await page.getByTestId('lesson').filter({ hasText: 'gribble' }).waitFor();
  await page.getByText('Administrators can teach the bot.').waitFor();
  expect(await page.getByTestId('lesson-guess').count()).toBe(0);
  expect(await page.getByTestId('lesson-dismiss').count()).toBe(0);
  await clean(page, 'on a phone');
  await shot(page, 'learning-agent');
  expect(errors).toEqual([]);
  await context.close();
});
