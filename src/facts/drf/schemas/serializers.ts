import type { Span } from "#base";
import { findMember, idOf, type ProjectClass } from "../../classes.ts";
import type { ModelColumns } from "../../django/columns/model-columns.ts";
import { readIndexes } from "../../django/indexes.ts";
import { docstringOf } from "../../docstring.ts";
import { spanOf } from "../../places.ts";
import type { SchemaFact, SchemaFieldFact } from "../../schema.ts";
import type { TypeFact } from "../../type.ts";
import { isModelSerializer, isSerializer } from "../reading/bases.ts";
import { takenAway } from "../reading/taken-away.ts";
import { modelBehind, readDeclared } from "./declared-field.ts";
import { type FieldOwner, refusesEmpty, type Schemas, type SerializerField } from "./field.ts";
import { type FieldOptions, readOptions } from "./field-options.ts";
import { type Making, makeField } from "./made-field.ts";
import { metaOption } from "./meta.ts";
import type { PlaceOf } from "./place.ts";
import { unknown } from "./plain-types.ts";
import { placeIn, type RestSource, textAt, textsAt, valueAt } from "./source.ts";

/** How many shapes a project may have that relations make. */
const mostShapes = 20_000;

export interface OpenSchemas extends Schemas {
  /** All shapes that were referred to. */
  readonly facts: () => readonly SchemaFact[];
  /** The fields of a serializer, as it was referred to. */
  readonly fieldsOf: (read: ProjectClass) => ReadFields;
}

/** The fields of a serializer, and whether it may have others. */
export interface ReadFields {
  readonly fields: readonly SerializerField[];
  readonly isPartial: boolean;
  /** Whether it shows rows, which have all that it shows: by the name of a field. */
  readonly isAlways?: (name: string) => boolean;
}

export function openSchemas(source: RestSource): OpenSchemas {
  const facts = new Map<string, SchemaFact | undefined>();
  const waiting: (() => void)[] = [];
  const known = new Map<ProjectClass, ReadFields>();
  const add = (id: string, make: () => SchemaFact): TypeFact => {
    if (facts.size > mostShapes) return unknown;
    if (!facts.has(id)) {
      facts.set(id, undefined);
      // Not at once: serializers may hold one another.
      waiting.push(() => facts.set(id, make()));
    }
    return { kind: "reference", id };
  };
  const schemas: OpenSchemas = {
    declare: readDeclared,
    fieldsOf: (read) => {
      const found = known.get(read) ?? readFields(source, schemas, read);
      known.set(read, found);
      return found;
    },
    refer: (read, isPartial = false) =>
      add(isPartial ? `${idOf(read)}~partial` : idOf(read), () =>
        serializerFact(read, schemas.fieldsOf(read), isPartial),
      ),
    deepen: (model, depth) => {
      const columns = source.columns.ofId(model);
      if (columns === undefined) return unknown;
      return add(`${model}~${depth}`, () => deepFact(source, schemas, columns, depth));
    },
    inline: (name, span, fields, isPartial = false) =>
      add(`${span.file}:${span.line}:${span.column}:${name}`, () =>
        inlineFact(name, span, { fields, isPartial }),
      ),
    facts: () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) next();
      return [...facts.values()].filter((fact) => fact !== undefined);
    },
  };
  return schemas;
}

function serializerFact(read: ProjectClass, fields: ReadFields, isPartial: boolean): SchemaFact {
  const name = read.node.name.id.replace(/(?<=.)Serializer$/, "");
  const description = docstringOf(read.node);
  return {
    ...inlineFact(
      isPartial ? `Patched${name}` : name,
      spanOf(read.module, read.node.name),
      fields,
      isPartial,
    ),
    id: isPartial ? `${idOf(read)}~partial` : idOf(read),
    ...(description === undefined ? {} : { description }),
    bases: read.lineage.slice(1).flatMap((base) => (typeof base === "string" ? [] : [idOf(base)])),
    ...(remakesOutput(read) ? { remade: true as const } : {}),
  };
}

/** Whether code of its own makes what is given out of what the framework would give. */
function remakesOutput(read: ProjectClass): boolean {
  return findMember(read, "to_representation")?.binding.kind === "function";
}

