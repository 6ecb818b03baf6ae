import type { Span } from "#base";
import type { Call, Expression } from "#python";
import type { PlacedCall } from "../constraints.ts";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { isTrue, keyword, positional, textOf } from "../literals.ts";
import type { ValueDetails } from "../operation.ts";
import { readDetails } from "../pydantic/details.ts";
import type { SchemaFact } from "../schema.ts";
import type { TypeFact } from "../type.ts";
import type { TypePlace } from "../types.ts";
import type { Frame } from "../values.ts";
import { frameworkName, type Marker, markers } from "./names.ts";

/** A value that a function takes of the request. */
export interface Input extends ValueDetails {
  /** As the request has it. */
  readonly name: string;
  /** `implied` where only its name and type say where it comes from. */
  readonly from: Marker | "implied";
  /** The name of the variable, by which a path names it. */
  readonly variable?: string;
  /** Whether a marker says where it comes from, and not its name and type. */
  readonly isMarked: boolean;
  readonly type: TypeFact;
  readonly required: boolean;
  /** Whether a body of one value stands below its name. */
  readonly embed: boolean;
  readonly media?: string;
  readonly inSchema?: false;
  readonly span: Span;
}

/** What `Query(…)` or `Depends(…)` marks; `at` is the expression where no call is. */
export type Marked =
  | { readonly kind: "value"; readonly marker: Marker; readonly call?: Call; readonly place: TypePlace }
  | {
      readonly kind: "dependency";
      readonly call?: Call;
      readonly place: { readonly module: TypePlace["module"]; readonly at: Expression };
      /** The call of the function of the project that makes it, where one does. */
      readonly frame?: Frame;
    };

/** Reads a marker where it stands or by the name that it was given; undefined for anything else. */
export function readMark(
  reading: Reading,
  place: TypePlace,
  expression: Expression,
  way = 0,
): Marked | undefined {
  if (way > 5) return undefined;
  if (expression.kind === "name") {
    const meant = defineExpression(reading.project, place.module, expression, place.scopes);
    const value = meant?.kind === "value" ? meant.binding.value : undefined;
    return meant?.kind === "value" && value?.kind === "call"
      ? readMark(reading, { module: meant.module }, value, way + 1)
      : undefined;
  }
  const callee = expression.kind === "call" ? expression.callee : expression;
  if (callee.kind !== "name" && callee.kind !== "attribute") return undefined;
  const meant = defineExpression(reading.project, place.module, callee, place.scopes);
  if (meant?.kind === "function" && expression.kind === "call")
    return readMade(reading, place, expression, way);
  const name = meant?.kind === "external" ? frameworkName(meant.path) : undefined;
  if (name === undefined) return undefined;
  const call = expression.kind === "call" ? { call: expression } : {};
  if (name === "Depends" || name === "Security")
    return { kind: "dependency", ...call, place: { module: place.module, at: expression } };
  const marker = markers.get(name);
  return marker && { kind: "value", marker, ...call, place };
}

/** What a function of the project makes where it is called: `LimitBody()` gives back `Depends(…)`. */
function readMade(reading: Reading, place: TypePlace, call: Call, way: number): Marked | undefined {
  const { evaluator } = reading;
  const made = evaluator.evaluate(evaluator.moduleFrame(place.module), call);
  if (made?.kind !== "instance" || typeof made.of !== "string") return undefined;
  const mark = readMark(reading, { module: made.frame.module }, made.call, way + 1);
  return mark?.kind === "dependency" ? { ...mark, frame: made.frame } : mark;
}

interface InputSource {
  readonly reading: Reading;
  readonly place: TypePlace;
  /** What else stands beside its type. */
  readonly beside?: readonly PlacedCall[];
  readonly name: string;
  readonly type: TypeFact;
  readonly span: Span;
  readonly given: Expression | undefined;
  readonly mark: (Marked & { readonly kind: "value" }) | undefined;
  readonly schemas: ReadonlyMap<string, SchemaFact>;
}

