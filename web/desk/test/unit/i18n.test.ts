import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plural, Texts } from '@rozmova/shared/i18n';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { uk } from '../../src/i18n/uk.ts';
import { en as flowsEn } from '../../src/flows/en.ts';
import { en as knowledgeEn } from '../../src/knowledge/en.ts';
import { uk as knowledgeUk } from '../../src/knowledge/uk.ts';
import { en as learningEn } from '../../src/learning/en.ts';
import { uk as learningUk } from '../../src/learning/uk.ts';
import { en as modelsEn } from '../../src/models/en.ts';
import { uk as modelsUk } from '../../src/models/uk.ts';
import { en as ticketsEn } from '../../src/tickets/en.ts';
import { uk as ticketsUk } from '../../src/tickets/uk.ts';
import { uk as flowsUk } from '../../src/flows/uk.ts';

const texts = (entry: string | Plural) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const holes = (entry: string | Plural) =>
  [...new Set(texts(entry).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

describe.each([
  ['desk', uk, en],
  ['flow studio', flowsUk, flowsEn],
  ['knowledge', knowledgeUk, knowledgeEn],
  ['learning', learningUk, learningEn],
  ['language model', modelsUk, modelsEn],
  ['tickets', ticketsUk, ticketsEn],
] as [string, Texts, Texts][])('dictionaries of the %s', (_, uk, en) => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(uk).sort());
  });

  it('ask for the same values', () => {
    for (const key of Object.keys(uk)) expect(holes(en[key]!), key).toEqual(holes(uk[key]!));
  });

  it('have every form that the language needs', () => {
    for (const [key, entry] of Object.entries(uk))
      if (typeof entry !== 'string')
        expect(Object.keys(entry).sort(), key).toEqual(['few', 'many', 'one', 'other']);
    for (const [key, entry] of Object.entries(en))
      if (typeof entry !== 'string') expect(Object.keys(entry).sort(), key).toEqual(['one', 'other']);
  });

  it('are not empty and not left in the other language', () => {
    for (const [key, entry] of Object.entries(uk))
      for (const text of texts(entry)) expect(text.trim(), key).not.toBe('');
    for (const [key, entry] of Object.entries(en)) {
      // The switch to Ukrainian is named in Ukrainian.
      if (key === 'command.language') continue;
      for (const text of texts(entry)) expect(text, key).not.toMatch(/[а-яґєії]/i);
    }
  });

  it('use the Ukrainian apostrophe and no straight quotes', () => {
    for (const [key, entry] of Object.entries(uk))
      for (const text of texts(entry)) expect(text, key).not.toMatch(/['"]/);
  });
});

describe('components', () => {
  const root = join(import.meta.dirname, '../../src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.svelte'),
  );

  it('take every text from the dictionaries', () => {
    for (const file of files) {
      const markup = readFileSync(join(root, file), 'utf8')
        .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
        // The two languages are called by their own names in both.
        .replace(/title: '(Українська|English)'/g, '');
      expect(markup, file).not.toMatch(/[а-яґєії]/i);
      expect(markup, file).not.toMatch(/(aria-label|title|placeholder)="[A-Z]/);
    }
  });

  it('stay small', () => {
    for (const file of files)
      expect(readFileSync(join(root, file), 'utf8').split('\n').length, file).toBeLessThanOrEqual(290);
  });
});
