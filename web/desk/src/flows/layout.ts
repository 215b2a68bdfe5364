/** Where the boxes and arrows of a flow's graph stand. Pure. */
import dagre from '@dagrejs/dagre';
import type { FlowDetail, FlowNode } from '@rozmova/shared/api';

export interface Box {
  node: FlowNode | null;
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Arrow {
  key: string;
  path: string;
  kind: string;
  label: string;
  x: number;
  y: number;
}

export interface Drawing {
  boxes: Box[];
  arrows: Arrow[];
  width: number;
  height: number;
}

export const end = '$end';
const width = 236;

/** A goto step is only an arrow: what leads to it leads on. */
function through(detail: FlowDetail): Map<string, string> {
  const target = new Map<string, string>();
  for (const node of detail.nodes)
    if (node.kind === 'goto' && !node.if) {
      const edge = detail.edges.find((candidate) => candidate.from === node.id && candidate.kind === 'goto');
      if (edge) target.set(node.id, edge.to);
    }
  return target;
}

export function draw(detail: FlowDetail, edgeLabel: (kind: string, label: string) => string): Drawing {
  const skip = through(detail);
  const to = (id: string): string => {
    for (let i = 0; skip.has(id) && i < 50; i++) id = skip.get(id)!;
    return id;
  };
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 34, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  const nodes = new Map(detail.nodes.map((node) => [node.id, node]));
  for (const node of detail.nodes)
    if (!skip.has(node.id)) graph.setNode(node.id, { width, height: height(node) });
  graph.setNode(end, { width: 84, height: 30 });
  detail.edges.forEach((edge, i) => {
    if (skip.has(edge.from)) return;
    const label = edgeLabel(edge.kind, edge.label ?? '');
    graph.setEdge(
      edge.from,
      to(edge.to),
      {
        label,
        kind: edge.kind,
        width: label ? Math.min(label.length, 26) * 6 + 12 : 0,
        height: label ? 18 : 0,
        labelpos: 'c',
      },
      String(i),
    );
  });
  dagre.layout(graph);
  const boxes = graph.nodes().map((id: string): Box => {
    const at = graph.node(id);
    return {
      node: nodes.get(id) ?? null,
      id,
      x: at.x - at.width / 2,
      y: at.y - at.height / 2,
      width: at.width,
      height: at.height,
    };
  });
  const arrows = graph.edges().map((edge: { v: string; w: string; name?: string }): Arrow => {
    const at = graph.edge(edge) as {
      points: { x: number; y: number }[];
      label: string;
      kind: string;
      x?: number;
      y?: number;
    };
    return {
      key: `${edge.v} ${edge.w} ${edge.name}`,
      path: curve(at.points),
      kind: at.kind,
      label: at.label,
      x: at.x ?? 0,
      y: at.y ?? 0,
    };
  });
  const size = graph.graph();
  return { boxes, arrows, width: size.width ?? 0, height: size.height ?? 0 };
}

/** Two lines of words are the most that a box shows. */
export function height(node: FlowNode): number {
  const words = node.text || node.detail || '';
  const lines = words ? Math.min(2, Math.ceil(words.length / 32)) : 0;
  return 30 + lines * 17 + (node.reached ? 18 : 0);
}

function curve(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  for (let i = 0; i < rest.length - 1; i++) {
    const a = rest[i]!;
    const b = rest[i + 1]!;
    path += ` Q${a.x} ${a.y} ${(a.x + b.x) / 2} ${(a.y + b.y) / 2}`;
  }
  const last = rest.at(-1) ?? first;
  return `${path} L${last.x} ${last.y}`;
}
