import { type LoadTree, loadPath, mergeLoads, nothingLoaded } from "../../flow/load-tree.ts";
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
  const below = rows?.kind === "rows" ? rows.query.loads : nothingLoaded;
  const certain =
    (rows === undefined || (rows.kind === "rows" && rows.query.certain)) &&
    (!isNamed || attribute.kind === "text");
  return { kind: "option", option: { loads: loadPath(path, below), end: [], joined: [], certain } };
}
