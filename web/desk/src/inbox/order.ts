/** Which rows a view holds and in which order: the server's rules, kept here for live rows. Pure. */
import type { InboxView, Row } from '@rozmova/shared/api';

export function belongs(row: Row, view: InboxView, me: string): boolean {
  if (view === 'resolved') return row.status === 'resolved';
  if (row.status === 'resolved') return false;
  switch (view) {
    case 'mine':
      return row.owner.kind === 'agent' && row.owner.id === me;
    case 'unassigned':
      return row.owner.kind === 'queue';
    case 'bot':
      return row.owner.kind === 'bot';
    case 'all':
      return true;
  }
}

/** Latest message first, as the server pages; the id decides between equals, so that a list never flickers. */
export function compare(a: Row, b: Row): number {
  const [x, y] = [a.last_message?.at ?? '', b.last_message?.at ?? ''];
  if (x !== y) return x < y ? 1 : -1;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

/**
 * The ids of a loaded list after one row changed. `complete` says that the end of the list is
 * loaded; otherwise a row that would stand behind the last one is left for its own page.
 */
export function place(
  ids: readonly string[],
  row: Row,
  member: boolean,
  complete: boolean,
  get: (id: string) => Row | undefined,
): string[] {
  const rest = ids.filter((id) => id !== row.id);
  if (!member) return rest;
  let low = 0;
  let high = rest.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = get(rest[middle]!);
    if (other && compare(other, row) < 0) low = middle + 1;
    else high = middle;
  }
  if (low === rest.length && !complete && rest.length > 0) return rest;
  rest.splice(low, 0, row.id);
  return rest;
}

/** Does a loaded row fit what is typed into the search box? Only a foretaste of the server's answer. */
export function matches(row: Row, query: string): boolean {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const text =
    `${row.contact.name} ${row.issue} #${row.number} ${row.last_message?.text ?? ''}`.toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}
