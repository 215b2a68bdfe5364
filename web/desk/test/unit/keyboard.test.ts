import { describe, expect, it } from 'vitest';
import { keyLabels, keyName } from '../../src/commands/keyboard.ts';
import { rank } from '../../src/commands/search.ts';

const press = (key: string, code: string, more: object = {}) =>
  keyName({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe('keyName', () => {
  it('reads letters as they are printed on a Latin layout', () => {
    expect(press('j', 'KeyJ')).toBe('j');
    expect(press('J', 'KeyJ', { shiftKey: true })).toBe('j');
    // Dvorak: the letter counts, not the place.
    expect(press('j', 'KeyC')).toBe('j');
  });

  it('reads them by their place on a Ukrainian layout', () => {
    expect(press('о', 'KeyJ')).toBe('j');
    expect(press('л', 'KeyK')).toBe('k');
    expect(press('у', 'KeyE')).toBe('e');
    expect(press('х', 'BracketLeft')).toBe('[');
    expect(press('ї', 'BracketRight')).toBe(']');
    expect(press('л', 'KeyK', { ctrlKey: true })).toBe('mod+k');
  });

  it('finds slash and question mark on both', () => {
    expect(press('/', 'Slash')).toBe('/');
    expect(press('?', 'Slash', { shiftKey: true })).toBe('?');
    expect(press('.', 'Slash')).toBe('/');
    expect(press(',', 'Slash', { shiftKey: true })).toBe('?');
    expect(press('.', 'Period')).toBeUndefined();
  });

  it('leaves Alt combinations to the system', () => {
    expect(press('j', 'KeyJ', { altKey: true })).toBeUndefined();
  });
});

it('shows keys as on the caps', () => {
  expect(keyLabels('g i')).toEqual(['G', 'I']);
  expect(keyLabels('Shift+Enter')).toEqual(['⇧', '↵']);
});

describe('rank', () => {
  const entries = [
    { title: 'Завершити розмову' },
    { title: 'Завершені розмови' },
    { title: 'Взяти розмову' },
    { title: 'Вийти' },
  ];
  it('puts beginnings first and drops what does not fit', () => {
    expect(rank(entries, 'взя').map((entry) => entry.title)).toEqual(['Взяти розмову']);
    expect(rank(entries, 'розм заверши').map((entry) => entry.title)).toEqual(['Завершити розмову']);
    expect(rank(entries, 'хххх')).toEqual([]);
  });
});
