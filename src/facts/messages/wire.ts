import type { Arguments } from "../flow/flow.ts";
import type { FlowValue, ObjectValue } from "../flow/values.ts";
import { isTrue, textsOf } from "../literals.ts";
import type { WireDialect } from "./dialect.ts";

/** A value as it travels: text, bytes or plain dictionaries that were made of it. */
const wire = "wire" as const;

/** How an object was written out. */
export interface WireForm {
  /** Whether fields go by the other names that they have. */
  readonly byAlias: boolean;
  readonly without?: readonly string[];
  readonly only?: readonly string[];
  /** Whether it was told to leave out what cannot be told here. */
  readonly isPartial?: boolean;
}

/** Functions that write a value out, by their dotted names. */
const writers =
  /^(?:json|orjson|ujson|simplejson|rapidjson|msgpack|dataclasses|attrs?|builtins)\.(?:dumps|dumpb|packb|asdict|bytes|bytearray)$/;
const codecs = /^(?:encode|decode|strip|to_bytes)$/;

/** What a writer makes of its first argument. */
export function writeOut(
  path: string,
  { positional, call }: Arguments,
  dialects: readonly WireDialect[],
): FlowValue | undefined {
  if (dialects.some(({ functions }) => functions?.has(path))) return wired(positional[0]);
  if (path === "builtins.dict") return positional[0]?.kind === "mapping" ? positional[0] : undefined;
  return writers.test(path) && call.args.length > 0
    ? wired(positional[0], path.startsWith("dataclasses.") ? { byAlias: false } : undefined)
    : undefined;
}

/** What a method of an object makes of it: `order.model_dump(mode="json", exclude={"note"})`. */
export function writeObject(
  of: FlowValue,
  name: string,
  { call }: Arguments,
  dialects: readonly WireDialect[],
): FlowValue | undefined {
  const known = dialects.find(({ methods }) => methods.has(name))?.methods.get(name);
  if (known === undefined || of.kind !== "object" || typeof of.of === "string") return undefined;
  const given = new Map(call.args.map((argument) => [argument.name ?? "", argument.value]));
  const names = (option: string): readonly string[] | undefined => textsOf(given.get(option));
  const [without, only] = [names("exclude"), names("include")];
  const isPartial =
    (given.has("exclude") && without === undefined) ||
    (given.has("include") && only === undefined) ||
    ["exclude_unset", "exclude_none", "exclude_defaults"].some((option) => given.has(option));
  return wired(of, {
    byAlias: given.has("by_alias") ? isTrue(given.get("by_alias")) : known.byAlias,
    ...(without && { without }),
    ...(only && { only }),
    ...(isPartial && { isPartial }),
  });
}

function wired(value: FlowValue | undefined, form?: WireForm): FlowValue {
  if (isWired(value)) return value;
  const attributes = new Map<string, FlowValue>(value === undefined ? [] : [["value", value]]);
  if (form !== undefined) attributes.set("form", { kind: "text", text: JSON.stringify(form) });
  return { kind: "object", of: wire, attributes };
}

export function isWired(value: FlowValue | undefined): value is ObjectValue & { readonly of: "wire" } {
  return value?.kind === "object" && value.of === wire;
}

/** What was written out, and how. */
export function unwrap({ attributes }: ObjectValue): {
  readonly value: FlowValue | undefined;
  readonly form?: WireForm;
} {
  const form = attributes.get("form");
  return {
    value: attributes.get("value"),
    ...(form?.kind === "text" && { form: JSON.parse(form.text) as WireForm }),
  };
}

/** Text as bytes is what it was. */
export function recode(of: FlowValue, name: string): FlowValue | undefined {
  return isWired(of) && codecs.test(name) ? of : undefined;
}
