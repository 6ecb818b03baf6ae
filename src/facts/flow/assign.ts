import type { Expression, Subscript } from "#python";
import { textOf } from "../literals.ts";
import { broughtIn, putUnder, tellBrought } from "./brought.ts";
import { type Frame, placeOf, writtenAt } from "./flow.ts";
import { anythingLoaded, loadPath } from "./load-tree.ts";
import { noteLoaded } from "./loaded.ts";
import { extendMapping } from "./mappings.ts";
import { setName } from "./names.ts";
import { withLoads } from "./queries.ts";
import { unionOf } from "./union.ts";
import type { FlowValue } from "./values.ts";

/** Gives a value, and where it stands the expression of it, to a name, to an attribute of an object, or its parts to several of them. */
export function assign(
  frame: Frame,
  target: Expression,
  value: FlowValue | undefined,
  node?: Expression,
): void {
  switch (target.kind) {
    case "name":
      setName(frame.names, target.id, value ?? handedBack(frame, target.id, node));
      frame.given?.delete(target.id);
      break;
    case "tuple":
    case "list":
      target.items.forEach((item, index) => {
        const part =
          value?.kind === "list" ? value.items[index] : value?.kind === "collection" ? value.of : undefined;
        assign(
          frame,
          item.kind === "starred" ? item.value : item,
          item.kind === "starred" ? undefined : part,
        );
      });
      break;
    case "attribute": {
      const of = frame.flow.evaluate(frame, target.value);
      if (of !== undefined) noteRelation(frame, of, target.name);
      if (of?.kind === "row")
        tellBrought(
          frame,
          { how: "change", model: of.model, field: target.name },
          broughtIn(value),
          placeOf(frame, target),
        );
      if (of?.kind !== "object") break;
      const merged = unionOf([of.attributes.get(target.name), value]);
      // A flag may be set elsewhere too.
      if (merged !== undefined && merged.kind !== "truth") of.attributes.set(target.name, merged);
      break;
    }
    case "subscript":
      assignUnder(frame, target, value, node);
      break;
    default:
  }
}

/** Rows that go through something that cannot be followed, and come back under their own name: anything may be loaded by then. */
function handedBack(frame: Frame, name: string, node: Expression | undefined): FlowValue | undefined {
  const call = node?.kind === "await" ? node.value : node;
  const before = frame.names.own.get(name);
  if (call?.kind !== "call" || before?.kind !== "rows") return undefined;
  const isName = (each: Expression): boolean => each.kind === "name" && each.id === name;
  const { callee } = call;
  const isHanded =
    call.args.some(({ value }) => isName(value)) || (callee.kind === "attribute" && isName(callee.value));
  return isHanded ? { ...before, query: withLoads(before.query, anythingLoaded, false) } : undefined;
}

/** Puts a value under a key. */
function assignUnder(
  frame: Frame,
  target: Subscript,
  value: FlowValue | undefined,
  node: Expression | undefined,
): void {
  if (target.value.kind !== "name") return;
  const before = frame.flow.evaluate(frame, target.value);
  if (before?.kind === "mapping") {
    const key = textOf(target.index);
    const extended =
      key === undefined
        ? extendMapping(
            before,
            [],
            unionOf([before.others, putUnder(value, frame.flow.evaluate(frame, target.index))]),
          )
        : extendMapping(before, [[key, value]], undefined, undefined, [
            ...(node === undefined ? [] : [[key, writtenAt(frame, node)] as const]),
          ]);
    setName(frame.names, target.value.id, extended);
    return;
  }
  // What is put into a list or a dictionary without names under a key stands for all that it holds.
  if (before?.kind === "collection" || (before?.kind === "list" && before.items.length === 0))
    setName(frame.names, target.value.id, unionOf([before, { kind: "collection", of: value }]));
}

/** A relation that was set need not be asked for, of whichever of several rows it was set. */
function noteRelation(frame: Frame, of: FlowValue, name: string): void {
  if (of.kind === "union") for (const each of of.of) noteRelation(frame, each, name);
  if (of.kind !== "row" || frame.flow.models.relation(of.model, name) === undefined) return;
  noteLoaded(frame, of, loadPath([...of.steps, name], anythingLoaded));
}
