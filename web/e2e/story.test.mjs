// The whole story in a real browser against the real binary, in both languages: status, cancellation, a question
// outside the flows, a person, and back to a bot that knows what happened.
import { describe, expect, test } from 'vitest';
import { window_ } from './lib/browser.mjs';
import { Customer } from './lib/customer.mjs';
import { Desk } from './lib/desk.mjs';
import { agents } from './lib/server.mjs';
import { words } from './lib/words.mjs';
import { stageForEach } from './lib/stage.mjs';

describe.each(['uk', 'en'])('the story, %s', (lang) => {
  const w = words[lang];
  const on = stageForEach();

  test('a customer and an agent', async () => {
    const shop = await window_(on.browser, { lang });
    const office = await window_(on.browser, { lang, width: 1440 });
    const customer = new Customer(await shop.context.newPage(), on.demo.base, lang);
    const desk = new Desk(await office.context.newPage(), on.demo.base, lang);

    await customer.open();
    await customer.say(w.where);
    await customer.hears(w.number);
    await customer.say('#W1000001');
    await customer.hears(w.status);
    await customer.sees('card', w.statusLabel);

    await customer.say(w.cancel);
    await customer.hears(w.why);
    await customer.press(w.reason);
    await customer.hears(w.confirm);
    await customer.say(w.yes);
    await customer.hears(w.done);

    await customer.say(w.outside);
    await customer.hears(w.lost);
    await customer.say(w.person);
    await customer.hears(w.calling);

    await desk.signIn();
    await desk.openFromQueue(w.customer);
    await desk.sees('packet-slots', '#W1000001');
    await desk.sees('packet-slots', w.packetReason);
    await desk.sees('packet-slots', w.reason);
    expect(
      await desk.page.getByTestId('packet-actions').getByRole('listitem').count(),
    ).toBeGreaterThanOrEqual(3);
    expect((await desk.page.getByTestId('packet-reason').first().innerText()).length).toBeGreaterThan(5);
    await desk.sees('message', w.where);
    await desk.takeOver();
    await customer.sees('owner-line', agents[lang].name);
    await desk.reply(w.reply);
    await customer.hears(w.reply);
    await desk.note(w.note);

    await desk.returnToBot(w.note, w.tell);
    await customer.hears(w.tell);
    await customer.hears(w.back);
    // The bot knows what was done: the order it speaks of is the cancelled one, and the note stays with the agents.
    await customer.say(w.again);
    await customer.hears(w.cancelled);
    expect((await customer.texts()).join('\n')).not.toContain(w.note);

    await customer.say(w.bye);
    await customer.hears(w.byeSaid);
    await desk.page.getByTestId('reopen').waitFor();

    expect(shop.errors).toEqual([]);
    expect(office.errors).toEqual([]);
    expect(await shop.talk.breaches()).toEqual([]);
    expect(await office.talk.breaches()).toEqual([]);
    // Some of it went each way.
    expect(shop.talk.heard.answers).toBeGreaterThan(5);
    expect(shop.talk.heard.frames).toBeGreaterThan(10);
    expect(office.talk.heard.answers).toBeGreaterThan(5);
    expect(office.talk.heard.frames).toBeGreaterThan(10);
  });

  test('reload, another page, a crash in the middle', async () => {
    const shop = await window_(on.browser, { lang });
    const page = await shop.context.newPage();
    const customer = new Customer(page, on.demo.base, lang);
    await customer.open();
    await customer.say(w.where);
    await customer.hears(w.number);
    const before = await customer.count();

    await page.reload();
    await customer.hears(w.number);
    expect(await customer.count()).toBe(before);

    await page.goto(`${on.demo.base}${lang === 'uk' ? '/orders' : '/en/orders'}`);
    await customer.hears(w.number);

    await on.demo.kill();
    await page.locator('.notice').waitFor(); // the widget says that the line is down
    await page.getByTestId('composer').fill('#W1000001');
    await page.getByTestId('composer').press('Enter');
    await on.demo.again();
    await customer.hears(w.status);
    const mine = (await customer.texts()).filter((t) => t.includes('#W1000001') && t.length < 40);
    expect(mine).toHaveLength(1);
  });
});
