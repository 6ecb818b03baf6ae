import type { Member } from "../classes.ts";
import type { Frame } from "./flow.ts";
import type { FlowValue, FunctionValue, Place } from "./values.ts";

/** A method or property of an object, a row or a class. */
export function bound(
  frame: Frame,
  { owner, binding }: Member,
  self: FlowValue,
  place: Place,
): FlowValue | undefined {
  if (binding.kind !== "function") return undefined;
  const { node } = getterOf(binding);
  const how = decorationOf(node.decorators);
  const value: FunctionValue = { kind: "function", module: owner.module, node, owner };
  if (how === "static") return value;
  if (how === "class") return { ...value, self: classOf(frame, self) ?? self };
  if (how !== "property") return { ...value, self };
  const call = {
    kind: "call",
    callee: { kind: "name", id: node.name.id, ...place },
    args: [],
    ...place,
  } as const;
  // What a framework shows is read where it declares that, which may be another file.
  const at = place.module === frame.module ? frame : { ...frame, module: place.module };
  return frame.flow.enter(at, { ...value, self }, { positional: [], named: new Map(), open: false, call });
}

type Method = Extract<Member["binding"], { kind: "function" }>;

/** What reads a property, where what writes it stands below under the same name. */
function getterOf(method: Method): Method {
  const writes = method.node.decorators.some(
    (decorator) => decorator.kind === "attribute" && /^(?:setter|deleter)$/.test(decorator.name),
  );
  return writes && method.earlier?.kind === "function" ? getterOf(method.earlier) : method;
}

/** The class of an object or a row. */
export function classOf(frame: Frame, self: FlowValue): FlowValue | undefined {
  if (self.kind === "object" && typeof self.of !== "string") return { kind: "class", class: self.of };
  const read = self.kind === "row" ? frame.flow.models.classOf(self.model) : undefined;
  return read && { kind: "class", class: read };
}

const properties =
  /^(?:property|cached_property|hybrid_property|computed_field|lazy_property|classproperty)$/;

/** What the decorators of a method make of it. */
export function decorationOf(
  decorators: FunctionDefinitionDecorators,
): "static" | "class" | "property" | undefined {
  for (const decorator of decorators) {
    const of = decorator.kind === "call" ? decorator.callee : decorator;
    const name = of.kind === "name" ? of.id : of.kind === "attribute" ? of.name : "";
    if (name === "staticmethod") return "static";
    if (name === "classmethod") return "class";
    if (properties.test(name) || name === "getter" || name === "setter" || name === "inplace")
      return "property";
  }
  return undefined;
}

type FunctionDefinitionDecorators = Method["node"]["decorators"];
