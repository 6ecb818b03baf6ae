import type { Call, Expression } from "#python";
import { findMember, idOf, type ProjectClass } from "../classes.ts";
import type { Flow, Frame } from "../flow/flow.ts";
import { moduleFrame } from "../flow/lookup.ts";
import type { FlowValue, Written } from "../flow/values.ts";
import type { Reading } from "../front-end.ts";
import type { SchemaFact } from "../schema.ts";
import { readScope } from "../symbols.ts";
import type { TypeFact } from "../type.ts";
import { readType } from "../types.ts";

interface Known {
  readonly reading: Reading;
  readonly shapes: ReadonlyMap<string, SchemaFact>;
}

const deepest = 6;
const unknown: TypeFact = { kind: "unknown" };
const text: TypeFact = { kind: "scalar", name: "text" };

/** What functions of the language and of packages give, by their dotted names. */
const functions = new Map<string, string>([
  ...["str", "repr", "format", "hex", "chr"].map((name) => [`builtins.${name}`, "text"] as const),
  ["builtins.int", "integer"],
  ["builtins.len", "integer"],
  ["builtins.float", "number"],
  ["builtins.bool", "boolean"],
  ["uuid.uuid4", "uuid"],
  ["uuid.uuid1", "uuid"],
  ["uuid.UUID", "uuid"],
  ["time.time", "number"],
]);
const textMethods = /^(?:isoformat|strftime|lower|upper|strip|title|hexdigest|join|format|to_eng_string)$/;
const moments = /^datetime\.(?:datetime\.)?(?:now|utcnow|today|fromtimestamp)$/;

/** The type of an expression where it stands, as far as annotations and the language tell it. */
export function typeAt(known: Known, flow: Flow, written: Written, depth = 0): TypeFact {
  if (depth > deepest) return unknown;
  const { node } = written;
  const below = (inner: Expression): TypeFact => typeAt(known, flow, { ...written, node: inner }, depth + 1);
  switch (node.kind) {
    case "string":
      return node.bytes ? unknown : text;
    case "formatted":
      return text;
    case "number":
      return { kind: "scalar", name: /^\d[\d_]*$|^0[xob]/i.test(node.raw) ? "integer" : "number" };
    case "constant":
      return constantType(node.value);
    case "comparison":
      return { kind: "scalar", name: "boolean" };
    case "await":
      return below(node.value);
    case "list":
    case "set":
    case "tuple": {
      const [first = unknown, ...rest] = node.items.map(below);
      const isOne = rest.every((each) => JSON.stringify(each) === JSON.stringify(first));
      return { kind: "list", of: isOne ? first : unknown };
    }
    case "comprehension":
      return node.form === "dictionary" ? unknown : { kind: "list", of: below(node.element) };
    case "conditional":
      return either(below(node.then), below(node.otherwise));
    case "name":
      return nameType(known, flow, written, node.id, depth);
    case "attribute":
      return attributeType(known, flow, written, node);
    case "call":
      return callType(known, flow, written, node);
    default:
      return unknown;
  }
}

function constantType(value: string): TypeFact {
  if (value === "None") return { kind: "none" };
  return value === "True" || value === "False" ? { kind: "scalar", name: "boolean" } : unknown;
}

function either(one: TypeFact, other: TypeFact): TypeFact {
  if (one.kind === "unknown" || other.kind === "unknown") return unknown;
  if (one.kind === "none") return { kind: "optional", of: other };
  if (other.kind === "none") return { kind: "optional", of: one };
  return JSON.stringify(one) === JSON.stringify(other) ? one : unknown;
}

function frameOf(flow: Flow, { module, names, within }: Written): Frame {
  return { ...moduleFrame({ flow }, module), names, ...(within && { node: within }) };
}

