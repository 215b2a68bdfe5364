/** t('key') for templates: reading it in markup makes the text follow the chosen language. */
import { translator, type Values } from '@rozmova/shared/i18n';
import { prefs } from '../app/prefs.svelte.ts';
import { en } from './en.ts';
import { uk } from './uk.ts';

export type Key = keyof typeof uk;

const dictionaries = { uk, en };

class Texts {
  translate = $derived(translator(prefs.locale, dictionaries[prefs.locale]));
}
const texts = new Texts();

export function t(key: Key, values?: Values): string {
  return texts.translate(key, values);
}

/**
 * The text for a name that comes from the server (a reason, a source …). Names that this
 * build does not know yet are shown as they are, made readable, instead of as a key.
 */
export function named(group: string, name: string | undefined): string {
  if (!name) return '';
  const key = `${group}.${name}`;
  return key in uk ? t(key as Key) : humanise(name);
}

export function knows(group: string, name: string | undefined): boolean {
  return !!name && `${group}.${name}` in uk;
}

function humanise(name: string): string {
  const words = name.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
