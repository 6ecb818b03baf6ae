import type { Call, Expression } from "#python";
import { findMember, type ProjectClass } from "../../classes.ts";
import type { ModelColumns } from "../../django/columns/model-columns.ts";
import { keyword, positional, textOf } from "../../literals.ts";
import { spanOf } from "../../places.ts";
import { bind, type TypeFact } from "../../type.ts";
import { fieldClass, isSerializer, overrides } from "../reading/bases.ts";
import { type FieldOwner, inputBounds, type SerializerField } from "./field.ts";
import { type FieldOptions, namedArguments, readOptions } from "./field-options.ts";
import { methodType } from "./method-types.ts";
import { followSource } from "./model-sources.ts";
import { inlineType, overrideOf, toldAt } from "./overrides.ts";
import type { Place, PlaceOf } from "./place.ts";
import { any, listOf, optional, scalar, unknown, valuesType } from "./plain-types.ts";
import { classAt, placeIn, type RestSource, valueAt } from "./source.ts";
import { type ColumnType, keyType, slugPattern } from "./type-of-column.ts";
import { typeSettings } from "./type-settings.ts";

const deepest = 8;

/** Reads `name = serializers.CharField(max_length=20)`; undefined where the value is no field. */
export function readDeclared(
  owner: FieldOwner,
  name: string,
  { place, expression }: PlaceOf,
): SerializerField | undefined {
  if (expression.kind !== "call") return undefined;
  const span = spanOf(place.module, expression);
  const inline = inlineType(owner, { place, expression });
  if (inline !== undefined) {
    const options = readOptions(owner.source, namedArguments(place, expression));
    return { name, span, options, ...nullable({ type: inline }, options) };
  }
  const told = toldAround(owner, place, expression);
  const call = told?.call ?? expression;
  const made = classAt(owner.source, { place, expression: call.callee });
  if (made === undefined || !isField(made)) return undefined;
  const options = fixedOptions(made, readOptions(owner.source, argumentsOf(made, place, call)));
  if (fieldClass(made) === "HiddenField") return { name, span, type: unknown, options, hidden: true };
  const override = told?.type ?? (typeof made === "string" ? undefined : overrideOf(owner, made));
  const types =
    override === undefined ? typesOf(owner, name, place, call, made, options, 0) : { type: override };
  const isText = override === undefined && written.has(fieldClass(made) ?? "");
  const whole =
    override === undefined && isRelation(made) && options.many === true ? types : nullable(types, options);
  return { name, span, options, ...whole, ...(isText ? { isText: true as const } : {}) };
}

/** `RegexField(r"^\d+$")` has its pattern first. */
function argumentsOf(made: ProjectClass | string, place: Place, call: Call): ReadonlyMap<string, PlaceOf> {
  const named = namedArguments(place, call);
  const [first] = positional(call);
  if (fieldClass(made) === "RegexField" && first !== undefined)
    return new Map([...named, ["regex", { place, expression: first }]]);
  const { start, end } = call;
  const slug: Expression = { kind: "string", value: slugPattern, bytes: false, start, end };
  return fieldClass(made) === "SlugField" && !named.has("allow_unicode")
    ? new Map([...named, ["regex", { place, expression: slug }]])
    : named;
}

/** A relation to many rows hands `allow_null` to each of them: the list itself is never null. */
function isRelation(made: ProjectClass | string): boolean {
  return fieldClass(made)?.endsWith("RelatedField") === true;
}

/** Fields that a text is written in: an empty one is refused unless `allow_blank` says otherwise. */
const written = new Set(["CharField", "EmailField", "RegexField", "SlugField", "URLField", "IPAddressField"]);

export function nullable(
  { type, outputType }: ColumnType,
  { nullable: isNullable = false }: FieldOptions,
): ColumnType {
  return {
    type: optional(type, isNullable),
    ...(outputType === undefined ? {} : { outputType: optional(outputType, isNullable) }),
  };
}

function isField(made: ProjectClass | string): boolean {
  if (typeof made !== "string") return isSerializer(made) || fieldClass(made) !== undefined;
  return /(?:Field|Serializer|SerializerField)$/.test(made);
}

const onlyRead = new Set([
  "ReadOnlyField",
  "SerializerMethodField",
  "StringRelatedField",
  "HyperlinkedIdentityField",
]);

/** A field of the project's own that says what it makes of what it is given takes it, whatever it descends from. */
function fixedOptions(made: ProjectClass | string, options: FieldOptions): FieldOptions {
  const isOnlyRead = onlyRead.has(fieldClass(made) ?? "");
  // It was made to be shown only, and so nobody need give it.
  if (typeof made !== "string" && overrides(made, "to_internal_value"))
    return isOnlyRead ? { required: false, ...options } : options;
  return isOnlyRead ? { ...options, readOnly: true } : options;
}

