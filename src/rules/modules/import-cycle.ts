import type { EvidenceStep } from "#base";
import { type Project, placeIn } from "#facts";
import type { Hit, Rule } from "../rule.ts";
import { type Edge, type ImportGraph, isDelicate, packagesAbove, readImportGraph } from "./import-graph.ts";
import { knotsOf } from "./knots.ts";

/** Modules that take names from one another as they are loaded: which of them is imported first decides whether that works. */
export const importCycle: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: ({ project }) => {
    const graph = readImportGraph(project);
    return knotsOf(graph).flatMap((knot) => {
      const cycle = shortestCycle(project, graph, knot);
      return cycle === undefined ? [] : [describe(cycle, knot.size)];
    });
  },
};

/** The import that needs a name, and the way back to it. */
type Cycle = readonly [Edge, ...(readonly Edge[])];

/** How many imports of one knot are followed. */
const most = 2_000;

/** Of the ways round on which some name may be missing, the shortest; it begins with the import that needs the name. */
function shortestCycle(project: Project, graph: ImportGraph, knot: ReadonlySet<string>): Cycle | undefined {
  const inner = [...knot].sort().flatMap((path) => (graph.get(path) ?? []).filter(({ to }) => knot.has(to)));
  let best: Cycle | undefined;
  for (const edge of inner.slice(0, most)) {
    if (best?.length === 2) break;
    const back = wayTo(graph, knot, edge.to, edge.from.path);
    if (back === undefined || (best !== undefined && back.length + 1 >= best.length)) continue;
    if (isDelicate(project, graph, edge)) best = [edge, ...back];
  }
  return best;
}

/** Breadth first, from one file of a knot to another. */
function wayTo(
  graph: ImportGraph,
  knot: ReadonlySet<string>,
  start: string,
  end: string,
): readonly Edge[] | undefined {
  const cameBy = new Map<string, Edge>();
  const queue = [start];
  const begun = new Set([start, ...packagesAbove(start)]);
  for (const path of queue) {
    for (const edge of graph.get(path) ?? []) {
      if (!knot.has(edge.to) || cameBy.has(edge.to) || begun.has(edge.to)) continue;
      cameBy.set(edge.to, edge);
      if (edge.to === end) return traceBack(cameBy, start, end);
      queue.push(edge.to);
    }
  }
  return undefined;
}

function traceBack(cameBy: ReadonlyMap<string, Edge>, start: string, end: string): readonly Edge[] {
  const way: Edge[] = [];
  for (let at = end; at !== start; ) {
    const edge = cameBy.get(at);
    if (edge === undefined) break;
    way.unshift(edge);
    at = edge.from.path;
  }
  return way;
}

function describe([first, ...rest]: Cycle, size: number): Hit {
  const path = [first, ...rest].map(
    ({ from, to, start, end, names }): EvidenceStep => ({
      message: names.length === 0 ? `imports ${to}` : `takes ${tellNames(names)} from ${to}`,
      span: placeIn(from, { start, end }),
    }),
  );
  const count = rest.length + 1;
  const others = size > count ? `, of ${size} that all lead to one another,` : "";
  return {
    span: placeIn(first.from, first),
    message: `${count} modules${others} import one another as they are loaded: where ${first.to} comes first, ${tellNames(first.names.slice(0, 1))} is not there yet`,
    mend: "move what both need into a module of its own, or import it where it is used",
    path,
  };
}

function tellNames(names: readonly string[]): string {
  const [one = "", ...others] = names.map((name) => (name === "*" ? "what it defines" : name));
  return others.length === 0 ? one : `${one} and ${others.length} more`;
}
