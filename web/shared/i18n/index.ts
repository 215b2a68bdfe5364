import type { Locale } from '../api/types.ts';

/** A text with forms for numbers: Ukrainian needs one, few and many, English one and other. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Texts = Record<string, string | Plural>;
export type Values = Record<string, string | number>;
export type Translate<T extends Texts> = (key: keyof T & string, values?: Values) => string;

const rules: Partial<Record<Locale, Intl.PluralRules>> = {};

/**
 * Makes t('key', {n: 3, name}) for one language. `{x}` is replaced by values.x,
 * numbers in the language's own notation; `n` chooses the plural form. A key
 * that is missing is a type error: both languages share one shape.
 */
export function translator<T extends Texts>(locale: Locale, texts: T): Translate<T> {
  return (key, values = {}) => {
    const entry: string | Plural | undefined = texts[key];
    if (entry === undefined) return key;
    const text = typeof entry === 'string' ? entry : (entry[plural(locale, Number(values.n))] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? value.toLocaleString(locale) : value;
    });
  };
}

export function plural(locale: Locale, n: number): Intl.LDMLPluralRule {
  return (rules[locale] ??= new Intl.PluralRules(locale)).select(n);
}

/**
 * The first of the wishes that we speak. Ukrainian when none is: it is this
 * product's first language. 'ru' and 'be' readers understand it better than English.
 */
export function pickLocale(...wishes: (string | null | undefined)[]): Locale {
  for (const wish of wishes) {
    const two = wish?.slice(0, 2).toLowerCase();
    if (two === 'uk' || two === 'en') return two;
    if (two === 'ua' || two === 'ru' || two === 'be') return 'uk';
  }
  return wishes.some(Boolean) ? 'en' : 'uk';
}

/** Initials for a face without a picture: «Оксана Коваль» → «ОК». */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]!.toLocaleUpperCase())
    .join('');
}