/** `extend_schema_field(OpenApiTypes.STR)(serializers.CharField())` */
function toldAround(
  owner: FieldOwner,
  place: Place,
  { callee, args }: Call,
): { readonly type: TypeFact; readonly call: Call } | undefined {
  const inner = args[0]?.value;
  if (callee.kind !== "call" || inner?.kind !== "call") return undefined;
  const type = toldAt(owner, place, callee);
  return type === undefined ? undefined : { type, call: inner };
}

/** How the values of a field travel, by its class. */
function typesOf(
  owner: FieldOwner,
  name: string,
  place: Place,
  call: Call,
  made: ProjectClass | string,
  options: FieldOptions,
  depth: number,
): ColumnType {
  const isMany = options.many === true;
  if (typeof made !== "string" && isSerializer(made))
    return { type: listOf(owner.schemas.refer(made), isMany) };
  const kind = fieldClass(made);
  const simple = kind === undefined ? undefined : plainKinds[kind];
  if (simple !== undefined) {
    const isLong = simple === "integer" && isBeyond(options.constraints);
    const one: ColumnType = { type: scalar(isLong ? "long" : simple) };
    return isRelation(made) && isMany ? listed(nullable(one, options)) : one;
  }
  const given = (option: string): Expression | undefined => keyword(call, option);
  switch (kind) {
    case "FileField":
    case "ImageField":
      return { type: scalar("binary"), outputType: scalar("uri") };
    case "DecimalField":
      return { type: decimalType(owner, place, given("coerce_to_string")) };
    case "ChoiceField":
    case "FilePathField":
    case "MultipleChoiceField": {
      const choices = options.choices ?? positionalChoices(owner, place, call);
      const one = choices === "open" ? unknown : valuesType(choices, { blank: options.blank === true });
      return { type: listOf(one, kind === "MultipleChoiceField") };
    }
    case "ListField":
    case "ListSerializer":
      return listed(childTypes(owner, name, place, given("child") ?? classChild(made), depth));
    case "DictField":
    case "HStoreField": {
      const child = childTypes(owner, name, place, given("child") ?? classChild(made), depth);
      return mapped(kind === "HStoreField" && child.type === any ? { type: scalar("text") } : child);
    }
    case "JSONField":
      return { type: any };
    case "PrimaryKeyRelatedField":
    case "SlugRelatedField":
      return isMany
        ? listed(nullable(relatedTypes(owner, name, place, call, made, options, kind), options))
        : relatedTypes(owner, name, place, call, made, options, kind);
    case "SerializerMethodField": {
      const named = textOf(given("method_name")) ?? textOf(positional(call)[0]);
      return { type: methodType(owner, named ?? `get_${name}`) };
    }
    case "ReadOnlyField":
      return followSource(owner, (options.source ?? name).split(".")) ?? { type: unknown };
    default:
      return { type: typeof made === "string" ? unknown : representedType(owner, made) };
  }
}

/** A decimal is given out as its text, unless the field or the settings say otherwise. */
function decimalType({ source }: FieldOwner, place: Place, told: Expression | undefined): TypeFact {
  const isText = told === undefined ? undefined : valueAt(source, { place, expression: told });
  if (isText === undefined) return scalar(typeSettings(source).decimal);
  return scalar(isText ? "decimal-text" : "double");
}

/** Whether numbers may be longer than 32 bits. */
function isBeyond({ le = "0", ge = "0" }: NonNullable<FieldOptions["constraints"]> = {}): boolean {
  return Math.abs(Number(le)) > 2 ** 31 || Math.abs(Number(ge)) > 2 ** 31;
}

const plainKinds: Readonly<Record<string, string>> = {
  BooleanField: "boolean",
  NullBooleanField: "boolean",
  CharField: "text",
  RegexField: "text",
  SlugField: "text",
  IPAddressField: "text",
  DurationField: "text",
  StringRelatedField: "text",
  EmailField: "email",
  URLField: "uri",
  HyperlinkedIdentityField: "uri",
  HyperlinkedRelatedField: "uri",
  UUIDField: "uuid",
  IntegerField: "integer",
  BigIntegerField: "long",
  FloatField: "double",
  DateField: "date",
  DateTimeField: "date-time",
  TimeField: "time",
};

function positionalChoices(
  owner: FieldOwner,
  place: Place,
  call: Call,
): NonNullable<FieldOptions["choices"]> {
  const [first] = positional(call);
  if (first === undefined) return "open";
  return readOptions(owner.source, new Map([["choices", { place, expression: first }]])).choices ?? "open";
}