function inlineFact(
  name: string,
  span: Span,
  { fields, isPartial, isAlways = () => false }: ReadFields,
  takesAny = false,
): SchemaFact {
  return {
    id: `${span.file}:${span.line}:${span.column}:${name}`,
    name,
    framework: "drf",
    span,
    form: "object",
    fields: fields
      .filter(({ hidden }) => hidden !== true)
      .map((field) => ({
        ...fieldFact(field, takesAny),
        ...(isAlways(field.name) ? { alwaysGiven: true as const } : {}),
      })),
    bases: [],
    variables: [],
    extra: "ignore",
    fromAttributes: true,
    byName: false,
    checks: [],
    isPartial,
  };
}

function fieldFact(field: SerializerField, takesAny: boolean): SchemaFieldFact {
  const { name, span, type, outputType, options } = field;
  const { readOnly = false, writeOnly = false, required, hasDefault = false, value, description } = options;
  const isNeeded = readOnly || (required ?? !hasDefault);
  return {
    name,
    type,
    ...(outputType === undefined ? {} : { outputType }),
    span,
    required: isNeeded && !(takesAny && !readOnly),
    ...(value === undefined ? {} : { value }),
    ...(description === undefined ? {} : { description }),
    inputNames: [name],
    outputName: name,
    constraints: options.constraints ?? {},
    ...(refusesEmpty(field) ? { inputConstraints: { min_length: "1" } } : {}),
    computed: readOnly,
    hidden: writeOnly,
  };
}

function deepFact(source: RestSource, schemas: Schemas, model: ModelColumns, depth: number): SchemaFact {
  const owner: FieldOwner = { source, schemas, model };
  const span = spanOf(model.read.module, model.read.node.name);
  const making: Making = { depth, isLinked: false, together: new Set() };
  const fields = modelNames(model).map((name) => makeField(owner, making, name, {}, span));
  const fact = inlineFact(`Nested${model.read.node.name.id}`, span, { fields, isPartial: model.isPartial });
  return { ...fact, id: `${idOf(model.read)}~${depth}` };
}

/** All columns of a model, as `__all__` means them. */
function modelNames({ columns }: ModelColumns): readonly string[] {
  return [...columns.values()]
    .filter(({ relation }) => relation?.kind !== "generic" && relation?.kind !== "generic-many")
    .map(({ name }) => name);
}

function readFields(source: RestSource, schemas: Schemas, read: ProjectClass): ReadFields {
  const rows = metaOption(source, read, "model");
  const model = rows && modelBehind(source, rows);
  const owner: FieldOwner = { source, schemas, serializer: read, ...(model === undefined ? {} : { model }) };
  const declared = declaredFields(owner, read);
  const isPartial = read.isPartial || hasForeignBase(read);
  if (!isModelSerializer(read)) return { fields: [...declared.values()], isPartial };
  const names = shownNames(source, read, declared, model);
  if (names === undefined) return { fields: [...declared.values()], isPartial: true };
  const extra = extraOptions(source, read);
  const making = readMaking(source, read, model, names, declared);
  const span = fieldsSpan(source, read);
  // What it may take away again when it is made is not sure to be shown.
  const removed = takenAway(read);
  return {
    fields: names.map(
      (name) => declared.get(name) ?? makeField(owner, making, name, extra(name), span(name)),
    ),
    isPartial: isPartial || (model === undefined && names.some((name) => !declared.has(name))),
    isAlways: (name) => !removed.has(name),
  };
}

/** Serializers of packages that are known to bring no fields. */
const bare =
  /^(?:rest_framework|drf_writable_nested|rest_framework_bulk)\.|^(?:object|typing\.Generic|abc\.ABC)$|Mixin$/;

function hasForeignBase({ lineage }: ProjectClass): boolean {
  return lineage.some((base) => typeof base === "string" && isSerializerBase(base) && !bare.test(base));
}

function isSerializerBase(base: string): boolean {
  return /Serializer\w*$/.test(base);
}

