import type { FlowDetail, FlowNode } from '@rozmova/shared/api';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/flows/diff.ts';
import { draw, end } from '../../src/flows/layout.ts';

describe('diff', () => {
  const marked = (a: string, b: string) => diff(a, b).map((line) => line.mark + line.text);

  it('shows what was taken out and put in, with what stands around', () => {
    expect(marked('a\nb\nc', 'a\nx\nc')).toEqual([' a', '−b', '+x', ' c']);
    expect(marked('', 'a\nb')).toEqual(['+a', '+b']);
    expect(marked('a', '')).toEqual(['−a']);
    expect(marked('a', 'a')).toEqual([' …']);
  });

  it('leaves out long stretches that are the same', () => {
    const long = Array.from({ length: 40 }, (_, i) => `line ${i}`);
    const changed = [...long];
    changed[20] = 'other';
    expect(marked(long.join('\n'), changed.join('\n'))).toEqual([
      ' …',
      ' line 17',
      ' line 18',
      ' line 19',
      '−line 20',
      '+other',
      ' line 21',
      ' line 22',
      ' line 23',
      ' …',
    ]);
  });

  it('finds the longest common lines', () => {
    expect(marked('a\nb\nc\nd', 'b\nd\ne')).toEqual(['−a', ' b', '−c', ' d', '+e']);
  });
});

describe('graph', () => {
  const node = (id: string, kind: string, more: Partial<FlowNode> = {}): FlowNode => ({
    id,
    kind,
    line: 1,
    reached: 0,
    left: 0,
    ...more,
  });
  const detail: FlowDetail = {
    name: 'x',
    pack: 'p',
    path: 'flows/x.yaml',
    days: 30,
    nodes: [node('a', 'ask', { text: 'Which?' }), node('b', 'goto'), node('c', 'say'), node('d', 'end')],
    edges: [
      { from: 'a', to: 'b', kind: 'next' },
      { from: 'a', to: 'c', kind: 'error', label: 'not_found' },
      { from: 'b', to: 'd', kind: 'goto' },
      { from: 'c', to: 'd', kind: 'next' },
      { from: 'd', to: end, kind: 'next' },
    ],
  };

  it('draws every step but a goto, which is an arrow', () => {
    const drawing = draw(detail, (kind, label) => label || kind);
    expect(drawing.boxes.map((box) => box.id).sort()).toEqual([end, 'a', 'c', 'd']);
    expect(drawing.arrows.map((arrow) => arrow.label).sort()).toEqual(['next', 'next', 'next', 'not_found']);
  });

  it('lets no box overlap another', () => {
    const { boxes } = draw(detail, () => '');
    for (const a of boxes)
      for (const b of boxes)
        if (a !== b)
          expect(
            a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
          ).toBe(true);
  });
});
