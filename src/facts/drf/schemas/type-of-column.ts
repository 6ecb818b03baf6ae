import { type Column, choicesOf, isEditable, isOn, numberOf } from "../../django/columns/column.ts";
import type { ColumnReader, ModelColumns } from "../../django/columns/model-columns.ts";
import { lastName } from "../../django/migrations/references.ts";
import { bind, type TypeFact } from "../../type.ts";
import { scalar, unknown, valuesType } from "./plain-types.ts";

/** How values of a column travel, by its class: https://www.django-rest-framework.org/api-guide/serializers/#field-mappings */
const travelling: Readonly<Record<string, string>> = {
  AutoField: "integer",
  BigAutoField: "integer",
  SmallAutoField: "integer",
  BigIntegerField: "long",
  BinaryField: "bytes",
  BooleanField: "boolean",
  CharField: "text",
  CICharField: "text",
  CIEmailField: "email",
  CITextField: "text",
  CommaSeparatedIntegerField: "text",
  DateField: "date",
  DateTimeField: "date-time",
  DecimalField: "decimal",
  DurationField: "text",
  EmailField: "email",
  FilePathField: "text",
  FloatField: "double",
  GenericIPAddressField: "text",
  IPAddressField: "text",
  IntegerField: "integer",
  NullBooleanField: "boolean",
  PositiveBigIntegerField: "long",
  PositiveIntegerField: "integer",
  PositiveSmallIntegerField: "integer",
  SlugField: "text",
  SmallIntegerField: "integer",
  TextField: "text",
  TimeField: "time",
  URLField: "uri",
  UUIDField: "uuid",
};

const deepest = 8;

export interface ColumnType {
  readonly type: TypeFact;
  /** What is given out, where it looks otherwise. */
  readonly outputType?: TypeFact;
}

/** What decides how values travel beyond their columns. */
export interface TypeSettings {
  readonly columns: ColumnReader;
  /** How decimals are given out. */
  readonly decimal: string;
}

/** How the values of a column travel, and `unknown` where its class says nothing of that. */
export function typeOfColumn(settings: TypeSettings, column: Column, depth = 0): ColumnType {
  const choices = choicesOf(column);
  if (choices === "open") return { type: unknown };
  if (choices !== "none")
    return {
      type: valuesType(choices, {
        blank:
          isEditable(column) &&
          isOn(column, "blank") &&
          /^(?:Char|Text|Slug|Email|URL)Field$/.test(column.type),
        isFlag: column.type === "BooleanField",
      }),
    };
  if (column.relation !== undefined) return { type: relatedType(settings, column, depth) };
  switch (column.type) {
    case "FileField":
    case "ImageField":
      return { type: scalar("binary"), outputType: scalar("uri") };
    case "JSONField":
      return { type: { kind: "any" } };
    case "HStoreField":
      return { type: { kind: "map", of: { kind: "optional", of: scalar("text") } } };
    case "ArrayField":
      return itemTypes(settings, column, depth);
    case "DecimalField":
      return { type: scalar(settings.decimal) };
    default: {
      const name = travelling[column.type];
      if (name === undefined) return { type: unknown };
      const isKey = name === "long" && !isEditable(column);
      const { le = "0", ge = "0" } = name === "integer" ? validated(column) : {};
      const isLong = Math.abs(Number(le)) > 2 ** 31 || Math.abs(Number(ge)) > 2 ** 31;
      return { type: scalar(isKey ? "integer" : isLong ? "long" : name) };
    }
  }
}

/** A list of what its column holds, each within its own bounds. */
function itemTypes(settings: TypeSettings, column: Column, depth: number): ColumnType {
  const base = column.state?.args.get("base_field");
  if (base?.kind !== "field" || depth > deepest) return { type: { kind: "list", of: unknown } };
  const { module } = column;
  const inner: Column = {
    name: "child",
    type: base.field.base,
    owner: column.owner,
    module,
    state: base.field,
  };
  const { type, outputType = type } = typeOfColumn(settings, inner, depth + 1);
  const bounds = boundsOf(inner);
  const isWritten = writtenColumn.test(inner.type) && !isOn(inner, "blank");
  return {
    type: { kind: "list", of: bind(type, isWritten ? { min_length: "1", ...bounds } : bounds) },
    outputType: { kind: "list", of: bind(outputType, bounds) },
  };
}

/** Columns that somebody writes a text into, which is never empty unless that is allowed. */
const writtenColumn = /^(?:Char|Text|Email|URL|Slug|CIChar|CIText|CIEmail)Field$/;

/** The key of the rows that a relation leads to. */
function relatedType(settings: TypeSettings, { relation, state }: Column, depth: number): TypeFact {
  const target = settings.columns.ofId(relation?.to);
  if (target === undefined || depth > deepest) return unknown;
  const named = state?.args.get("to_field");
  const column = named?.kind === "text" ? target.columns.get(named.text) : target.key;
  const one = column === undefined ? unknown : typeOfColumn(settings, column, depth + 1).type;
  return relation?.kind === "many-to-many" ? { kind: "list", of: one } : one;
}

/** The type of the key of a model's rows. */
export function keyType(settings: TypeSettings, model: ModelColumns | undefined): TypeFact {
  return model === undefined ? unknown : typeOfColumn(settings, model.key).type;
}

/** The bounds that a column sets by itself. */
export function boundsOf(column: Column): Readonly<Record<string, string>> {
  const length = numberOf(column, "max_length") ?? lengths[column.type];
  const isText = writtenColumn.test(column.type);
  if (choicesOf(column) !== "none") return {};
  return {
    ...(isText && length !== undefined ? { max_length: String(length) } : {}),
    ...(column.type === "SlugField" && !isOn(column, "allow_unicode") ? { pattern: slugPattern } : {}),
    ...(/^Positive/.test(column.type) ? { ge: "0" } : {}),
    ...validated(column),
  };
}

/** What a slug is written with: https://www.django-rest-framework.org/api-guide/fields/#slugfield */
export const slugPattern = "^[-a-zA-Z0-9_]+$";

/** Lengths that hold where none is given. */
const lengths: Readonly<Record<string, number>> = {
  EmailField: 254,
  URLField: 200,
  SlugField: 50,
  FilePathField: 100,
};

const limits: Readonly<Record<string, string>> = {
  MaxValueValidator: "le",
  MinValueValidator: "ge",
  MinLengthValidator: "min_length",
};

/** The bounds that validators of a column set: `validators=[MaxValueValidator(5)]`. */
function validated(column: Column): Readonly<Record<string, string>> {
  const given = column.state?.args.get("validators");
  const items = given?.kind === "list" ? given.items : [];
  return Object.fromEntries(
    items.flatMap((item) => {
      const bound = item?.kind === "made" ? limits[lastName(item.of.path)] : undefined;
      const limit = item?.kind === "made" ? (item.args[0] ?? item.named.get("limit_value")) : undefined;
      return bound === undefined || limit?.kind !== "number" ? [] : [[bound, String(limit.value)] as const];
    }),
  );
}
