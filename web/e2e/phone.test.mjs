// A diagnosis lived through on the demo's telephone, in both languages: the customer does with it what the bot asks for,
// says what it shows, mixes up a switch, asks something else on the way; at the end the phone has a network again.
import { describe, expect, test } from 'vitest';
import { window_ } from './lib/browser.mjs';
import { Customer } from './lib/customer.mjs';
import { stageForEach } from './lib/stage.mjs';

const words = {
  uk: {
    mobile: '/mobile',
    phone: '/phone',
    who: 'Дмитро Ткаченко',
    trouble: 'Телефон пише, що немає мережі',
    airplane: 'Режим польоту',
    wrong: 'режим польоту вимкнений',
    right: 'ой, режим польоту увімкнений',
    off: 'Вимкніть',
    aside: 'а скільки в мене лишилося гігабайтів?',
    gigabytes: 'лишилося',
    stillNone: 'вимкнув, але немає сигналу',
    sim: 'сім-карт',
    missing: 'немає сімки',
    reseat: 'вставте',
    done: 'готово',
    bars: 'усі поділки є',
    solved: 'Мережа знову є',
    noService: 'Немає мережі',
  },
  en: {
    mobile: '/en/mobile',
    phone: '/en/phone',
    who: 'Daniel Foster',
    trouble: 'My phone says no service',
    airplane: 'irplane mode',
    wrong: 'airplane mode is off',
    right: 'oh wait, airplane mode is on',
    off: 'turn airplane mode off',
    aside: 'how much data do I have left?',
    gigabytes: 'GB',
    stillNone: "it's off now, but no signal",
    sim: 'SIM',
    missing: 'it says no SIM card',
    reseat: 'put it back',
    done: 'done',
    bars: 'full bars',
    solved: 'signal is back',
    noService: 'No service',
  },
};

describe.each(['uk', 'en'])('a phone without a network, %s', (lang) => {
  const w = words[lang];
  const on = stageForEach();

  test('is mended step by step', async () => {
    const hand = await window_(on.browser, { lang, width: 1440 });
    const page = await hand.context.newPage();
    await page.goto(on.demo.base + w.mobile);
    await page.getByRole('button', { name: w.who }).click();
    await page.goto(on.demo.base + w.phone);
    await page.getByRole('button', { name: w.noService, exact: true }).click();
    await page.locator('.screen').waitFor();

    const customer = new Customer(page, on.demo.base, lang);
    await customer.open(w.phone);
    await customer.say(w.trouble);
    await customer.hears(w.airplane);
    await customer.say(w.wrong);
    await customer.hears(w.sim);
    await customer.say(w.right);
    await customer.hears(w.off);
    await page.locator('[data-key=airplane][aria-checked=true]').click();
    await page.locator('[data-key=airplane][aria-checked=false]').waitFor();
    await customer.say(w.aside);
    await customer.hears(w.gigabytes);

    await customer.say(w.stillNone);
    await customer.hears(w.sim);
    await customer.say(w.missing);
    await customer.hears(w.reseat);
    await page.locator('[data-key=sim]').click();
    await page.locator('.bars i.lit').nth(3).waitFor();
    await customer.say(w.done);
    await customer.say(w.bars);
    await customer.hears(w.solved);
    expect(hand.errors).toEqual([]);
    expect(await hand.talk.breaches()).toEqual([]);
  });
});
