/** The loops of a graph. */
export interface Loops<T> {
  /** Which nodes read each other in a circle: the same number for all nodes of one knot. */
  readonly knots: ReadonlyMap<T, number>;
  /** The shortest loop of each knot, from the node that comes first in the order given. */
  readonly cycles: readonly (readonly T[])[];
}

/** Looking for the shortest loop from every node of a huge knot would take too long: the first ones do. */
const MOST_STARTS = 50;

/** Finds the nodes that reach themselves. Walks in loops, as chains may be as long as the tenant is large. */
export function findLoops<T>(nodes: readonly T[], edgesOf: (node: T) => readonly T[]): Loops<T> {
  if (!leadsBack(nodes, edgesOf)) return { knots: new Map(), cycles: [] };
  const knots = new Map<T, number>();
  const cycles: T[][] = [];
  for (const component of components(nodes, edgesOf)) {
    const [first] = component;
    const loops = component.length > 1 || (first !== undefined && edgesOf(first).includes(first));
    if (!loops) continue;
    for (const node of component) knots.set(node, cycles.length);
    cycles.push(component);
  }
  const order = new Map(nodes.map((node, index) => [node, index]));
  const rank = (node: T): number => order.get(node) ?? 0;
  const shortest = cycles.map((component) => {
    const inOrder = [...component].sort((a, b) => rank(a) - rank(b));
    return shortestLoop(inOrder, edgesOf, (node) => knots.get(node) === knots.get(inOrder[0] as T));
  });
  return { knots, cycles: shortest.sort((a, b) => rank(a[0] as T) - rank(b[0] as T)) };
}

interface Frame<T> {
  readonly node: T;
  readonly edges: readonly T[];
  next: number;
}

/** Whether any node leads back to itself. Nearly always none does, and that is found out for much less than the loops. */
function leadsBack<T>(nodes: readonly T[], edgesOf: (node: T) => readonly T[]): boolean {
  /** Nodes from which no way leads back; one without edges needs no mark. */
  const done = new Set<T>();
  const open = new Set<T>();
  const path: Frame<T>[] = [];
  const isEnd = (node: T): boolean => done.has(node) || edgesOf(node).length === 0;
  const enter = (node: T): void => {
    const edges = edgesOf(node);
    if (edges.every(isEnd)) {
      done.add(node);
      return;
    }
    open.add(node);
    path.push({ node, edges, next: 0 });
  };
  for (const start of nodes) {
    if (!isEnd(start)) enter(start);
    for (let frame = path.at(-1); frame; frame = path.at(-1)) {
      const target = frame.edges[frame.next++];
      if (target === undefined) {
        open.delete(frame.node);
        done.add(frame.node);
        path.pop();
      } else if (open.has(target)) return true;
      else if (!isEnd(target)) enter(target);
    }
  }
  return false;
}

/** Tarjan's strongly connected components, with a stack of its own. */
function components<T>(nodes: readonly T[], edgesOf: (node: T) => readonly T[]): T[][] {
  const found: T[][] = [];
  const indexes = new Map<T, number>();
  const low = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const frames: Frame<T>[] = [];
  const enter = (node: T): void => {
    indexes.set(node, indexes.size);
    low.set(node, indexes.size - 1);
    open.push(node);
    isOpen.add(node);
    frames.push({ node, edges: edgesOf(node), next: 0 });
  };
  const lower = (node: T, value: number): void => {
    low.set(node, Math.min(low.get(node) ?? value, value));
  };
  for (const start of nodes) {
    if (indexes.has(start)) continue;
    enter(start);
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const target = frame.edges[frame.next++];
      if (target !== undefined) {
        if (!indexes.has(target)) enter(target);
        else if (isOpen.has(target)) lower(frame.node, indexes.get(target) ?? 0);
        continue;
      }
      frames.pop();
      const value = low.get(frame.node) ?? 0;
      const parent = frames.at(-1);
      if (parent) lower(parent.node, value);
      if (value === indexes.get(frame.node)) found.push(close(frame.node, open, isOpen));
    }
  }
  return found;
}

function close<T>(root: T, open: T[], isOpen: Set<T>): T[] {
  const component: T[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    isOpen.delete(node);
    component.push(node);
    if (node === root) break;
  }
  return component;
}

function shortestLoop<T>(
  inOrder: readonly T[],
  edgesOf: (node: T) => readonly T[],
  isInside: (node: T) => boolean,
): T[] {
  let shortest: T[] = [];
  for (const start of inOrder.slice(0, MOST_STARTS)) {
    shortest = loopFrom(start, edgesOf, isInside, shortest.length || Infinity) ?? shortest;
    if (shortest.length === 1) break;
  }
  return shortest.length > 0 ? shortest : [...inOrder];
}

/** The shortest way from a node back to itself, shorter than `limit` nodes; null where there is none. */
function loopFrom<T>(
  start: T,
  edgesOf: (node: T) => readonly T[],
  isInside: (node: T) => boolean,
  limit: number,
): T[] | null {
  const cameFrom = new Map<T, T | null>([[start, null]]);
  let ring: T[] = [start];
  for (let length = 1; ring.length > 0 && length < limit; length++) {
    const next: T[] = [];
    for (const node of ring) {
      for (const target of edgesOf(node)) {
        if (target === start) return wayTo(node, cameFrom);
        if (isInside(target) && !cameFrom.has(target)) {
          cameFrom.set(target, node);
          next.push(target);
        }
      }
    }
    ring = next;
  }
  return null;
}

function wayTo<T>(node: T, cameFrom: ReadonlyMap<T, T | null>): T[] {
  const way: T[] = [];
  for (let at: T | null = node; at !== null; at = cameFrom.get(at) ?? null) way.push(at);
  return way.reverse();
}