/** A parameter as the request has it: https://fastapi.tiangolo.com/tutorial/query-params/ */
export function readInput(source: InputSource): readonly Input[] {
  const { name, type, span, given, mark, schemas } = source;
  const call = mark?.call;
  const fallback = given ?? (call && (keyword(call, "default") ?? positional(call)[0]));
  const isMissing = fallback === undefined || (fallback.kind === "constant" && fallback.value === "...");
  const required = isMissing && (call === undefined || keyword(call, "default_factory") === undefined);
  const said = call && (textOf(keyword(call, "alias")) ?? textOf(keyword(call, "validation_alias")));
  const from = mark?.marker ?? impliedFrom(type, schemas);
  const media = call && textOf(keyword(call, "media_type"));
  const isHidden =
    call !== undefined &&
    keyword(call, "include_in_schema") !== undefined &&
    !isTrue(keyword(call, "include_in_schema"));
  return [
    {
      name: said ?? (from === "header" && !keepsUnderscores(call) ? name.replaceAll("_", "-") : name),
      from,
      variable: name,
      isMarked: mark !== undefined,
      type,
      required,
      embed: call !== undefined && isTrue(keyword(call, "embed")),
      ...(media === undefined ? {} : { media }),
      ...(isHidden ? { inSchema: false } : {}),
      ...detailsOf(source, isMissing ? undefined : fallback),
      span,
    },
  ];
}

/** What a field of a schema says beside its type, where it is taken in as a value of its own. */
export function detailsOfField({
  value,
  constraints,
  description,
  deprecated,
  keywords,
}: ValueDetails): ValueDetails {
  return {
    ...(value === undefined ? {} : { value }),
    ...(constraints === undefined ? {} : { constraints }),
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(keywords === undefined ? {} : { keywords }),
  };
}

function detailsOf(
  { reading, place, given, mark, schemas, beside = [] }: InputSource,
  fallback: Expression | undefined,
): ValueDetails {
  const own =
    mark?.call === undefined
      ? []
      : [{ place: mark.place, call: isOlder(schemas) ? mark.call : withoutExtras(mark.call) }];
  const at = given === undefined ? (mark?.place ?? place) : place;
  const others = beside.filter(({ call }) => call !== mark?.call);
  return readDetails(reading, [...own, ...others], fallback && { place: at, expression: fallback });
}

/** What only Pydantic's own `Field` knows, FastAPI's markers take for something more to publish: it bounds nothing. */
function withoutExtras(call: Call): Call {
  const args = call.args.filter(({ name }) => name !== "min_items" && name !== "max_items");
  return args.length === call.args.length ? call : { ...call, args };
}

/** Whether the project is written for Pydantic 1. */
function isOlder(schemas: ReadonlyMap<string, SchemaFact>): boolean {
  for (const { version } of schemas.values()) if (version !== undefined) return version === 1;
  return false;
}

function keepsUnderscores(call: Call | undefined): boolean {
  const said = call && keyword(call, "convert_underscores");
  return said?.kind === "constant" && said.value === "False";
}

/** Files and whatever is no single value come from the body; a single one from the path where that names it, or the query. */
export function impliedFrom(type: TypeFact, schemas: ReadonlyMap<string, SchemaFact>): Input["from"] {
  if (isUpload(type)) return "file";
  return isComplex(type, schemas) ? "body" : "implied";
}

function isUpload(type: TypeFact): boolean {
  if (type.kind === "list" || type.kind === "optional") return isUpload(type.of);
  return type.kind === "external" && frameworkName(type.path) === "UploadFile";
}

export function isComplex(type: TypeFact, schemas: ReadonlyMap<string, SchemaFact>): boolean {
  switch (type.kind) {
    case "list":
    case "map":
      return true;
    case "optional":
      return isComplex(type.of, schemas);
    case "union":
      return type.of.some((each) => isComplex(each, schemas));
    case "reference":
      return schemas.has(type.id);
    default:
      return false;
  }
}