/** `child = CharField()` in the class of a list. */
function classChild(made: ProjectClass | string): Expression | undefined {
  const binding = typeof made === "string" ? undefined : findMember(made, "child")?.binding;
  return binding?.kind === "value" ? binding.value : undefined;
}

function childTypes(
  owner: FieldOwner,
  name: string,
  place: Place,
  child: Expression | undefined,
  depth: number,
): ColumnType {
  if (child === undefined) return { type: any };
  const field = depth > deepest ? undefined : readDeclared(owner, name, { place, expression: called(child) });
  if (field === undefined) return { type: unknown };
  const { type, outputType, options } = field;
  const taken = inputBounds(field);
  if (taken === undefined && outputType === undefined) return { type };
  return { type: bind(type, taken ?? {}), outputType: outputType ?? bind(type, options.constraints ?? {}) };
}

/** A class alone is made an object of. */
function called(expression: Expression): Expression {
  const { start, end } = expression;
  return expression.kind === "call" ? expression : { kind: "call", callee: expression, args: [], start, end };
}

function listed({ type, outputType }: ColumnType, isMany = true): ColumnType {
  return {
    type: listOf(type, isMany),
    ...(outputType === undefined ? {} : { outputType: listOf(outputType, isMany) }),
  };
}

function mapped({ type, outputType }: ColumnType): ColumnType {
  return {
    type: { kind: "map", of: type },
    ...(outputType === undefined ? {} : { outputType: { kind: "map", of: outputType } }),
  };
}

/** The key of a related row, or another column that names it: https://www.django-rest-framework.org/api-guide/relations/ */
function relatedTypes(
  owner: FieldOwner,
  name: string,
  place: Place,
  call: Call,
  made: ProjectClass | string,
  { source: from = name }: FieldOptions,
  kind: string,
): ColumnType {
  const { source } = owner;
  const own = keyword(call, "pk_field");
  if (own !== undefined) return childTypes(owner, name, place, own, 0);
  const rows = keyword(call, "queryset") ?? queryOfClass(made);
  const at = rows && {
    place: rows === keyword(call, "queryset") || typeof made === "string" ? place : placeIn(made),
    expression: rows,
  };
  const model = at && modelBehind(source, at);
  const slug = textOf(
    keyword(call, "slug_field") ?? (kind === "SlugRelatedField" ? positional(call)[0] : undefined),
  );
  if (model !== undefined) {
    if (kind === "PrimaryKeyRelatedField") return { type: keyType(typeSettings(source), model) };
    return (slug && followSource({ ...owner, model }, slug.split("__"))) || { type: unknown };
  }
  const path = from.split(".");
  const found = followSource(owner, slug === undefined ? path : [...path, ...slug.split("__")], true);
  return found ?? { type: unknown };
}

function queryOfClass(made: ProjectClass | string): Expression | undefined {
  const binding = typeof made === "string" ? undefined : findMember(made, "queryset")?.binding;
  return binding?.kind === "value" ? binding.value : undefined;
}

/** The model whose rows an expression stands for: `Order.objects.filter(…)`. */
export function modelBehind(source: RestSource, { place, expression }: PlaceOf): ModelColumns | undefined {
  let at: Expression | undefined = expression;
  for (let steps = 0; at !== undefined && steps < 30; steps += 1) {
    const found: ProjectClass | string | undefined = classAt(source, { place, expression: at });
    if (typeof found === "object")
      return source.columns.isModel(found) ? source.columns.ofClass(found) : undefined;
    const known = typeof found === "string" ? knownRows(source, found) : undefined;
    if (known !== undefined) return known;
    at = at.kind === "call" ? at.callee : at.kind === "attribute" ? at.value : undefined;
  }
  return undefined;
}

/** `django.contrib.auth.models.User`, and the model that `get_user_model()` gives. */
function knownRows(source: RestSource, path: string): ModelColumns | undefined {
  if (/\.get_user_model$/.test(path)) return source.columns.ofId(source.columns.user);
  const label = /^(?:django\.contrib\.)?(\w+)\.models\.(\w+)$/.exec(path);
  return label === null ? undefined : source.columns.ofId(`${label[1]}.${label[2]}`);
}

/** What a field of the project's own gives out, by the annotation of the method that makes it. */
function representedType(owner: FieldOwner, made: ProjectClass): TypeFact {
  const binding = findMember(made, "to_representation")?.binding;
  return binding?.kind === "function"
    ? methodType({ ...owner, serializer: made }, "to_representation")
    : unknown;
}
