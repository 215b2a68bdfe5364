import { expect, it } from 'vitest';
import { initials, pickLocale, translator } from '../i18n/index.ts';

it('chooses Ukrainian plurals', () => {
  const t = translator('uk', {
    n: {
      one: '{n} повідомлення',
      few: '{n} повідомлення',
      many: '{n} повідомлень',
      other: '{n} повідомлення',
    },
    hi: 'Вітаємо, {name}',
  });
  expect([1, 2, 5, 11, 21, 22, 112].map((n) => t('n', { n }).split(' ')[1])).toEqual([
    'повідомлення',
    'повідомлення',
    'повідомлень',
    'повідомлень',
    'повідомлення',
    'повідомлення',
    'повідомлень',
  ]);
  expect(t('hi', { name: '{n}' })).toBe('Вітаємо, {n}');
});

it('picks a language we speak', () => {
  expect(pickLocale(undefined, 'en-GB', 'uk')).toBe('en');
  expect(pickLocale('de', 'uk-UA')).toBe('uk');
  expect(pickLocale('de')).toBe('en');
  expect(pickLocale()).toBe('uk');
  expect(pickLocale('ru-RU')).toBe('uk');
});

it('makes initials', () => {
  expect(initials('Оксана  Коваль-Їжак Третя')).toBe('ОК');
  expect(initials(' їжак ')).toBe('Ї');
  expect(initials('')).toBe('');
});
