import type { Call, Expression } from "#python";
import { findMember, idOf, type ProjectClass } from "../../classes.ts";
import { showRow } from "../../flow/expressions.ts";
import type { Frame } from "../../flow/flow.ts";
import { moduleFrame } from "../../flow/lookup.ts";
import { madeArguments } from "../../flow/made-call.ts";
import type { FlowValue, ObjectValue, Place, Row } from "../../flow/values.ts";
import { keyword, positional, textOf } from "../../literals.ts";
import { fieldClass, overrides } from "./bases.ts";
import { isSerializerObject, type Serializer } from "./serializer-object.ts";
import { depthOf, type ShownField } from "./shown-fields.ts";

/** Shows a value by a serializer that stands within another. */
export type Show = (frame: Frame, serializer: Serializer, value: FlowValue | undefined, place: Place) => void;

/** Reads what a field shows of an object. */
export function readField(
  frame: Frame,
  serializer: Serializer,
  field: ShownField,
  value: FlowValue,
  show: Show,
): void {
  const callee = `${idOf(serializer.of)}.${field.name}`;
  const shown = `field ${field.name} of ${serializer.of.node.name.id}`;
  const step = { place: field.place, callee, shown };
  const here: Frame = {
    ...moduleFrame(frame, field.place.module),
    calls: [...frame.calls, step],
    root: frame.root,
    loops: frame.loops,
    result: frame.result,
  };
  const { declared } = field;
  if (declared === undefined) readMade(here, serializer.of, field, value);
  else if (!isMethod(declared.object)) readDeclared(here, field, declared, value, show);
  else readMethod(here, serializer, field, declared.call, value);
}

function isMethod({ of }: ObjectValue): boolean {
  return /^(?:Serializer)?MethodField$/.test(fieldClass(of) ?? "");
}

/** A field that is made from the model's: of a relation its key, unless the serializer goes deeper. */
function readMade(frame: Frame, read: ProjectClass, field: ShownField, value: FlowValue): void {
  if (value.kind !== "row") return;
  const relation = frame.flow.models.relation(value.model, field.source[0] ?? "");
  if (relation === undefined || field.source.length > 1) {
    take(frame, followSource(frame, value, field.source, field.place), field.place);
    return;
  }
  // Which field stands for a relation is the project's to say; one that shows more than its key is not looked into.
  if (overrides(read, "build_relational_field", "build_field")) return;
  const depth = depthOf(frame, read);
  if (depth > 0) readDeep(frame, value, field.source[0] ?? "", field.place, depth);
  else readKey(frame, value, field.source, field.place);
}

/** A relation with all that its own model has, down to a depth: https://www.django-rest-framework.org/api-guide/serializers/#specifying-nested-serialization */
function readDeep(frame: Frame, row: Row, name: string, place: Place, depth: number): void {
  const shown = take(frame, followSource(frame, row, [name], place), place);
  if (shown?.kind !== "row") return;
  for (const { name: inner, isReverse, kind } of frame.flow.models.relations(shown.model).values()) {
    if (isReverse || kind === "generic" || kind === "generic-many") continue;
    if (depth > 1) readDeep(frame, shown, inner, place, depth - 1);
    else readKey(frame, shown, [inner], place);
  }
}

function readDeclared(
  frame: Frame,
  field: ShownField,
  { call, object }: NonNullable<ShownField["declared"]>,
  value: FlowValue,
  show: Show,
): void {
  const { place, source } = field;
  if (isSerializerObject(object)) {
    show(frame, object, followSource(frame, value, source, place), place);
    return;
  }
  switch (fieldClass(object.of)) {
    case undefined:
    case "HiddenField":
    case "HyperlinkedIdentityField":
      return;
    case "ListSerializer": {
      const child = childOf(frame, call, "child");
      if (isSerializerObject(child)) show(frame, child, followSource(frame, value, source, place), place);
      return;
    }
    default:
      readPlain(frame, object, field, call, value);
  }
}

function childOf(frame: Frame, call: Call, name: string): FlowValue | undefined {
  const given: Expression | undefined = keyword(call, name);
  return given && frame.flow.evaluate(frame, given);
}

