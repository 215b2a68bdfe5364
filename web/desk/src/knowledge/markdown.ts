/** What the buttons above the editor do to a text and its selection. Pure. */
export interface Marked {
  text: string;
  from: number;
  to: number;
}

/** Puts marks around the selection, or takes them away when they are there. */
export function around(m: Marked, mark: string, words: string): Marked {
  const chosen = m.text.slice(m.from, m.to);
  const before = m.text.slice(0, m.from);
  const after = m.text.slice(m.to);
  if (chosen && before.endsWith(mark) && after.startsWith(mark)) {
    const from = m.from - mark.length;
    return {
      text: before.slice(0, -mark.length) + chosen + after.slice(mark.length),
      from,
      to: from + chosen.length,
    };
  }
  const inner = chosen || words;
  const from = m.from + mark.length;
  return { text: before + mark + inner + mark + after, from, to: from + inner.length };
}

/** Begins each line of the selection with a mark; {n} in it counts. Lines that have it lose it. */
export function lines(m: Marked, mark: string): Marked {
  const start = m.text.lastIndexOf('\n', m.from - 1) + 1;
  const stop = m.text.indexOf('\n', m.to);
  const end = stop < 0 ? m.text.length : stop;
  const all = m.text.slice(start, end).split('\n');
  const has = mark.includes('{n}')
    ? /^\d+\. /
    : new RegExp(`^${mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  const filled = all.filter((line) => line.trim());
  const away = filled.length > 0 && filled.every((line) => has.test(line));
  let n = 0;
  const out = all.map((line) => {
    if (away) return line.replace(has, '');
    if (!line.trim() && all.length > 1) return line;
    return mark.replace('{n}', String(++n)) + line.replace(/^(#{1,6} |- |> |\d+\. )/, '');
  });
  const text = out.join('\n');
  return { text: m.text.slice(0, start) + text + m.text.slice(end), from: start, to: start + text.length };
}

/** Puts a block of its own below the line of the selection. */
export function block(m: Marked, words: string): Marked {
  const stop = m.text.indexOf('\n', m.to);
  const end = stop < 0 ? m.text.length : stop;
  const before = m.text.slice(0, end).replace(/\n+$/, '');
  const after = m.text.slice(end).replace(/^\n+/, '');
  const head = before ? `${before}\n\n` : '';
  return {
    text: `${head}${words}\n${after ? `\n${after}` : ''}`,
    from: head.length,
    to: head.length + words.length,
  };
}

/** A link around the selection; its address is chosen, ready to be typed over. */
export function link(m: Marked, words: string): Marked {
  const name = m.text.slice(m.from, m.to) || words;
  const address = 'https://';
  const from = m.from + name.length + 3;
  return {
    text: `${m.text.slice(0, m.from)}[${name}](${address})${m.text.slice(m.to)}`,
    from,
    to: from + address.length,
  };
}
