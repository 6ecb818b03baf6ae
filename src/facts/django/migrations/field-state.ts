import type { Call, Expression } from "#python";
import { relationFields } from "../names.ts";
import { listPlain } from "./enumerations.ts";
import { type FieldClass, fieldClassOf } from "./field-class.ts";
import { meantBy } from "./meant.ts";
import { type FieldState, isTrueValue, none, type Plain, textPlain } from "./plain.ts";
import type { Place, PlainReader } from "./plain-reader.ts";
import { externalReference } from "./references.ts";

/** The model that a field is of, which relations may name by halves. */
export interface FieldOwner {
  readonly app: string;
  /** In small letters. */
  readonly model: string;
}

/** A field within an expression, such as the base of an array. */
export function readFieldCall(reader: PlainReader, place: Place, call: Call): Plain | undefined {
  const field = readFieldState(reader, place, call, undefined);
  return field && { kind: "field", field };
}

/** Reads `models.CharField(max_length=20)`; undefined where what is called is no field. */
export function readFieldState(
  reader: PlainReader,
  place: Place,
  call: Call,
  owner: FieldOwner | undefined,
): FieldState | undefined {
  const type = fieldClassOf(meantBy(reader, place, call.callee));
  if (type === undefined) return undefined;
  const { given, isOpen } = argumentsOf(call, type);
  const args = new Map<string, Plain | undefined>();
  const templates = new Map<string, string>();
  for (const [name, value] of given) {
    args.set(name, readArgument(reader, place, name, value, owner));
    const written = wayBack.test(name) ? reader.evaluate(place, value) : undefined;
    if (written?.kind === "text" && written.text.includes("%(")) templates.set(name, written.text);
  }
  // A clock that sets itself takes no word of these.
  if (isTrueValue(args.get("auto_now")) || isTrueValue(args.get("auto_now_add")))
    for (const name of ["blank", "editable"]) args.delete(name);
  // Releases before 4.0 wrote a name of their own where there is no way back.
  const back = args.get("related_name");
  if (back?.kind === "text" && back.text.endsWith("+") && type.base === "ManyToManyField")
    args.delete("related_name");
  if (/^(?:Tree)?(?:ForeignKey|OneToOneField)$/.test(type.base) && !isOpen && !args.has("on_delete"))
    args.set("on_delete", externalReference("django.db.models.CASCADE"));
  const { start, end } = call;
  return {
    ...type,
    args,
    isOpen,
    ...(templates.size > 0 ? { templates } : {}),
    module: place.module,
    start,
    end,
  };
}

const wayBack = /^related_(?:query_)?name$/;

/** A field whose model has another name: the name of the way back follows it. */
export function ofRenamedModel(field: FieldState, owner: FieldOwner): FieldState {
  if (field.templates === undefined) return field;
  const filled = [...field.templates].map(([name, text]) => [name, textPlain(named(text, owner))] as const);
  return { ...field, args: new Map<string, Plain | undefined>([...field.args, ...filled]) };
}

const dated = ["verbose_name", "name", "auto_now", "auto_now_add"];
const toOne = ["to", "on_delete", "related_name", "related_query_name", "limit_choices_to"];
/** What arguments without a name are, for classes of field that order them in their own way. */
const ordered: Readonly<Record<string, readonly string[]>> = {
  ForeignKey: toOne,
  TreeForeignKey: toOne,
  OneToOneField: toOne,
  TreeOneToOneField: toOne,
  ManyToManyField: ["to", "related_name"],
  ArrayField: ["base_field", "size"],
  DateField: dated,
  DateTimeField: dated,
  TimeField: dated,
  DecimalField: ["verbose_name", "name", "max_digits", "decimal_places"],
  FileField: ["verbose_name", "name", "upload_to", "storage"],
  ImageField: ["verbose_name", "name", "width_field", "height_field"],
  FilePathField: ["verbose_name", "name", "path", "match", "recursive"],
  GenericIPAddressField: ["verbose_name", "name", "protocol", "unpack_ipv4"],
  JSONField: ["verbose_name", "name", "encoder", "decoder"],
};
const plain = ["verbose_name", "name", "primary_key", "max_length", "unique", "blank", "null"];

function argumentsOf(
  { args }: Call,
  { base, owner, mentions }: FieldClass,
): { readonly given: ReadonlyMap<string, Expression>; readonly isOpen: boolean } {
  const given = new Map<string, Expression>();
  const isRelation = base in relationFields;
  const isOrdered = isRelation || (owner !== "other" && !mentions.has("__init__"));
  const names = ordered[base] ?? plain;
  let isOpen = false;
  let index = 0;
  for (const { name, spread, value } of args) {
    const said = name ?? (isOrdered ? names[index] : undefined);
    if (name === undefined) index += 1;
    if (spread !== undefined || said === undefined) isOpen = true;
    else given.set(said, value);
  }
  return { given, isOpen };
}

function readArgument(
  reader: PlainReader,
  place: Place,
  name: string,
  value: Expression,
  owner: FieldOwner | undefined,
): Plain | undefined {
  if (name === "to" || name === "through") return readModel(reader, place, value, owner);
  const plainValue = reader.evaluate(place, value);
  switch (name) {
    case "choices":
      return readChoices(reader, place, value, plainValue);
    case "related_name":
    case "related_query_name":
      return plainValue?.kind === "text" ? relatedName(plainValue.text, owner) : plainValue;
    case "limit_choices_to":
      return plainValue?.kind === "dictionary" && plainValue.entries.length === 0 ? none : plainValue;
    default:
      return plainValue;
  }
}

/** `"self"`, `"Order"`, `"shop.Order"`, `Order` and the user model by its setting are one label. */
function readModel(
  reader: PlainReader,
  place: Place,
  value: Expression,
  owner: FieldOwner | undefined,
): Plain | undefined {
  const label = reader.labelOf(place, value)?.toLowerCase();
  if (label === undefined) return undefined;
  if (label.includes(".")) return textPlain(label);
  if (owner === undefined) return undefined;
  return textPlain(`${owner.app.toLowerCase()}.${label === "self" ? owner.model : label}`);
}

/** Choices are pairs in the end, whether they are written as such, as a mapping or as an enumeration. */
function readChoices(
  reader: PlainReader,
  place: Place,
  value: Expression,
  read: Plain | undefined,
): Plain | undefined {
  if (read?.kind === "dictionary")
    return { kind: "list", items: read.entries.map((entry) => ({ kind: "list", items: entry })) };
  if (read?.kind === "list") return read.items.length === 0 ? none : read;
  const meant = read?.kind === "reference" ? meantBy(reader, place, value) : undefined;
  // A class that is no enumeration of the framework may give choices in any way of its own.
  return meant?.kind === "class" ? listPlain(reader, meant.class, "choices") : read;
}

function relatedName(text: string, owner: FieldOwner | undefined): Plain | undefined {
  if (owner === undefined) return text.includes("%(") ? undefined : textPlain(text);
  return textPlain(named(text, owner));
}

/** `%(app_label)s_%(class)s` is filled in for each model that inherits it. */
export function named(text: string, { app, model }: FieldOwner): string {
  return text.replaceAll(/%\((?:class|model_name)\)s/g, model).replaceAll("%(app_label)s", app.toLowerCase());
}
