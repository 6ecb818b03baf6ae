import { descendsFrom, type ProjectClass } from "../../classes.ts";
import { isAbstract } from "../meta.ts";
import { modelBases } from "../names.ts";
import { meantBy } from "./meant.ts";
import type { Plain } from "./plain.ts";
import type { Place, PlainReader } from "./plain-reader.ts";
import { unsettledNames } from "./settled-names.ts";

/** The options of a model's `Meta`, its own and those that it inherits; undefined where some base of it cannot be seen. */
export interface MetaOptions {
  readonly values: ReadonlyMap<string, Plain | undefined>;
  /** The class that says so, where one does. */
  readonly said?: ProjectClass;
}

const plainBase = /^(?:object|abc\.|typing\.|typing_extensions\.|django\.db\.models\.(?:base\.)?Model$)/;

/** The `Meta` that a model has: its own, or that of the first abstract class before it. */
export function readMetaOptions(reader: PlainReader, model: ProjectClass): MetaOptions | undefined {
  for (const owner of model.lineage) {
    if (typeof owner === "string") {
      // What packages hand on has options that nobody sees here.
      if (!plainBase.test(owner)) return undefined;
      continue;
    }
    const binding = owner.scope.names.get("Meta");
    if (binding === undefined || (owner !== model && hasTable(owner))) continue;
    // A class of which it is not known whether it has a table may hand on its options or not.
    const isUnknown = owner.isPartial || owner.lineage.some((base) => typeof base === "string");
    if (owner !== model && !isAbstract(owner) && isUnknown) return undefined;
    if (binding.kind !== "class") return undefined;
    const said = reader.classes.read({ kind: "class", module: owner.module, node: binding.node });
    const values = new Map<string, Plain | undefined>();
    return collect(reader, said, owner, values, 0) ? { values, said } : undefined;
  }
  return model.isPartial ? undefined : { values: new Map() };
}

/** A model with a table of its own hands on no options. */
function hasTable(owner: ProjectClass): boolean {
  return !isAbstract(owner) && descendsFrom(owner, modelBases);
}

function collect(
  reader: PlainReader,
  meta: ProjectClass,
  owner: ProjectClass,
  values: Map<string, Plain | undefined>,
  depth: number,
): boolean {
  if (depth > 8) return false;
  const place: Place = { module: meta.module, class: meta };
  const unsettled = unsettledNames(meta.node.body);
  for (const [name, binding] of meta.scope.names) {
    if (values.has(name)) continue;
    const isPlain = binding.kind === "value" && binding.value !== undefined && !unsettled.has(name);
    values.set(name, isPlain ? reader.evaluate(place, binding.value) : undefined);
  }
  return meta.node.args.every(({ name, spread, value }) => {
    if (name !== undefined) return true;
    if (spread !== undefined) return false;
    const base = meantBy(reader, { module: owner.module, class: owner }, value);
    if (base?.kind === "builtin" && base.name === "object") return true;
    if (base?.kind !== "class" || base.class === meta) return false;
    return collect(reader, base.class, base.class, values, depth + 1);
  });
}
