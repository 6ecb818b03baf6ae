import type { Call, Expression } from "#python";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { isTrue, keyword, positional, textOf } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import type { SchemaFact, SchemaFieldFact } from "../schema.ts";
import { readType } from "../types.ts";
import { fieldKind } from "./record-forms.ts";

/** Reads the annotated names of a class as fields, those of its bases first. */
type FieldsOf = (of: Expression, module: SourceModule) => readonly SchemaFieldFact[] | undefined;

/**
 * Typed dictionaries that a call makes: `Name = TypedDict("Name", {"key": int})`, also with the annotations of another class, each made
 * optional: https://docs.python.org/3/library/typing.html#typing.TypedDict
 */
export function readMadeDictionaries(
  reading: Reading,
  module: SourceModule,
  fieldsOf: FieldsOf,
): readonly SchemaFact[] {
  if (!module.syntax.text.includes("TypedDict(")) return [];
  return [...module.scope.names.values()].flatMap((binding): readonly SchemaFact[] => {
    const call = binding.kind === "value" ? binding.value : undefined;
    if (call?.kind !== "call") return [];
    const maker = defineExpression(reading.project, module, call.callee);
    const name = textOf(positional(call)[0]);
    const isOne = maker?.kind === "external" && /^typing(?:_extensions)?\.TypedDict$/.test(maker.path);
    if (!isOne || name === undefined) return [];
    const fields = readFields(reading, module, call, fieldsOf);
    return [
      {
        id: `${module.path}:${name}`,
        name,
        framework: "pydantic",
        span: spanOf(module, call),
        form: "record",
        fields: fields ?? [],
        bases: [],
        variables: [],
        extra: "ignore",
        fromAttributes: false,
        byName: false,
        checks: [],
        isPartial: fields === undefined,
      },
    ];
  });
}

function readFields(
  reading: Reading,
  module: SourceModule,
  call: Call,
  fieldsOf: FieldsOf,
): readonly SchemaFieldFact[] | undefined {
  const given = positional(call)[1];
  const total = keyword(call, "total");
  const isTotal = total === undefined || isTrue(total);
  const required = (kind: ReturnType<typeof fieldKind>): boolean =>
    kind === "required" || (kind !== "optional" && isTotal);
  if (given?.kind === "comprehension") {
    const all = hinted(given, (of) => fieldsOf(of, module));
    return all?.fields.map((field) => ({ ...field, required: required(all.kind) }));
  }
  if (given?.kind !== "dictionary") return undefined;
  const fields = given.entries.map(({ key, value }): SchemaFieldFact | undefined => {
    const name = textOf(key);
    if (name === undefined || key === undefined) return undefined;
    return {
      name,
      type: readType(reading, { module }, value),
      span: spanOf(module, key),
      required: required(fieldKind(value)),
      inputNames: [name],
      outputName: name,
      constraints: {},
      computed: false,
      hidden: false,
    };
  });
  return fields.every((field) => field !== undefined) ? fields : undefined;
}

type Comprehension = Expression & { readonly kind: "comprehension" };

/** `{key: NotRequired[hint] for key, hint in get_type_hints(Other).items()}` */
function hinted(
  { element, value, clauses }: Comprehension,
  fieldsOf: (of: Expression) => readonly SchemaFieldFact[] | undefined,
): { readonly fields: readonly SchemaFieldFact[]; readonly kind: ReturnType<typeof fieldKind> } | undefined {
  const [clause, ...others] = clauses;
  if (clause === undefined || others.length > 0 || clause.conditions.length > 0 || value === undefined)
    return undefined;
  const [key, hint] = clause.target.kind === "tuple" ? clause.target.items : [];
  const kind = fieldKind(value);
  const shown = value.kind === "subscript" && kind !== "plain" ? value.index : value;
  const isSame = (one: Expression | undefined, other: Expression): boolean =>
    one?.kind === "name" && other.kind === "name" && one.id === other.id;
  if (!isSame(key, element) || !isSame(hint, shown)) return undefined;
  const { iterable } = clause;
  const items =
    iterable.kind === "call" && iterable.callee.kind === "attribute" ? iterable.callee : undefined;
  if (items?.name !== "items") return undefined;
  const of = hintsOf(items.value);
  const fields = of && fieldsOf(of);
  return fields && { fields, kind };
}

/** `get_type_hints(Other)`, `Other.__annotations__`. */
function hintsOf(value: Expression): Expression | undefined {
  if (value.kind === "attribute" && value.name === "__annotations__") return value.value;
  if (value.kind !== "call") return undefined;
  const { callee } = value;
  const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
  return name === "get_type_hints" ? positional(value)[0] : undefined;
}
