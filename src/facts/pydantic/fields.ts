import type { Call, Expression } from "#python";
import { unwrapAnnotated } from "../annotated.ts";
import type { ProjectClass } from "../classes.ts";
import type { PlacedCall } from "../constraints.ts";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { isNone, isTrue, keyword, positional, textOf } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { SchemaFieldFact } from "../schema.ts";
import type { Binding, Scope } from "../symbols.ts";
import type { TypeFact } from "../type.ts";
import { readType, type TypePlace } from "../types.ts";
import { readAliases } from "./aliases.ts";
import type { ModelConfig } from "./config.ts";
import { readDetails } from "./details.ts";
import { pydanticName } from "./names.ts";
import { readOutputType } from "./serializers.ts";

interface FieldSource {
  readonly reading: Reading;
  readonly owner: ProjectClass;
  readonly config: ModelConfig;
  /** Whether `Optional` alone gives a default, as in version 1. */
  readonly optionalIsDefault: boolean;
  readonly variables: ReadonlySet<string>;
}

/** A field that one class declares itself; undefined where the name is no field. */
export function readField(source: FieldSource, name: string, binding: Binding): SchemaFieldFact | undefined {
  if (binding.kind === "function") return readComputed(source, name, binding);
  if (binding.kind !== "value" || binding.annotation === undefined) return undefined;
  if (name.startsWith("_") || name === "model_config") return undefined;
  const { reading, owner } = source;
  const scopes = [scopeBefore(owner.scope, name)];
  const place: TypePlace = { module: owner.module, scopes, variables: source.variables };
  if (isClassVariable(binding.annotation)) return undefined;
  const { metadata } = unwrapAnnotated(reading, place, binding.annotation);
  const made = readMaker(reading, owner, binding.value);
  const maker = made === "own" ? undefined : made;
  if (maker === "PrivateAttr" || maker === "Relationship") return undefined;
  const beside = metadata.flatMap((each) =>
    each.expression.kind === "call" ? [{ place: each.place, call: each.expression }] : [],
  );
  const own = maker === "Field" && binding.value?.kind === "call" ? [{ place, call: binding.value }] : [];
  const placed = [...own, ...beside];
  const calls = placed.map(({ call }) => call);
  const said = readType(reading, place, binding.annotation);
  const type = source.config.secondsForSpans ? inSeconds(said) : said;
  const serialized = readOutputType(reading, place, binding.annotation);
  const outputType = withoutNothing(reading, serialized ?? type, placed) ?? serialized;
  const given = own.length > 0 ? undefined : binding.value;
  const from = placed.find(({ call }) => defaultOf(call) !== undefined);
  const fallback = given ?? (from && defaultOf(from.call));
  const isMade = calls.some((call) => keyword(call, "default_factory") !== undefined);
  const isRequired = (fallback === undefined || isEllipsis(fallback)) && !isMade;
  const text = fallback === undefined ? undefined : literalText(hiddenText(fallback));
  return {
    name,
    type,
    ...(outputType === undefined ? {} : { outputType }),
    span: spanOf(owner.module, binding),
    required: isRequired && !(source.optionalIsDefault && type.kind === "optional" && fallback === undefined),
    ...(text === undefined ? {} : { default: text }),
    // A function of the project that makes fields may name them as it likes.
    ...(made === "own" ? {} : namesOf(source, name, calls)),
    ...readDetails(
      reading,
      placed,
      fallback && { place: given === undefined ? (from?.place ?? place) : place, expression: fallback },
    ),
    ...discriminatorOf(calls),
    computed: false,
    hidden: calls.some((call) => isTrue(keyword(call, "exclude"))),
    ...(calls.some((call) => keyword(call, "exclude_if") !== undefined) ||
    isAlias(reading, place, binding.annotation)
      ? { sparing: true as const }
      : {}),
  };
}

/** `Omitted[UUID]`, where the project says elsewhere what that is. */
function isAlias({ project }: Reading, place: TypePlace, annotation: Expression): boolean {
  if (annotation.kind !== "subscript") return false;
  return defineExpression(project, place.module, annotation.value, place.scopes)?.kind === "value";
}

/** What names mean where a field is annotated: `date: date` does not mean itself, and a mere annotation binds nothing. */
function scopeBefore(scope: Scope, name: string): Scope {
  const isBound = (own: string, binding: Binding): boolean =>
    own !== name && (binding.kind !== "value" || binding.value !== undefined);
  return { ...scope, names: new Map([...scope.names].filter(([own, binding]) => isBound(own, binding))) };
}

function isClassVariable(annotation: Expression): boolean {
  const outer = annotation.kind === "subscript" ? annotation.value : annotation;
  const name = outer.kind === "name" ? outer.id : outer.kind === "attribute" ? outer.name : "";
  return (
    name === "ClassVar" || (annotation.kind === "string" && /^(?:\w+\.)?ClassVar\b/.test(annotation.value))
  );
}

/** `@computed_field` over a property or a function: https://docs.pydantic.dev/latest/api/fields/#pydantic.fields.computed_field */
function readComputed(
  { reading, owner, config, variables }: FieldSource,
  name: string,
  { node }: Binding & { readonly kind: "function" },
): SchemaFieldFact | undefined {
  const marks = node.decorators.map((each) => (each.kind === "call" ? each.callee : each));
  const at = marks.findIndex((each) => nameOf(reading, owner, each) === "computed_field");
  if (at === -1) return undefined;
  const decorator = node.decorators[at];
  const alias = decorator?.kind === "call" ? textOf(keyword(decorator, "alias")) : undefined;
  const renamed = config.aliases === undefined ? name : config.aliases.output?.(name);
  const output = alias ?? renamed;
  return {
    name,
    type: readType(reading, { module: owner.module, scopes: [owner.scope], variables }, node.returns),
    span: spanOf(owner.module, node.name),
    required: true,
    inputNames: [],
    ...(output === undefined ? {} : { outputName: output }),
    constraints: {},
    computed: true,
    hidden: false,
  };
}

