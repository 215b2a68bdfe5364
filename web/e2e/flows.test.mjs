// An administrator changes a flow in the desk: a mistake is shown in its place, a draft is tried, tested, published,
// and rolled back. An agent looks and changes nothing.
import { expect, test } from 'vitest';
import { clean } from './lib/axe.mjs';
import { window_ } from './lib/browser.mjs';
import { Desk } from './lib/desk.mjs';
import { agents } from './lib/server.mjs';
import { stageForAll } from './lib/stage.mjs';

const on = stageForAll();

/** Puts a text into the open file in place of what is there. */
async function type(page, change) {
  const before = await page.evaluate(async () => {
    const root = document.querySelector('[data-testid=editor]').shadowRoot;
    return root.querySelector('.cm-content').cmTile.view.state.doc.toString();
  });
  await page.getByTestId('editor').locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(change(before));
  return before;
}

for (const theme of ['light', 'dark']) {
  test(`a flow is changed, tried, published and rolled back, ${theme}`, async () => {
    const { context, errors } = await window_(on.browser, { lang: 'uk', theme, width: 1440 });
    const page = await context.newPage();
    const desk = new Desk(page, on.demo.base, 'uk');
    await desk.signIn();
    await page.getByTestId('nav-flows').click();
    await page.getByTestId('flow-cancel_order').getByText('Інтернет-магазин').waitFor();
    await page.getByTestId('flow-cancel_order').click();
    await page.getByTestId('graph').waitFor();
    await clean(page, 'graph');

    // A mistake is named, and shown in its place.
    await page.locator('[data-step]').first().click();
    await page.getByTestId('editor').locator('.cm-content').waitFor();
    const before = await type(page, (text) => text.replace(/steps:\n/, 'steps:\n  - say: no_such_text\n'));
    const problem = page.getByTestId('problems').getByRole('button').filter({ hasText: 'no_such_text' });
    await problem.first().waitFor();
    expect(await page.getByTestId('publish').isDisabled()).toBe(true);
    await problem.first().click(); // what was typed last stands at the end of a long file; this goes to the mistake
    await page.getByTestId('editor').locator('.cm-lint-marker-error').first().waitFor();
    await clean(page, 'text with a mistake');

    // Mended: the question has other words now, and a test chat says them.
    await type(page, () => `# ${theme}\n${before}`);
    await page.getByText('Помилок немає').waitFor();
    await page.getByTestId('try').click();
    await page.getByTestId('trial-start').click();
    await page.getByTestId('trial-input').fill('де моє замовлення W1000001');
    await page.keyboard.press('Enter');
    await page.getByTestId('trial-call').first().waitFor();
    await clean(page, 'test chat');
    await page.getByTestId('trial-call').first().getByText('Відмовити з кодом').click();
    await page.getByTestId('trial').getByTestId('message').last().waitFor();
    await page.getByTestId('try').click();

    await page.getByTestId('run-tests').click();
    await page.getByTestId('problems').getByText(/тест/).waitFor();

    // Published, and taken back.
    await page.getByTestId('publish').click();
    await page.getByRole('dialog').getByRole('textbox').fill('Примітка');
    await page.getByRole('dialog').getByRole('button', { name: 'Опублікувати' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Версії', { exact: true }).click();
    const newest = page.getByTestId('versions').locator('li').first();
    await newest.getByText('діє зараз').waitFor();
    await newest.getByText('Показати відмінності').click();
    await newest.getByText(`# ${theme}`).waitFor();
    await clean(page, 'versions');
    await page.getByTestId('versions').getByRole('button', { name: 'Повернути' }).last().click();
    await newest.getByText('збігається з установленим').waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
}

test('an agent looks and changes nothing; on a phone, in English', async () => {
  const { context, errors } = await window_(on.browser, { lang: 'en', width: 390, height: 844 });
  const page = await context.newPage();
  const desk = new Desk(page, on.demo.base, 'en');
  await desk.signIn(agents.en.email);
  await page.goto(`${on.demo.base}/desk/flows`);
  await page.getByTestId('flow-order_status').click();
  await page.getByTestId('graph').waitFor();
  await clean(page, 'graph on a phone');
  expect(await page.getByTestId('publish').count()).toBe(0);
  expect(await page.getByTestId('try').count()).toBe(0);
  await page.getByText('Text', { exact: true }).click();
  await page.getByText('Administrators can change flows.').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});
