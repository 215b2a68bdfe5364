/**
 * Markdown-lite to safe HTML: **bold**, *italic* or _italic_, `code`, fenced code,
 * [text](url), bare links, lists and line breaks. Everything is escaped before
 * anything is recognised, so no markup of the author ever reaches the page; the
 * only attributes written are ours. Text from customers and models comes here.
 */
export function markdown(source: string): string {
  const out: string[] = [];
  const blocks = escapeHtml(source.replace(/\r\n?/g, '\n'))
    .trim()
    .split(/^```\w*\n?([\s\S]*?)(?:\n?```[ \t]*$|$(?![\s\S]))/m);
  blocks.forEach((block, i) => {
    if (i % 2) out.push(`<pre><code>${block}</code></pre>`);
    else if (block.trim()) out.push(prose(block));
  });
  return out.join('');
}

/** The same text without its signs, for one-line previews and screen readers. */
export function plainText(source: string): string {
  return source
    .replace(/```\w*\n?|`/g, '')
    .replace(/\[([^\]\n]+)\]\([^)\s]*\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replace(/(^|[^\p{L}\p{N}*_])[*_](?=\S)([^\n]*?[^\s*_])[*_](?![\p{L}\p{N}])/gmu, '$1$2')
    .replace(/\s+/g, ' ')
    .trim();
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}

/** Only these three schemes may be followed; anything else stays text. */
export function safeUrl(url: string | undefined): string | undefined {
  return url && /^(https?:\/\/[^\s/]|mailto:[^\s@]+@)/i.test(url) ? url : undefined;
}

function prose(text: string): string {
  const out: string[] = [];
  let paragraph: string[] = [];
  let list: { tag: string; items: string[] } | undefined;
  const flush = () => {
    if (paragraph.length) out.push(`<p>${paragraph.map(inline).join('<br>')}</p>`);
    if (list)
      out.push(`<${list.tag}>${list.items.map((item) => `<li>${inline(item)}</li>`).join('')}</${list.tag}>`);
    paragraph = [];
    list = undefined;
  };
  for (const line of text.split('\n')) {
    const item = /^\s{0,8}(?:([-*•])|(\d{1,3})[.)])\s+(\S.*)$/.exec(line);
    if (item) {
      const tag = item[1] ? 'ul' : 'ol';
      if (list?.tag !== tag) {
        flush();
        list = { tag, items: [] };
      }
      list!.items.push(item[3]!);
    } else {
      if (list || !line.trim()) flush();
      if (line.trim()) paragraph.push(line);
    }
  }
  flush();
  return out.join('');
}

/**
 * Code and links are set aside before emphasis is looked for, so that signs inside
 * them mean nothing. The place-holders are private-use characters that the input
 * is cleaned of first.
 */
function inline(escaped: string): string {
  const kept: string[] = [];
  const keep = (html: string) => `\uE000${kept.push(html) - 1}\uE001`;
  const link = (url: string, label: string) =>
    keep(`<a href="${url}" target="_blank" rel="noopener noreferrer nofollow">${label}</a>`);
  const text = escaped
    .replace(/[\uE000\uE001]/g, '')
    .replace(/`([^`]+)`/g, (_, code: string) => keep(`<code>${code}</code>`))
    .replace(/\[([^\][]{1,300})\]\(([^()\s]{1,2000})\)/g, (whole, label: string, url: string) =>
      safeUrl(url) ? link(url, emphasis(label)) : whole,
    )
    .replace(/\bhttps?:\/\/[^\s\uE000<]{1,2000}/gi, (found) => {
      // Punctuation at the end belongs to the sentence; an entity must not be cut in half.
      const url = found.replace(/(?:[.,:!?)\]]|;(?<!&(?:amp|lt|gt|quot|#39);)|&(?:quot|#39|lt|gt);)+$/, '');
      return safeUrl(url) ? link(url, url) + found.slice(url.length) : found;
    });
  const restore = (html: string): string =>
    html.replace(/\uE000(\d+)\uE001/g, (_, i: string) => restore(kept[Number(i)]!));
  return restore(emphasis(text));
}

function emphasis(text: string): string {
  return text
    .replace(/(\*\*|__)(?=\S)(.{1,2000}?\S|\S)\1/g, '<strong>$2</strong>')
    .replace(
      /(^|[^\p{L}\p{N}*_\\])([*_])(?=[^\s*_])([^\n]{0,2000}?[^\s*_])\2(?![\p{L}\p{N}*_])/gu,
      '$1<em>$3</em>',
    );
}
