/** The knowledge pages' own words; they are loaded with the pages. A test compares the two languages. */
import { translator, type Values } from '@rozmova/shared/i18n';
import { prefs } from '../app/prefs.svelte.ts';
import { en } from './en.ts';
import { uk } from './uk.ts';

const dictionaries = { uk, en };

class Texts {
  translate = $derived(translator(prefs.locale, dictionaries[prefs.locale]));
}
const texts = new Texts();

export type KnowledgeKey = keyof typeof uk;

export function w(key: KnowledgeKey, values?: Values): string {
  return texts.translate(key, values);
}
