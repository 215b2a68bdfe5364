/** Finds entries by what one types: whole beginnings first, then beginnings of words, then letters in order. */
export interface Named {
  title: string;
  detail?: string;
}

export function rank<T extends Named>(entries: readonly T[], query: string): T[] {
  const wanted = query.trim().toLocaleLowerCase();
  if (!wanted) return [...entries];
  return entries
    .map((entry, order) => ({ entry, order, score: score(`${entry.title} ${entry.detail ?? ''}`, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ entry }) => entry);
}

function score(text: string, wanted: string): number {
  const lower = text.toLocaleLowerCase();
  if (lower.startsWith(wanted)) return 4;
  const words = lower.split(/[\s,.:;()«»"–—-]+/);
  if (wanted.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)))) return 3;
  if (lower.includes(wanted)) return 2;
  let at = 0;
  for (const letter of lower) if (letter === wanted[at]) at++;
  return at === wanted.length && wanted.length > 2 ? 1 : 0;
}
