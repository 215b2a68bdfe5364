/** Which lines differ between two texts, with a little of what stands around. Pure. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed' | 'skipped';
  mark: string;
  text: string;
}

const around = 3;

export function diff(before: string, after: string): DiffLine[] {
  const a = before ? before.split('\n') : [];
  const b = after ? after.split('\n') : [];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let tail = 0;
  while (
    tail < a.length - start &&
    tail < b.length - start &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  const lines: DiffLine[] = [];
  const same = (text: string) => lines.push({ kind: 'same', mark: ' ', text });
  for (const text of a.slice(0, start)) same(text);
  lines.push(...middle(a.slice(start, a.length - tail), b.slice(start, b.length - tail)));
  for (const text of a.slice(a.length - tail)) same(text);
  return shorten(lines);
}

/** The longest common lines, by the table of lengths; the files are small. */
function middle(a: string[], b: string[]): DiffLine[] {
  const rows = a.length + 1;
  const columns = b.length + 1;
  if (rows * columns > 4_000_000)
    return [
      ...a.map((text): DiffLine => ({ kind: 'removed', mark: '−', text })),
      ...b.map((text): DiffLine => ({ kind: 'added', mark: '+', text })),
    ];
  const common = new Uint16Array(rows * columns);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * columns + j] =
        a[i] === b[j]
          ? common[(i + 1) * columns + j + 1]! + 1
          : Math.max(common[(i + 1) * columns + j]!, common[i * columns + j + 1]!);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', mark: ' ', text: a[i]! });
      i++;
      j++;
    } else if (
      j >= b.length ||
      (i < a.length && common[(i + 1) * columns + j]! >= common[i * columns + j + 1]!)
    )
      lines.push({ kind: 'removed', mark: '−', text: a[i++]! });
    else lines.push({ kind: 'added', mark: '+', text: b[j++]! });
  }
  return lines;
}

/** Long stretches without a change become one line. */
function shorten(lines: DiffLine[]): DiffLine[] {
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - around), i + around + 1).some((line) => line.kind !== 'same'),
  );
  const out: DiffLine[] = [];
  lines.forEach((line, i) => {
    if (near[i]) out.push(line);
    else if (out.at(-1)?.kind !== 'skipped') out.push({ kind: 'skipped', mark: ' ', text: '…' });
  });
  return out;
}
