import type { ProjectClass } from "../../classes.ts";
import { meantBy } from "../../django/migrations/meant.ts";
import type { PlaceOf } from "./place.ts";
import { placeIn, type RestSource } from "./source.ts";

/** Classes `Meta` that inherit from one another, at most. */
const deepest = 8;

/** What `class Meta` of a class, or of the first base that has one, sets an option to; it may inherit from that of another class. */
export function metaOption(source: RestSource, read: ProjectClass, name: string): PlaceOf | undefined {
  for (const owner of read.lineage) {
    if (typeof owner === "string") continue;
    const binding = owner.scope.names.get("Meta");
    if (binding === undefined) continue;
    if (binding.kind !== "class") return undefined;
    const { node } = binding;
    const meta = source.reading.classes.read({ kind: "class", module: owner.module, node });
    return optionOf(source, meta, owner, name, 0);
  }
  return undefined;
}

function optionOf(
  source: RestSource,
  meta: ProjectClass,
  owner: ProjectClass,
  name: string,
  depth: number,
): PlaceOf | undefined {
  const binding = meta.scope.names.get(name);
  if (binding !== undefined)
    return binding.kind === "value" && binding.value !== undefined
      ? { place: placeIn(meta), expression: binding.value }
      : undefined;
  if (depth > deepest) return undefined;
  for (const { name: keyword, value } of meta.node.args) {
    if (keyword !== undefined) continue;
    const base = meantBy(source.columns.plain, placeIn(owner), value);
    const found =
      base?.kind === "class" ? optionOf(source, base.class, base.class, name, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
