import type { Call } from "#python";
import { findMember, type ProjectClass } from "../../classes.ts";
import type { Frame } from "../../flow/flow.ts";
import { constantValue, moduleFrame } from "../../flow/lookup.ts";
import type { ObjectValue, Place } from "../../flow/values.ts";
import { isTrue, keyword, textOf } from "../../literals.ts";
import { isModelSerializer, isSerializer } from "./bases.ts";
import { type ClassOption, metaOption, type PlacedText, placedTexts } from "./class-options.ts";
import { takenAway } from "./taken-away.ts";

/** A field that a serializer shows. */
export interface ShownField {
  readonly name: string;
  /** Where it is declared: its call, or its name in `Meta.fields`. */
  readonly place: Place;
  /** Attributes that lead to its value; none where it is given the whole object. */
  readonly source: readonly string[];
  /** The call that declares it, with the object that it makes; undefined where the field is made from the model's. */
  readonly declared?: { readonly call: Call; readonly object: ObjectValue };
}

/** The fields that instances of a serializer show, each class read once. */
export function shownFields(frame: Frame, read: ProjectClass): readonly ShownField[] {
  const known = remembered.get(frame.flow.project) ?? new Map<ProjectClass, readonly ShownField[]>();
  remembered.set(frame.flow.project, known);
  const before = known.get(read);
  if (before !== undefined) return before;
  known.set(read, []);
  const fields = readShown(frame, read);
  known.set(read, fields);
  return fields;
}

const remembered = new WeakMap<Frame["flow"]["project"], Map<ProjectClass, readonly ShownField[]>>();

function readShown(frame: Frame, read: ProjectClass): readonly ShownField[] {
  const declared = declaredFields(frame, read);
  const removed = takenAway(read);
  const isShown = ({ name }: ShownField): boolean => !removed.has(name);
  if (!isModelSerializer(read))
    return [...declared.values()].filter((field) => field !== undefined).filter(isShown);
  const extra = extraArguments(frame, read);
  const names = shownNames(frame, read, declared);
  return names
    .flatMap(({ text, place }): readonly ShownField[] => {
      if (declared.has(text)) return [declared.get(text)].filter((field) => field !== undefined);
      const given = extra(text);
      if (given.isHidden) return [];
      return [{ name: text, place, source: given.source === "*" ? [] : (given.source ?? text).split(".") }];
    })
    .filter(isShown);
}

/** Fields that the class and its bases declare; nothing for those that only take values in, or that a class takes away again. */
function declaredFields(frame: Frame, read: ProjectClass): Map<string, ShownField | undefined> {
  const fields = new Map<string, ShownField | undefined>();
  for (const owner of read.lineage.toReversed()) {
    // Only what serializers declare are fields; other bases hand on nothing.
    if (typeof owner === "string" || !isSerializer(owner)) continue;
    for (const [name, binding] of owner.scope.names) {
      if (binding.kind !== "value") continue;
      const field =
        binding.value?.kind === "call" ? declaredField(frame, owner, name, binding.value) : undefined;
      if (field !== undefined) fields.set(name, field);
      else if (fields.has(name)) fields.set(name, undefined);
    }
  }
  for (const [name, field] of fields) {
    if (field?.declared !== undefined && isTrue(keyword(field.declared.call, "write_only")))
      fields.set(name, undefined);
  }
  return fields;
}

function declaredField(
  frame: Frame,
  { module }: ProjectClass,
  name: string,
  call: Call,
): ShownField | undefined {
  const object = constantValue(moduleFrame(frame, module), call);
  if (object?.kind !== "object") return undefined;
  const given = textOf(keyword(call, "source") ?? keyword(call, "attr"));
  const { start, end } = call;
  const source = given === "*" ? [] : (given ?? name).split(".");
  return { name, place: { module, start, end }, source, declared: { call, object } };
}

