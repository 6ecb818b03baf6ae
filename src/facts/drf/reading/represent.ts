import { findMember, idOf } from "../../classes.ts";
import type { Frame } from "../../flow/flow.ts";
import { madeArguments } from "../../flow/made-call.ts";
import { type FlowValue, keyOf, type Place, type Row } from "../../flow/values.ts";
import { readField } from "./read-field.ts";
import { bareSerializer, isChosen, type Serializer } from "./serializer-object.ts";
import { listSerializerOf, shownFields } from "./shown-fields.ts";

/** How many serializers may stand within one another, and how far relations may lead. */
const deepest = 10;
const longestWay = 6;

/** The name under which a round of showing many rows is told from the next. */
const turn = "instance";

/** A serializer shows what it was given: each field of each row. */
export function represent(
  frame: Frame,
  serializer: Serializer,
  value: FlowValue | undefined,
  place: Place,
): void {
  if (frame.calls.length > deepest) return;
  switch (value?.kind) {
    case "rows":
    case "collection": {
      const list = listSerializerOf(frame, serializer.of);
      if (list === undefined) representEach(frame, serializer, value, place);
      else {
        const attributes = new Map<string, FlowValue>([["child", bareSerializer(serializer)]]);
        callOwn(frame, { kind: "object", of: list, attributes }, "to_representation", value, place);
      }
      break;
    }
    case "list":
      for (const item of value.items) represent(frame, serializer, item, place);
      break;
    case "union":
      for (const each of value.of) represent(frame, serializer, each, place);
      break;
    case "row":
      representRow(frame, serializer, value, place);
      break;
    case "object":
      representFields(frame, serializer, value);
      break;
    default:
  }
}

/** Shows each of many rows, as a loop of the framework does. */
export function representEach(
  frame: Frame,
  serializer: Serializer,
  value: FlowValue | undefined,
  place: Place,
): void {
  const item = frame.flow.iterate(frame, value, place);
  const loops = [...frame.loops, { place, names: new Set([turn]) }];
  represent(item?.kind === "row" && !item.each ? frame : { ...frame, loops }, serializer, item, place);
}

function representRow(frame: Frame, serializer: Serializer, row: Row, place: Place): void {
  if (row.steps.length > longestWay || isKnown(frame, serializer, row)) return;
  if (!callOwn(frame, serializer, "to_representation", row, place)) representFields(frame, serializer, row);
}

const remembered = new WeakMap<Frame["flow"], Set<string>>();

/** Whether the same was shown before: what is read of it is known. */
function isKnown(frame: Frame, serializer: Serializer, row: Row): boolean {
  const known = remembered.get(frame.flow) ?? new Set();
  remembered.set(frame.flow, known);
  const key = `${idOf(serializer.of)} ${keyOf(serializer.attributes.get("fields"))} ${keyOf(row)}`;
  if (known.has(key)) return true;
  known.add(key);
  return false;
}

/** Calls a method that the serializer's own class has, with what is shown; false where the framework's own does. */
function callOwn(
  frame: Frame,
  serializer: Serializer,
  name: string,
  value: FlowValue,
  place: Place,
): boolean {
  const member = findMember(serializer.of, name) ?? findMember(serializer.of, "to_value");
  if (member?.binding.kind !== "function") return false;
  const { owner, binding } = member;
  const self = name === "to_representation" && value.kind === "row" ? bareSerializer(serializer) : serializer;
  frame.flow.enter(
    frame,
    { kind: "function", module: owner.module, node: binding.node, owner, self },
    madeArguments(place, [value], [turn]),
  );
  return true;
}

/** What the framework itself shows of one object: the fields. */
export function representFields(frame: Frame, serializer: Serializer, value: FlowValue): void {
  for (const field of shownFields(frame, serializer.of)) {
    if (frame.flow.budget.left <= 0) return;
    if (isChosen(serializer, field.name))
      readField(frame, bareSerializer(serializer), field, value, represent);
  }
}