/** A method of the serializer that is given the object: `get_total(self, order)`. */
function readMethod(
  frame: Frame,
  serializer: Serializer,
  { name }: ShownField,
  call: Call,
  value: FlowValue,
): void {
  const given = textOf(keyword(call, "method_name") ?? keyword(call, "method") ?? positional(call)[0]);
  const member = findMember(serializer.of, given ?? `get_${name}`);
  if (member?.binding.kind !== "function") return;
  const { owner, binding } = member;
  const { calls, root, loops, result } = frame;
  // The step to the method stands where the method does.
  frame.flow.enter(
    { ...moduleFrame(frame, owner.module), calls, root, loops, result },
    { kind: "function", module: owner.module, node: binding.node, owner, self: serializer },
    madeArguments(binding.node.name, [value], ["instance"]),
  );
}

/** A field that shows a value of the object. */
function readPlain(
  frame: Frame,
  object: ObjectValue,
  { source, place }: ShownField,
  call: Call,
  value: FlowValue,
): void {
  const own = ["to_representation", "to_value"].find((name) => overrides(object.of, name));
  if (overrides(object.of, "get_attribute", "as_getter")) {
    callField(frame, object, "get_attribute", value);
    return;
  }
  if (showsKey(object, call) && value.kind === "row") {
    readKey(frame, value, source, place);
    return;
  }
  const shown = take(frame, followSource(frame, value, source, place), place);
  if (own !== undefined) {
    callField(frame, object, own, shown);
    return;
  }
  if (shown?.kind !== "row") return;
  if (/^(?:StringRelatedField|CharField|StrField)$/.test(fieldClass(object.of) ?? ""))
    showRow(frame, shown, place);
  const slug = textOf(keyword(call, "slug_field"));
  if (slug !== undefined) followSource(frame, shown, slug.split("__"), place);
}

/** Whether a field shows the key of a relation alone, which the row itself has. */
function showsKey({ of }: ObjectValue, call: Call): boolean {
  if (overrides(of, "use_pk_only_optimization")) return false;
  const name = fieldClass(of);
  if (name === "PrimaryKeyRelatedField") return true;
  const lookup = textOf(keyword(call, "lookup_field"));
  return name === "HyperlinkedRelatedField" && (lookup === undefined || lookup === "pk");
}

/** The key of a relation to one stands in the row; what leads to many, or is declared on the other side, is read. */
function readKey(frame: Frame, row: Row, source: readonly string[], place: Place): void {
  const of = followSource(frame, row, source.slice(0, -1), place);
  const last = source.at(-1);
  if (of?.kind !== "row" || last === undefined) {
    if (of !== undefined) take(frame, followSource(frame, of, source.slice(-1), place), place);
    return;
  }
  const relation = frame.flow.models.relation(of.model, last);
  if (relation !== undefined && !relation.many && !relation.isReverse) return;
  take(frame, followSource(frame, of, [last], place), place);
}

/** What a chain of attributes leads to; methods on the way are called. */
function followSource(
  frame: Frame,
  value: FlowValue,
  source: readonly string[],
  place: Place,
): FlowValue | undefined {
  let at: FlowValue | undefined = value;
  for (const name of source) {
    if (at === undefined) return undefined;
    at = frame.flow.attribute(frame, at, name, place);
    if (at?.kind === "function" || (at?.kind === "method" && at.of.kind === "rows"))
      at = frame.flow.call(frame, at, madeArguments(place, [], ["instance"]));
  }
  return at;
}

/** Many rows are taken to be shown; what is left is one of them. */
function take(frame: Frame, value: FlowValue | undefined, place: Place): FlowValue | undefined {
  return value?.kind === "rows" || value?.kind === "collection"
    ? frame.flow.iterate(frame, value, place)
    : value;
}

/** Calls a method of a field's own class. */
function callField(frame: Frame, object: ObjectValue, name: string, value: FlowValue | undefined): void {
  if (typeof object.of === "string" || value === undefined) return;
  const member = findMember(object.of, name);
  if (member?.binding.kind !== "function") return;
  const { owner, binding } = member;
  const { start, end } = frame.calls.at(-1)?.place ?? binding.node;
  frame.flow.enter(
    frame,
    { kind: "function", module: owner.module, node: binding.node, owner, self: object },
    madeArguments({ start, end }, [value], ["instance"]),
  );
}
