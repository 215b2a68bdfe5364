// What people come for, as people are: an order, a bill and a phone that does not work, each with something corrected,
// something else asked on the way, a change of mind, and a person at the end who need not ask anything again.
import { describe, expect, test } from 'vitest';
import { window_ } from './lib/browser.mjs';
import { Customer } from './lib/customer.mjs';
import { Desk } from './lib/desk.mjs';
import { agents } from './lib/server.mjs';
import { shot } from './lib/shots.mjs';
import { domains } from './lib/domains.mjs';
import { stageForAll } from './lib/stage.mjs';

const on = stageForAll();

describe.each(['uk', 'en'])('in %s', (lang) => {
  const w = domains[lang];

  /** A window in which somebody is signed in at the company's site. */
  async function signedIn(who) {
    const hand = await window_(on.browser, { lang, width: 1440 });
    await hand.context.addCookies([{ name: 'shop_customer', value: who, url: on.demo.base }]);
    return { ...hand, page: await hand.context.newPage() };
  }

  /** An agent opens the conversation and finds there what was said; answers, and the customer reads it. */
  async function handOver(customer, name, story, seen) {
    await customer.hears(w.waiting);
    await shot(customer.page, `${lang}-${story}-waiting`);
    const office = await window_(on.browser, { lang, width: 1440 });
    const desk = new Desk(await office.context.newPage(), on.demo.base, lang);
    await desk.signIn();
    await desk.openFromQueue(name);
    for (const text of seen) await desk.sees('packet', text);
    await shot(desk.page, `${lang}-${story}-desk`);
    await desk.takeOver();
    await customer.sees('owner-line', agents[lang].name);
    await desk.reply(w.reply);
    await customer.hears(w.reply);
    await desk.resolve();
    expect(office.errors).toEqual([]);
    await office.context.close();
  }

  async function over(hand) {
    expect(hand.errors).toEqual([]);
    expect(await hand.talk.breaches()).toEqual([]);
    await hand.context.close();
  }

  test('an item of an order is changed', async () => {
    const s = w.order;
    const hand = await signedIn(s.customer);
    const customer = new Customer(hand.page, on.demo.base, lang);
    await customer.open();
    await shot(hand.page, `${lang}-order-greeting`);
    expect(await hand.page.getByTestId('chip').count()).toBeLessThanOrEqual(7);
    await customer.say(s.change);
    if (s.pay) {
      await customer.hears(s.payAsked);
      await customer.press(s.pay);
    }
    await customer.hears(s.confirm);
    await shot(hand.page, `${lang}-order-confirm`);

    await customer.say(s.aside);
    await customer.hears(s.asideAnswer);
    await customer.hears(w.backTo);
    await customer.say(s.correction);
    await customer.hears(s.corrected);
    await shot(hand.page, `${lang}-order-corrected`);
    await customer.say(s.no);
    await customer.hears(w.stopped);

    if (s.pay) {
      await customer.hearsAfter(s.after, s.payAsked);
      await customer.hearsAfter(s.payOther, s.confirm);
    } else {
      await customer.hearsAfter(s.after, s.confirm);
    }
    await customer.say(w.yes);
    await customer.hears(s.done);
    await shot(hand.page, `${lang}-order-done`);
    await customer.say(w.person);
    await handOver(customer, s.name, 'order', s.packet);
    await over(hand);
  });

  test('a bill is explained and another card put in', async () => {
    const s = w.bill;
    const hand = await signedIn(s.customer);
    const customer = new Customer(hand.page, on.demo.base, lang);
    await customer.open(lang === 'uk' ? '/mobile' : '/en/mobile');
    await customer.say(s.why);
    await customer.hears(s.more);
    await shot(hand.page, `${lang}-bill-explained`);

    await customer.say(s.card);
    await customer.hears(s.codeSent);
    await customer.say(s.aside);
    await customer.press(s.line);
    await customer.hears(s.asideAnswer);
    const code = await codeFor(hand.page);
    await customer.say(code === '111111' ? '222222' : '111111');
    await customer.hears(s.wrongCode);
    await shot(hand.page, `${lang}-bill-code`);
    await customer.say(code);
    await customer.hears(s.page);
    await shot(hand.page, `${lang}-bill-page`);
    await payWith(
      hand.context,
      await hand.page.getByTestId('message').locator('a[href*="/pay"]').last().getAttribute('href'),
    );

    await customer.say(s.email);
    await customer.hears(s.emailAsked);
    await customer.say(s.otherEmail);
    await customer.hears(s.emailCorrected);
    await shot(hand.page, `${lang}-bill-corrected`);
    await customer.say(s.no);
    await customer.hears(w.stopped);
    expect((await customer.texts()).join('\n')).not.toContain('4242');
    await customer.say(s.person);
    await handOver(customer, s.name, 'bill', s.packet);
    await over(hand);
  });

  async function codeFor(page) {
    const text = await page
      .locator('.texts .text', { hasText: /\b\d{6}\b/ })
      .last()
      .innerText();
    const code = /\b\d{6}\b/.exec(text)[0];
    return code;
  }

  async function payWith(context, href) {
    const page = await context.newPage();
    await page.goto(new URL(href, on.demo.base).href);
    await page.locator('#number').fill('4242 4242 4242 4242');
    await page.locator('#expiry').fill('11 / 39');
    await page.locator('#cvc').fill('123');
    await shot(page, `${lang}-bill-card`);
    await page.locator('button[type=submit]').click();
    await page.getByText('•••• 4242').waitFor();
    await shot(page, `${lang}-bill-saved`);
    await page.close();
  }

  test('a phone that cannot be mended from afar', async () => {
    const s = w.phone;
    const hand = await signedIn(s.customer);
    const page = hand.page;
    const path = lang === 'uk' ? '/phone' : '/en/phone';
    await page.goto(on.demo.base + path);
    await page.getByRole('button', { name: s.problem, exact: true }).click();
    await page.locator('.screen').waitFor();
    const customer = new Customer(page, on.demo.base, lang);
    await customer.open(path);
    await customer.say(s.trouble);
    await customer.hears(s.airplane);
    await shot(page, `${lang}-phone-asks`);
    await customer.say(s.wrong);
    await customer.hears(s.off);
    await customer.say(s.right);
    await customer.hears(s.look);
    await customer.say(s.nothing);
    await customer.hears(s.sim);
    await customer.say(s.aside);
    await customer.hears(s.asideAnswer);
    await customer.hears(w.backTo);
    await shot(page, `${lang}-phone-aside`);

    await customer.say(s.no);
    await customer.hears(w.stopped);
    await customer.say(s.again);
    await customer.hears(s.airplane);
    await customer.say(s.right);
    await customer.hears(s.sim);
    await customer.say(s.locked);
    await customer.hears(s.ticket);
    await shot(page, `${lang}-phone-ticket`);
    await handOver(customer, s.name, 'phone', s.packet);
    await over(hand);
  });
});
