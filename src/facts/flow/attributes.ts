import { findMember, idOf, type ProjectClass } from "../classes.ts";
import { bound, classOf, decorationOf } from "./bound.ts";
import type { Frame } from "./flow.ts";
import { follow, semanticsOf } from "./follow-relation.ts";
import { loadedAt } from "./load-tree.ts";
import { definedIn, definitionValue, memberValue } from "./lookup.ts";
import { unseenQuery, withQuery } from "./queries.ts";
import { unionOf } from "./union.ts";
import type { FlowValue, FunctionValue, ObjectValue, Place, Row, Rows } from "./values.ts";

/** What a dot after a value leads to. */
export function attribute(frame: Frame, of: FlowValue, name: string, place: Place): FlowValue | undefined {
  switch (of.kind) {
    case "row":
      return rowAttribute(frame, of, name, place);
    case "rows":
      return rowsAttribute(frame, of, name);
    case "class":
      return classAttribute(frame, of.class, name, place);
    case "object":
      return objectAttribute(frame, of, name, place);
    case "super":
      return superAttribute(frame, of.self, of.after, name, place);
    case "module": {
      const definition = definedIn(frame, of.module, name);
      if (definition !== undefined) return definitionValue(frame, definition);
      const below = of.module.isPackage
        ? frame.flow.project.index.relative(of.module.path, 1, name)
        : undefined;
      const module = below === undefined ? undefined : frame.flow.project.modules.get(below);
      return module && { kind: "module", module };
    }
    case "external":
      return externalAttribute(frame, of.path, name);
    case "union":
      return unionOf(besides(of.of, name).map((each) => attribute(frame, each, name, place)));
    case "column": {
      // What a relation leads to has columns of its own.
      const target = frame.flow.models.along(of.model, of.steps);
      return target === undefined
        ? { kind: "method", of, name }
        : { kind: "column", model: of.model, steps: [...of.steps, name] };
    }
    case "text":
      // The value of a member of an enumeration, which stands for the member.
      return name === "value" ? of : { kind: "method", of, name };
    case "built":
    case "brought":
    case "list":
    case "collection":
    case "mapping":
    case "condition":
    case "option":
    case "method":
      return { kind: "method", of, name };
    default:
      return undefined;
  }
}

/**
 * Rows of several queries: whoever reads a relation that some of them load most likely does so of those alone, so that nothing is known
 * of the others.
 */
function besides(values: readonly FlowValue[], name: string): readonly FlowValue[] {
  const isLoaded = (value: FlowValue): boolean =>
    value.kind === "row" && loadedAt(value.query.loads, [...value.steps, name]) !== undefined;
  if (!values.some(isLoaded)) return values;
  return values.map((value) =>
    value.kind !== "row" || isLoaded(value)
      ? value
      : { ...value, query: withQuery(value.query, { certain: false }) },
  );
}

/** A package's own module within a folder without `__init__.py` is part of the project though the folder is no module. */
function externalAttribute(frame: Frame, path: string, name: string): FlowValue {
  const within = frame.flow.project.index.find(`${path}.${name}`, "");
  const module = within === undefined ? undefined : frame.flow.project.modules.get(within);
  return module === undefined ? { kind: "external", path: `${path}.${name}` } : { kind: "module", module };
}

function rowAttribute(frame: Frame, row: Row, name: string, place: Place): FlowValue | undefined {
  const { flow } = frame;
  const relation = flow.models.relation(row.model, name);
  const read = flow.models.classOf(row.model);
  const semantics = semanticsOf(frame, row.model);
  if (relation !== undefined) return follow(frame, row, relation, place);
  const member = read && findMember(read, name);
  if (member?.binding.kind === "function") return bound(frame, member, row, place);
  const known = semantics?.rowAttribute?.(frame, row, name, place);
  if (known !== undefined) return known;
  if (name === "__class__" && read !== undefined) return { kind: "class", class: read };
  const isField = flow.models.hasField(row.model, name);
  if (member !== undefined && !isField) return memberValue(frame, member);
  return isField ? undefined : { kind: "method", of: row, name };
}

