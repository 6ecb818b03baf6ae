import { type FieldState, none, numberPlain, type Plain, textPlain } from "./plain.ts";

const no = numberPlain(0);
const yes = numberPlain(1);
const nothing: Plain = { kind: "list", items: [] };

/** What arguments are where none is given; https://docs.djangoproject.com/en/6.0/ref/models/fields/#field-options */
const common: ReadonlyMap<string, Plain> = new Map([
  ["verbose_name", none],
  ["primary_key", no],
  ["max_length", none],
  ["unique", no],
  ["blank", no],
  ["null", no],
  ["db_index", no],
  ["editable", yes],
  ["unique_for_date", none],
  ["unique_for_month", none],
  ["unique_for_year", none],
  ["choices", none],
  ["help_text", textPlain("")],
  ["db_column", none],
  ["db_comment", none],
  ["validators", nothing],
  ["error_messages", none],
  ["related_name", none],
  ["limit_choices_to", none],
  ["related_query_name", none],
  ["db_constraint", yes],
  ["db_table", none],
  ["through", none],
  ["auto_now", no],
  ["auto_now_add", no],
  ["db_collation", none],
  ["encoder", none],
  ["decoder", none],
  ["size", none],
  ["upload_to", textPlain("")],
  ["allow_unicode", no],
  ["parent_link", no],
  ["max_digits", none],
  ["decimal_places", none],
  ["unpack_ipv4", no],
  ["protocol", textPlain("both")],
  ["path", textPlain("")],
  ["match", none],
  ["recursive", no],
  ["allow_files", yes],
  ["allow_folders", no],
  ["spatial_index", yes],
  ["geography", no],
  ["srid", numberPlain(4326)],
  ["dim", numberPlain(2)],
]);

/** Where a class of field has another one. */
const own: Readonly<Record<string, Readonly<Record<string, Plain>>>> = {
  SlugField: { max_length: numberPlain(50), db_index: yes },
  URLField: { max_length: numberPlain(200) },
  EmailField: { max_length: numberPlain(254) },
  FileField: { max_length: numberPlain(100) },
  ImageField: { max_length: numberPlain(100) },
  FilePathField: { max_length: numberPlain(100) },
  BinaryField: { editable: no },
  ForeignKey: { db_index: yes },
  OneToOneField: { db_index: yes, unique: yes },
};

/** What a field does not keep, keeps otherwise in each release, or what follows from the rest of it. */
export const ignoredArguments: ReadonlySet<string> = new Set([
  "serialize",
  "auto_created",
  "name",
  "db_tablespace",
  "through_fields",
  "symmetrical",
  "swappable",
  "to_fields",
  "from_fields",
  "verify_exists",
  // Which field is the key of the other model is not followed.
  "to_field",
  // A dimension field that is none is written in several ways.
  "width_field",
  "height_field",
  "storage",
]);

/** What a field has for an argument that is not given; undefined where that is nothing at all, as for `default`. */
export function defaultOf({ base, args }: FieldState, name: string): Plain | undefined {
  // Clocks that set themselves are hidden from forms, and integer keys are never empty.
  const setsItself = [args.get("auto_now"), args.get("auto_now_add")].some(
    (value) => value?.kind === "number" && value.value === 1,
  );
  if (setsItself && name === "blank") return yes;
  if (setsItself && name === "editable") return no;
  if (/AutoField$/.test(base) && (name === "blank" || name === "primary_key")) return yes;
  return own[base]?.[name] ?? common.get(name);
}
