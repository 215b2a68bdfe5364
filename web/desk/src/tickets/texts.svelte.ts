/** The tickets' own words; they are loaded with their pages. A test compares the two languages. */
import { translator, type Values } from '@rozmova/shared/i18n';
import { prefs } from '../app/prefs.svelte.ts';
import { en } from './en.ts';
import { uk } from './uk.ts';

const dictionaries = { uk, en };

class Texts {
  translate = $derived(translator(prefs.locale, dictionaries[prefs.locale]));
}
const texts = new Texts();

export type TicketKey = keyof typeof uk;

export function k(key: TicketKey, values?: Values): string {
  return texts.translate(key, values);
}
