import { translator, type Plural, type Translate } from '@rozmova/shared/i18n';
import type { Locale } from '@rozmova/shared/api';
import { uk } from './uk.ts';
import { en } from './en.ts';

export type WidgetTexts = { [K in keyof typeof uk]: (typeof uk)[K] extends string ? string : Plural };
export type T = Translate<WidgetTexts>;

export function texts(locale: Locale): T {
  return translator<WidgetTexts>(locale, locale === 'uk' ? uk : en);
}