function rowsAttribute(frame: Frame, rows: Rows, name: string): FlowValue | undefined {
  for (const read of rows.classes) {
    const member = findMember(read, name);
    if (member?.binding.kind !== "function") continue;
    const { owner, binding } = member;
    return { kind: "function", module: owner.module, node: binding.node, owner, self: rows };
  }
  if (name === "model") {
    const read = frame.flow.models.classOf(rows.model);
    return read && { kind: "class", class: read };
  }
  return { kind: "method", of: rows, name };
}

function classAttribute(frame: Frame, read: ProjectClass, name: string, place: Place): FlowValue | undefined {
  const model = frame.flow.models.ofClass(read);
  if (model !== undefined) {
    const known = semanticsOf(frame, model.id)?.classAttribute?.(frame, model.id, name, place);
    if (known !== undefined) return known;
  }
  const member = findMember(read, name);
  if (member === undefined && name === "__name__") return { kind: "text", text: read.node.name.id };
  if (member === undefined) return { kind: "method", of: { kind: "class", class: read }, name };
  if (member.binding.kind !== "function") return memberValue(frame, member);
  const { owner, binding } = member;
  const how = decorationOf(binding.node.decorators);
  const self: FlowValue = { kind: "class", class: read };
  const value: FunctionValue = { kind: "function", module: owner.module, node: binding.node, owner };
  return how === "class" ? { ...value, self } : value;
}

function objectAttribute(frame: Frame, of: ObjectValue, name: string, place: Place): FlowValue | undefined {
  const own = of.attributes.get(name);
  if (own !== undefined) return own;
  if (typeof of.of === "string")
    return packageAttribute(frame, of, name, place) ?? { kind: "method", of, name };
  const member = findMember(of.of, name);
  if (member?.binding.kind === "function") return bound(frame, member, of, place);
  if (member !== undefined) return memberValue(frame, member);
  if (name === "__class__") return { kind: "class", class: of.of };
  return (
    packageAttribute(frame, of, name, place) ??
    attributeSet(frame, of.of, name) ?? { kind: "method", of, name }
  );
}

/** What an object has from a package of which some framework knows. */
function packageAttribute(frame: Frame, of: FlowValue, name: string, place: Place): FlowValue | undefined {
  if (of.kind !== "object") return undefined;
  for (const read of frame.flow.answerers.objectAttribute) {
    const known = read(frame, of, name, place);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** What the makers of a class give an attribute, where the object at hand was not seen being made. */
function attributeSet(frame: Frame, read: ProjectClass, name: string): FlowValue | undefined {
  const known = frame.flow.attributes.of(frame, read);
  return known.get(name);
}

function superAttribute(
  frame: Frame,
  self: FlowValue,
  after: ProjectClass,
  name: string,
  place: Place,
): FlowValue | undefined {
  const lineage = lineageOf(frame, self, after);
  const start = lineage.indexOf(after) + 1;
  for (const owner of lineage.slice(start)) {
    // What a package's class has is not seen; where a class of the project has the name as well, that one is taken to be meant.
    const binding = typeof owner === "string" ? undefined : owner.scope.names.get(name);
    if (typeof owner === "string" || binding === undefined) continue;
    return binding.kind === "function"
      ? bound(frame, { owner, binding }, self, place)
      : memberValue(frame, { owner, binding });
  }
  return packageAttribute(frame, self, name, place) ?? { kind: "method", of: self, name };
}

function lineageOf(frame: Frame, self: FlowValue, after: ProjectClass): ProjectClass["lineage"] {
  const own = self.kind === "class" ? self : classOf(frame, self);
  if (own?.kind === "class" && own.class.lineage.includes(after)) return own.class.lineage;
  if (self.kind === "rows") {
    const read = self.classes.find(({ lineage }) => lineage.includes(after));
    if (read !== undefined) return read.lineage;
  }
  return after.lineage;
}

/** An instance of a class: a row where the class is a model, of which nobody sees here where it comes from. */
export function instanceOf(frame: Frame, read: ProjectClass, place: Place): FlowValue {
  const model = frame.flow.models.ofClass(read);
  return model === undefined
    ? { kind: "object", of: read, attributes: new Map() }
    : { kind: "row", model: model.id, query: unseenQuery(model.id, place), steps: [], each: false };
}

/** The name of a function for messages: `path:Class.method`. */
export function nameOf({ module, node, owner }: FunctionValue): string {
  const name = node.kind === "lambda" ? "lambda" : node.name.id;
  return owner === undefined ? `${module.path}:${name}` : `${idOf(owner)}.${name}`;
}