function nameOf({ project }: Reading, { module }: ProjectClass, expression: Expression): string | undefined {
  const meant = defineExpression(project, module, expression);
  return meant?.kind === "external" ? pydanticName(meant.path) : undefined;
}

/** What is called to make the value: `Field`, `PrivateAttr`, or a function of the project's own. */
function readMaker(reading: Reading, owner: ProjectClass, value: Expression | undefined): string | undefined {
  if (value?.kind !== "call") return undefined;
  const meant = defineExpression(reading.project, owner.module, value.callee);
  if (meant?.kind === "function") return "own";
  return meant?.kind === "external" ? pydanticName(meant.path) : undefined;
}

function defaultOf(call: Call): Expression | undefined {
  const isField = call.callee.kind === "name" ? call.callee.id === "Field" : call.callee.kind === "attribute";
  return isField ? (keyword(call, "default") ?? positional(call)[0]) : undefined;
}

function isEllipsis(expression: Expression): boolean {
  return expression.kind === "constant" && expression.value === "...";
}

/** What `SecretStr("…")` hides from logs, and not from whoever reads the source. */
function hiddenText(expression: Expression): Expression {
  if (expression.kind !== "call") return expression;
  const { callee } = expression;
  const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
  return name === "SecretStr" || name === "SecretBytes"
    ? (positional(expression)[0] ?? expression)
    : expression;
}

function literalText(expression: Expression): string | undefined {
  if (expression.kind === "number") return expression.raw;
  if (expression.kind === "constant" && expression.value !== "...") return expression.value;
  return textOf(expression);
}

/** The names by which a field is taken in and given out: https://docs.pydantic.dev/latest/concepts/alias/ */
function namesOf(
  { config }: FieldSource,
  name: string,
  calls: readonly Call[],
): Pick<SchemaFieldFact, "inputNames" | "outputName"> {
  const said = (key: string): Expression | undefined =>
    calls.map((call) => keyword(call, key)).find((each) => each !== undefined);
  const alias = said("alias");
  const input = said("validation_alias") ?? alias;
  const output = said("serialization_alias") ?? alias;
  const generated = config.aliases;
  const inputs =
    input === undefined
      ? withName(generated === undefined ? name : generated.input?.(name))
      : readAliases(input);
  const outputName =
    output === undefined ? (generated === undefined ? name : generated.output?.(name)) : textOf(output);
  const byName = config.byName && inputs !== undefined && !inputs.includes(name) ? [name] : [];
  return {
    ...(inputs === undefined ? {} : { inputNames: [...inputs, ...byName] }),
    ...(outputName === undefined ? {} : { outputName }),
  };
}

function withName(name: string | undefined): readonly string[] | undefined {
  return name === undefined ? undefined : [name];
}

/** What is given out of a value that is left out where it is `None`: https://docs.pydantic.dev/latest/concepts/fields/#excluding-fields-conditionally */
function withoutNothing(
  { project }: Reading,
  type: TypeFact,
  calls: readonly PlacedCall[],
): TypeFact | undefined {
  if (type.kind !== "optional") return undefined;
  const isLeftOut = calls.some(({ place, call }) => {
    const given = keyword(call, "exclude_if");
    const meant = given && defineExpression(project, place.module, given, place.scopes);
    const by = given?.kind === "lambda" ? given : meant?.kind === "function" ? meant.node : undefined;
    const [last] = by?.kind === "function" ? by.body.slice(-1) : [];
    const told = by?.kind === "lambda" ? by.body : last?.kind === "return" ? last.value : undefined;
    return told?.kind === "comparison" && told.operators[0] === "is" && isNone(told.comparators[0]);
  });
  return isLeftOut ? type.of : undefined;
}

/** A type with spans of time as numbers: https://docs.pydantic.dev/latest/api/config/#pydantic.config.ConfigDict.ser_json_timedelta */
function inSeconds(type: TypeFact): TypeFact {
  switch (type.kind) {
    case "scalar":
      return type.name === "duration" ? { ...type, name: "number" } : type;
    case "list":
    case "map":
    case "optional":
      return { ...type, of: inSeconds(type.of) };
    case "union":
      return { ...type, of: type.of.map(inSeconds) };
    default:
      return type;
  }
}

function discriminatorOf(calls: readonly Call[]): Pick<SchemaFieldFact, "discriminator"> {
  const name = calls.map((call) => textOf(keyword(call, "discriminator"))).find((each) => each !== undefined);
  return name === undefined ? {} : { discriminator: name };
}

/** The value of a schema that is one value: `RootModel[list[Item]]`, or `root: list[Item]`. */
export function readRootType(reading: Reading, model: ProjectClass): TypeFact | undefined {
  for (const owner of model.lineage) {
    if (typeof owner === "string") continue;
    for (const { value } of owner.node.args) {
      if (value.kind === "subscript" && nameOf(reading, owner, value.value) === "RootModel")
        return readType(reading, { module: owner.module }, value.index);
    }
  }
  return undefined;
}
