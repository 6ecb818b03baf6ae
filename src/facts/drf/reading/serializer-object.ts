import type { ProjectClass } from "../../classes.ts";
import type { Arguments, Frame } from "../../flow/flow.ts";
import type { FlowValue, ObjectValue } from "../../flow/values.ts";
import { isSerializer } from "./bases.ts";
import { choosesFields } from "./taken-away.ts";

/** A serializer with what it is given to show. */
export type Serializer = ObjectValue & { readonly of: ProjectClass };

export function isSerializerObject(of: FlowValue | undefined): of is Serializer {
  return of?.kind === "object" && typeof of.of !== "string" && isSerializer(of.of);
}

/** Arguments that every serializer takes; others tell something to the project's own. */
const ordinary: ReadonlySet<string> = new Set(
  (
    "instance data many partial context read_only write_only required default initial source label help_text style " +
    "error_messages allow_null validators allow_empty max_length min_length files view attr call"
  ).split(" "),
);

/** Makes a serializer of the project: `OrderSerializer(rows, many=True)`. */
export function makeSerializer(
  _frame: Frame,
  made: ProjectClass,
  { positional, named, open }: Arguments,
): FlowValue | undefined {
  if (!isSerializer(made)) return undefined;
  const attributes = new Map<string, FlowValue>();
  const instance = positional[0] ?? named.get("instance");
  if (instance !== undefined) attributes.set("instance", instance);
  // Which fields it shows may be chosen where it is made: those that are listed there, or any.
  if (choosesFields(made)) {
    const fields = named.get("fields");
    const others = [...named.keys()].some((name) => !ordinary.has(name) && name !== "fields");
    if (fields?.kind === "list") attributes.set("fields", fields);
    else if (others || named.has("fields")) attributes.set("fields", { kind: "list", items: [] });
    else if (open) attributes.delete("fields");
  }
  return { kind: "object", of: made, attributes };
}

/** Whether a serializer shows a field, as far as it was told so where it was made. */
export function isChosen({ attributes }: Serializer, name: string): boolean {
  const chosen = attributes.get("fields");
  return chosen?.kind !== "list" || chosen.items.some((item) => item?.kind === "text" && item.text === name);
}

/** The serializer without what it shows, as its methods see it while they are given one row after another. */
export function bareSerializer({ of, attributes }: Serializer): Serializer {
  const chosen = attributes.get("fields");
  return { kind: "object", of, attributes: new Map(chosen === undefined ? [] : [["fields", chosen]]) };
}
