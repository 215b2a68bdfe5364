/** The page's own words; they are loaded with it. A test compares the two languages. */
import { translator, type Values } from '@rozmova/shared/i18n';
import { prefs } from '../app/prefs.svelte.ts';
import { en } from './en.ts';
import { uk } from './uk.ts';

const dictionaries = { uk, en };

class Texts {
  translate = $derived(translator(prefs.locale, dictionaries[prefs.locale]));
}
const texts = new Texts();

export type ModelsKey = keyof typeof uk;

export function m(key: ModelsKey, values?: Values): string {
  return texts.translate(key, values);
}
