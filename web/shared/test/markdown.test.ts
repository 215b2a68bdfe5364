import { describe, expect, it } from 'vitest';
import { markdown, plainText } from '../markdown/index.ts';

describe('markdown', () => {
  it.each([
    ['просто текст', '<p>просто текст</p>'],
    ['**жирне** і *косе*', '<p><strong>жирне</strong> і <em>косе</em></p>'],
    ['_косе_ та `a*b*c`', '<p><em>косе</em> та <code>a*b*c</code></p>'],
    ['рядок\nдругий', '<p>рядок<br>другий</p>'],
    ['перший\n\nдругий', '<p>перший</p><p>другий</p>'],
    ['- один\n- два', '<ul><li>один</li><li>два</li></ul>'],
    ['1. один\n2) два\nдалі', '<ol><li>один</li><li>два</li></ol><p>далі</p>'],
    ['```\n<b>*x*</b>\n```', '<pre><code>&lt;b&gt;*x*&lt;/b&gt;</code></pre>'],
    ['2 * 3 * 4 і snake_case_name', '<p>2 * 3 * 4 і snake_case_name</p>'],
    ['**', '<p>**</p>'],
  ])('%j', (source, html) => expect(markdown(source)).toBe(html));

  it('follows only http, https and mailto', () => {
    expect(markdown('[сайт](https://dim.example/a?b=1&c=2)')).toBe(
      '<p><a href="https://dim.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">сайт</a></p>',
    );
    expect(markdown('[пошта](mailto:a@b.example)')).toContain('href="mailto:a@b.example"');
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//evil.example',
      ' javascript:x',
    ]) {
      expect(markdown(`[x](${bad})`)).not.toContain('<a');
    }
  });

  it('links bare addresses without the full stop after them', () => {
    expect(markdown('див. https://dim.example/x.')).toContain('>https://dim.example/x</a>.');
    expect(markdown('"https://dim.example/x"')).toContain('>https://dim.example/x</a>&quot;');
  });

  it('never lets markup of the author through', () => {
    const hostile = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '[a](https://x.example/"onmouseover="alert(1))',
      '[<b>](https://x.example)',
      '`<i>`',
      '**<u>**',
      '\uE0000\uE001 <b>',
      '[![x](https://a.example)](https://b.example)',
      'https://x.example/<script>',
      '```js\n</code><script>',
    ];
    for (const source of hostile) {
      const tags = [...markdown(source).matchAll(/<\/?([a-z]+)([^>]*)>/gi)];
      for (const [, tag, attributes] of tags) {
        expect(['p', 'a', 'strong', 'em', 'code', 'pre', 'br', 'ul', 'ol', 'li']).toContain(tag);
        expect(attributes).toMatch(/^( href="[^"<>]*" target="_blank" rel="noopener noreferrer nofollow")?$/);
      }
    }
  });

  it('stays quick on text made to be slow', () => {
    for (const source of [
      '*a'.repeat(2000),
      '['.repeat(4000),
      '_'.repeat(4000),
      '`'.repeat(4000),
      '**a '.repeat(1000),
    ]) {
      expect(markdown(source).length).toBeGreaterThan(0);
    }
  });

  it('has a plain twin', () => {
    expect(plainText('**Номер** `W1`:\n[тут](https://a.example) _так_')).toBe('Номер W1: тут так');
  });
});