/** The names that `Meta.fields` or `Meta.exclude` leave, as far as they are certain. */
function shownNames(
  frame: Frame,
  read: ProjectClass,
  declared: ReadonlyMap<string, ShownField | undefined>,
): readonly PlacedText[] {
  const fields = metaOption(frame, read, "fields");
  const excluded = metaOption(frame, read, "exclude");
  if (fields !== undefined && textOf(fields.value) !== "__all__") {
    const names = placedTexts(fields);
    // What the class itself declares must be among them: https://www.django-rest-framework.org/api-guide/serializers/#inheriting-serializers
    return names ?? placed([...declared.values()].filter((field) => isOwn(read, field)));
  }
  const left = excluded === undefined ? [] : placedTexts(excluded);
  const option = fields ?? excluded;
  if (option === undefined || left === undefined) return [];
  const hidden = new Set(left.map(({ text }) => text));
  return [...placed([...declared.values()]), ...modelNames(frame, read, option)].filter(
    ({ text }) => !hidden.has(text),
  );
}

function isOwn({ module, node }: ProjectClass, field: ShownField | undefined): boolean {
  return (
    field !== undefined &&
    field.place.module === module &&
    field.place.start >= node.start &&
    field.place.end <= node.end
  );
}

function placed(fields: readonly (ShownField | undefined)[]): readonly PlacedText[] {
  return fields.flatMap((field) => (field === undefined ? [] : [{ text: field.name, place: field.place }]));
}

/** All fields of the model itself, as `__all__` means them: relations that others declare are not among them. */
function modelNames(
  frame: Frame,
  read: ProjectClass,
  { frame: { module }, value }: ClassOption,
): readonly PlacedText[] {
  const { start, end } = value;
  const model = modelOf(frame, read);
  const relations = model === undefined ? [] : [...frame.flow.models.relations(model).values()];
  return relations
    .filter(({ isReverse, kind }) => !isReverse && kind !== "generic" && kind !== "generic-many")
    .map(({ name }) => ({ text: name, place: { module, start, end } }));
}

/** The model that a serializer is for. */
export function modelOf(frame: Frame, read: ProjectClass): string | undefined {
  const option = metaOption(frame, read, "model");
  const value = option && frame.flow.evaluate(option.frame, option.value);
  return value?.kind === "class" ? frame.flow.models.ofClass(value.class)?.id : undefined;
}

interface Extra {
  readonly isHidden: boolean;
  readonly source?: string;
}

/** What `extra_kwargs` tells of fields that are made from the model's. */
function extraArguments(frame: Frame, read: ProjectClass): (name: string) => Extra {
  const option = metaOption(frame, read, "extra_kwargs");
  const entries = option?.value.kind === "dictionary" ? option.value.entries : [];
  const known = new Map<string, Extra>();
  for (const { key, value } of entries) {
    const name = textOf(key);
    if (name === undefined || value.kind !== "dictionary") continue;
    const given = (wanted: string) => value.entries.find((entry) => textOf(entry.key) === wanted)?.value;
    const source = textOf(given("source"));
    known.set(name, { isHidden: isTrue(given("write_only")), ...(source === undefined ? {} : { source }) });
  }
  return (name) => known.get(name) ?? { isHidden: false };
}

/** How deep a serializer follows relations by itself. */
export function depthOf(frame: Frame, read: ProjectClass): number {
  const option = metaOption(frame, read, "depth");
  const depth = option?.value.kind === "number" ? Number(option.value.raw) : 0;
  return Number.isInteger(depth) && depth > 0 && depth <= 10 ? depth : 0;
}

/** The list serializer that a class wants for many rows. */
export function listSerializerOf(frame: Frame, read: ProjectClass): ProjectClass | undefined {
  const option = metaOption(frame, read, "list_serializer_class");
  const value = option && frame.flow.evaluate(option.frame, option.value);
  return value?.kind === "class" && findMember(value.class, "to_representation") !== undefined
    ? value.class
    : undefined;
}
