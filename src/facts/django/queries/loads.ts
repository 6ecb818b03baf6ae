import type { Frame } from "../../flow/flow.ts";
import {
  anythingLoaded,
  askedWith,
  type LoadTree,
  loadPath,
  mergeLoads,
  nothingLoaded,
} from "../../flow/load-tree.ts";
import type { FlowValue } from "../../flow/values.ts";

export interface Loads {
  readonly loads: LoadTree;
  readonly certain: boolean;
}

/** What `select_related("customer__country")` and `prefetch_related("lines", Prefetch(…))` load. */
export function readLoads(positional: readonly (FlowValue | undefined)[], open: boolean): Loads {
  let loads = nothingLoaded;
  let certain = !open;
  for (const value of positional) {
    if (value?.kind === "text") loads = mergeLoads(loads, loadPath(value.text.split("__")));
    else if (value?.kind === "option") {
      loads = mergeLoads(loads, value.option.loads);
      certain &&= value.option.certain;
    } else if (value?.kind === "list") {
      const inner = readLoads(value.items, false);
      loads = mergeLoads(loads, inner.loads);
      certain &&= inner.certain;
    } else certain = false;
  }
  return { loads, certain };
}

/** Relations that lead nowhere, by what rows are asked for: `filter(parent__isnull=True)`. To read them asks for nothing. */
export function readEmpty(named: ReadonlyMap<string, FlowValue | undefined>): LoadTree {
  const empty = [...named].flatMap(([lookup, value]) => {
    const [, name, isNull] = /^(\w+?)(__isnull)?$/.exec(lookup) ?? [];
    const isEmpty = isNull === undefined ? value?.kind === "none" : value?.kind === "truth" && value.value;
    return name === undefined || name.includes("__") || !isEmpty ? [] : [loadPath([name], anythingLoaded)];
  });
  return empty.reduce(mergeLoads, nothingLoaded);
}

/** How far `select_related()` goes by itself, and how many relations are looked at for it. */
const deepest = 5;
const most = 150;

/** What `select_related()` joins where nothing is named: every foreign key that is never null, and theirs. */
export function readAllJoined({ flow: { models } }: Frame, model: string): Loads {
  let count = 0;
  const below = (id: string, depth: number): LoadTree => {
    const tree = new Map<string, LoadTree>();
    for (const { name, nullable, relation } of models.get(id)?.fields ?? []) {
      const isOne = relation?.kind === "many-to-one" || relation?.kind === "one-to-one";
      if (!isOne || nullable || relation.columnOnly || count > most) continue;
      count += 1;
      const ends = depth >= deepest || relation.to === undefined;
      tree.set(name, ends ? nothingLoaded : below(relation.to, depth + 1));
    }
    return tree;
  };
  const loads = below(model, 1);
  return { loads, certain: count <= most };
}

/** `Prefetch("lines", queryset=Line.objects.select_related("product"), to_attr="open_lines")` */
export function readPrefetch(
  lookup: FlowValue | undefined,
  rows: FlowValue | undefined,
  attribute: FlowValue | undefined,
): FlowValue | undefined {
  if (lookup?.kind !== "text")
    return { kind: "option", option: { loads: nothingLoaded, end: [], joined: [], certain: false } };
  const steps = lookup.text.split("__");
  const isNamed = attribute !== undefined && attribute.kind !== "none";
  // What it puts under a name of its own is no relation: the relation itself stays as it was.
  const path = isNamed && attribute.kind === "text" ? [...steps.slice(0, -1), attribute.text] : steps;
  const below = rows?.kind === "rows" ? askedWith(rows.query.loads) : nothingLoaded;
  const certain =
    (rows === undefined || (rows.kind === "rows" && rows.query.certain)) &&
    (!isNamed || attribute.kind === "text");
  return { kind: "option", option: { loads: loadPath(path, below), end: [], joined: [], certain } };
}
