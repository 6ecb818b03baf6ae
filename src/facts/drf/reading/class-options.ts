import type { Expression } from "#python";
import type { ProjectClass } from "../../classes.ts";
import type { Frame } from "../../flow/flow.ts";
import { memberValue, moduleFrame } from "../../flow/lookup.ts";
import type { FlowValue, Place } from "../../flow/values.ts";

/** An option of a class `Meta`: what it is set to, and the frame in which that stands. */
export interface ClassOption {
  readonly frame: Frame;
  readonly value: Expression;
}

/** What `class Meta` of a class, or of the first base that has one, sets an option to; it may inherit from that of another class. */
export function metaOption(frame: Frame, read: ProjectClass, name: string): ClassOption | undefined {
  for (const owner of read.lineage) {
    if (typeof owner === "string") continue;
    const binding = owner.scope.names.get("Meta");
    if (binding === undefined) continue;
    const meta = memberValue(frame, { owner, binding });
    return meta?.kind === "class" ? optionOf(frame, meta.class, name, 0) : undefined;
  }
  return undefined;
}

function optionOf(frame: Frame, meta: ProjectClass, name: string, depth: number): ClassOption | undefined {
  const here = moduleFrame(frame, meta.module);
  const own = { ...here, names: { own: ownNames(frame, meta) } };
  const binding = meta.scope.names.get(name);
  if (binding !== undefined)
    return binding.kind === "value" && binding.value !== undefined
      ? { frame: own, value: binding.value }
      : undefined;
  if (depth > 8) return undefined;
  for (const { name: keyword, value } of meta.node.args) {
    // The base is a class within another, as a rule.
    const base = keyword === undefined ? frame.flow.evaluate(here, value) : undefined;
    const found = base?.kind === "class" ? optionOf(frame, base.class, name, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names of a class's body that later ones are made of. */
function ownNames(frame: Frame, meta: ProjectClass): Map<string, FlowValue | undefined> {
  const own = new Map<string, FlowValue | undefined>();
  const here = { ...moduleFrame(frame, meta.module), names: { own } };
  for (const [name, binding] of meta.scope.names) {
    if (binding.kind === "value" && (binding.value?.kind === "list" || binding.value?.kind === "tuple"))
      own.set(name, frame.flow.evaluate(here, binding.value));
  }
  return own;
}

/** A text with the place where it is written, or from which it comes. */
export interface PlacedText {
  readonly text: string;
  readonly place: Place;
}

/** The texts of a list that may be joined from several; undefined where some part of it cannot be followed. */
export function placedTexts({ frame, value }: ClassOption): readonly PlacedText[] | undefined {
  const { start, end } = value;
  const place: Place = { module: frame.module, start, end };
  switch (value.kind) {
    case "string":
      return [{ text: value.value, place }];
    case "starred":
      return placedTexts({ frame, value: value.value });
    case "list":
    case "tuple":
    case "set":
      return allOf(value.items.map((item) => placedTexts({ frame, value: item })));
    case "binary":
      return value.operator === "+"
        ? allOf([value.left, value.right].map((side) => placedTexts({ frame, value: side })))
        : undefined;
    default: {
      const known = frame.flow.evaluate(frame, value);
      if (known?.kind === "text") return [{ text: known.text, place }];
      if (known?.kind !== "list") return undefined;
      const texts = known.items.map((item) => (item?.kind === "text" ? item.text : undefined));
      return texts.every((text) => text !== undefined) ? texts.map((text) => ({ text, place })) : undefined;
    }
  }
}

function allOf(parts: readonly (readonly PlacedText[] | undefined)[]): readonly PlacedText[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