/** Fields that a class and those of its bases that are serializers declare; `None` takes one away again. */
function declaredFields(owner: FieldOwner, read: ProjectClass): ReadonlyMap<string, SerializerField> {
  const fields = new Map<string, SerializerField>();
  for (const each of read.lineage.toReversed()) {
    if (typeof each === "string" || !isSerializer(each)) continue;
    for (const [name, binding] of each.scope.names) {
      if (binding.kind !== "value" || binding.value === undefined) {
        fields.delete(name);
        continue;
      }
      const field = readDeclared(owner, name, { place: placeIn(each), expression: binding.value });
      if (field === undefined) fields.delete(name);
      else fields.set(name, field);
    }
  }
  return fields;
}

/** The names that `Meta.fields` or `Meta.exclude` leave; undefined where they are worked out. */
function shownNames(
  source: RestSource,
  read: ProjectClass,
  declared: ReadonlyMap<string, SerializerField>,
  model: ModelColumns | undefined,
): readonly string[] | undefined {
  const fields = metaOption(source, read, "fields");
  if (fields !== undefined && textAt(source, fields) !== "__all__") return textsAt(source, fields);
  const excluded = metaOption(source, read, "exclude");
  const left = excluded === undefined ? [] : textsAt(source, excluded);
  if (left === undefined || model === undefined || (fields ?? excluded) === undefined) return undefined;
  const hidden = new Set(left);
  return [...new Set([...declared.keys(), ...modelNames(model)])].filter((name) => !hidden.has(name));
}

/** What `extra_kwargs` and `read_only_fields` say of fields that are made from the model's. */
function extraOptions(source: RestSource, read: ProjectClass): (name: string) => FieldOptions {
  const option = metaOption(source, read, "extra_kwargs");
  const known = new Map<string, FieldOptions>();
  for (const { key, value } of option?.expression.kind === "dictionary" ? option.expression.entries : []) {
    const name = option && key && valueAt(source, { place: option.place, expression: key });
    if (typeof name === "string" && option !== undefined)
      known.set(name, readOptions(source, dictionaryArguments(option, value)));
  }
  const readOnly = metaOption(source, read, "read_only_fields");
  for (const name of (readOnly && textsAt(source, readOnly)) ?? [])
    known.set(name, { ...known.get(name), readOnly: true });
  return (name) => known.get(name) ?? {};
}

/** `{"write_only": True}` or `dict(write_only=True)` */
function dictionaryArguments({ place }: PlaceOf, value: PlaceOf["expression"]): ReadonlyMap<string, PlaceOf> {
  if (value.kind === "call")
    return new Map(
      value.args.flatMap(({ name, value: inner }) =>
        name === undefined ? [] : [[name, { place, expression: inner }] as const],
      ),
    );
  if (value.kind !== "dictionary") return new Map();
  return new Map(
    value.entries.flatMap(({ key, value: inner }) =>
      key?.kind === "string" ? [[key.value, { place, expression: inner }] as const] : [],
    ),
  );
}

function readMaking(
  source: RestSource,
  read: ProjectClass,
  model: ModelColumns | undefined,
  names: readonly string[],
  declared: ReadonlyMap<string, SerializerField>,
): Making {
  const option = metaOption(source, read, "depth");
  const depth = option && valueAt(source, option);
  const isLinked = read.lineage.some(
    (base) => typeof base === "string" && /HyperlinkedModelSerializer$/.test(base),
  );
  const shown = new Set(names.map((name) => declared.get(name)?.options.source ?? name));
  const checked = metaOption(source, read, "validators") === undefined && model !== undefined;
  const together = (checked ? readIndexes(model.read) : [])
    .filter(({ fields, unique }) => unique && fields.length > 1 && fields.every((name) => shown.has(name)))
    .flatMap(({ fields }) => fields);
  return {
    depth: typeof depth === "number" && depth > 0 && depth <= 10 ? Math.trunc(depth) : 0,
    isLinked,
    together: new Set(together),
  };
}

/** Where a name stands in `Meta.fields`, or where these stand. */
function fieldsSpan(source: RestSource, read: ProjectClass): (name: string) => Span {
  const option = metaOption(source, read, "fields") ?? metaOption(source, read, "exclude");
  return (name) => {
    if (option === undefined) return spanOf(read.module, read.node.name);
    const { place, expression } = option;
    const items = expression.kind === "list" || expression.kind === "tuple" ? expression.items : [];
    const item = items.find((each) => each.kind === "string" && each.value === name);
    return spanOf(place.module, item ?? expression);
  };
}