/** A parameter or a variable by its annotation, or by what is put into it. */
function nameType(known: Known, flow: Flow, written: Written, name: string, depth: number): TypeFact {
  const { within, module } = written;
  const parameter = within?.parameters.find((each) => each.name === name);
  const own = within?.kind === "function" ? readScope(within.body).names.get(name) : undefined;
  if (own?.kind === "value") {
    if (own.annotation !== undefined) return readType(known.reading, { module }, own.annotation);
    if (own.value !== undefined && parameter === undefined)
      return typeAt(known, flow, { ...written, node: own.value }, depth + 1);
    return unknown;
  }
  if (parameter?.annotation !== undefined) return readType(known.reading, { module }, parameter.annotation);
  return scalarOf(flow.evaluate(frameOf(flow, written), written.node));
}

function scalarOf(value: FlowValue | undefined): TypeFact {
  if (value?.kind === "text") return text;
  if (value?.kind !== "truth") return unknown;
  if (value.number === undefined) return { kind: "scalar", name: "boolean" };
  return { kind: "scalar", name: Number.isInteger(value.number) ? "integer" : "number" };
}

/** `order.id`: what the class of the object says of it. */
function attributeType(
  known: Known,
  flow: Flow,
  written: Written,
  node: Expression & { readonly kind: "attribute" },
): TypeFact {
  const of = flow.evaluate(frameOf(flow, written), node.value);
  if (of?.kind === "row") {
    const read = flow.models.classOf(of.model);
    const field = flow.models.get(of.model)?.fields.find(({ name }) => name === node.name);
    if (read === undefined) return unknown;
    const declared = declaredType(known, read, node.name);
    return declared.kind === "unknown" && field !== undefined
      ? columnType(field.type, field.nullable)
      : declared;
  }
  if (of?.kind !== "object" || typeof of.of === "string") return unknown;
  const field = known.shapes.get(idOf(of.of))?.fields.find(({ name }) => name === node.name);
  return field === undefined ? declaredType(known, of.of, node.name) : (field.outputType ?? field.type);
}

/** The annotation of an attribute of a class, or what its property gives. */
function declaredType({ reading }: Known, read: ProjectClass, name: string): TypeFact {
  const member = findMember(read, name);
  if (member === undefined) return unknown;
  const { module } = member.owner;
  if (member.binding.kind === "function") return readType(reading, { module }, member.binding.node.returns);
  if (member.binding.kind !== "value") return unknown;
  const { annotation } = member.binding;
  const inner =
    annotation?.kind === "subscript" && /(?:^|\.)Mapped$/.test(tellName(annotation.value))
      ? annotation.index
      : annotation;
  return readType(reading, { module }, inner);
}

function tellName(expression: Expression): string {
  return expression.kind === "name" ? expression.id : expression.kind === "attribute" ? expression.name : "";
}

const columns: readonly (readonly [RegExp, string])[] = [
  [/^(?:Char|Text|Slug|URL|Email|FilePath)Field$|^(?:String|Text|Unicode|UnicodeText|VARCHAR|TEXT)$/, "text"],
  [/Integer(?:Field)?$|AutoField$|^(?:INTEGER|BIGINT|SMALLINT)$/, "integer"],
  [/^UUIDField$|^(?:UUID|Uuid|GUID)$/, "uuid"],
  [/^DateTimeField$|^DateTime$|^TIMESTAMP$/, "date-time"],
  [/^DateField$|^Date$/, "date"],
  [/^BooleanField$|^Boolean$/, "boolean"],
  [/^FloatField$|^(?:Float|Double)$/, "number"],
];

function columnType(type: string, nullable: boolean): TypeFact {
  const name = columns.find(([pattern]) => pattern.test(type))?.[1];
  if (name === undefined) return unknown;
  const own: TypeFact = { kind: "scalar", name };
  return nullable ? { kind: "optional", of: own } : own;
}

function callType(known: Known, flow: Flow, written: Written, node: Call): TypeFact {
  if (node.callee.kind === "attribute" && textMethods.test(node.callee.name)) return text;
  const callee = flow.evaluate(frameOf(flow, written), node.callee);
  if (callee?.kind === "function" && callee.node.kind === "function")
    return readType(known.reading, { module: callee.module }, callee.node.returns);
  if (callee?.kind !== "external") return unknown;
  if (moments.test(callee.path)) return { kind: "scalar", name: "date-time" };
  const name = functions.get(callee.path);
  return name === undefined ? unknown : { kind: "scalar", name };
}
