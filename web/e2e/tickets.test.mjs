// A ticket opened by hand, moved on, and told of: the customer reads it in the chat they wrote in.
import { expect, test } from 'vitest';
import { clean } from './lib/axe.mjs';
import { window_ } from './lib/browser.mjs';
import { Customer } from './lib/customer.mjs';
import { Desk } from './lib/desk.mjs';
import { words } from './lib/words.mjs';
import { stageForAll } from './lib/stage.mjs';

const on = stageForAll();

const says = {
  uk: { title: 'Перевірити платіж', tell: 'Бухгалтерія вже перевіряє.', done: 'Вирішена', theme: 'light' },
  en: { title: 'Check the payment', tell: 'Accounting is looking into it.', done: 'Solved', theme: 'dark' },
};

for (const lang of ['uk', 'en']) {
  test(`a ticket from a conversation, ${lang}`, async () => {
    const w = words[lang];
    const s = says[lang];
    const shop = await window_(on.browser, { lang, theme: s.theme });
    const customer = new Customer(await shop.context.newPage(), on.demo.base, lang);
    await customer.open();
    await customer.say(w.person);
    await customer.hears(w.calling);

    const office = await window_(on.browser, { lang, theme: s.theme, width: 1440 });
    const page = await office.context.newPage();
    const desk = new Desk(page, on.demo.base, lang);
    await desk.signIn();
    await page.getByTestId('view-unassigned').first().click();
    await page.getByTestId('inbox-row').first().click();
    await page.getByTestId('thread').waitFor();
    await page.getByTestId('new-ticket').click();
    await page.getByTestId('ticket-title').fill(s.title);
    await clean(page, 'new ticket');
    await page.getByTestId('ticket-create').click();
    await page.getByTestId('conversation-ticket').filter({ hasText: s.title }).click();

    const ticket = page.getByTestId('ticket');
    await ticket.getByRole('heading', { name: s.title }).waitFor();
    await clean(page, 'ticket');
    await ticket.getByTestId('ticket-tell').fill(s.tell);
    await ticket.getByTestId('ticket-status').selectOption('solved');
    await ticket.getByTestId('ticket-save').click();
    await ticket.getByText(s.tell).waitFor();
    const number = /T-\d+/.exec(await ticket.textContent())[0];
    await customer.hears(number);
    await customer.hears(s.tell);

    // It is found again by its number, among the solved.
    await page.getByTestId('ticket-search').fill(number);
    await page
      .locator('label')
      .filter({ hasText: /(Вирішені|Solved)/ })
      .first()
      .click();
    await page.getByTestId('ticket-row').filter({ hasText: number }).waitFor();
    await clean(page, 'tickets');
    await page.setViewportSize({ width: 390, height: 844 });
    await clean(page, 'a ticket on a phone');
    expect([...shop.errors, ...office.errors]).toEqual([]);
    await shop.context.close();
    await office.context.close();
  });
}
