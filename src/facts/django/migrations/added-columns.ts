import type { AddedColumnFact } from "../../migration.ts";
import { relationFields } from "../names.ts";
import type { Operation } from "./operations.ts";
import { type FieldState, isTrueValue } from "./plain.ts";

/** What `AddField` asks of the rows that are there; undefined where the field has no column of its own, or is not known. */
export function addedColumn({ kind, field }: Operation): AddedColumnFact | undefined {
  if (kind !== "AddField" || field === undefined || field.isOpen || field.owner === "other") return undefined;
  const relation = relationFields[field.base];
  if (relation !== undefined && relation !== "many-to-one" && relation !== "one-to-one") return undefined;
  if (field.base === "GeneratedField" || /AutoField$/.test(field.base)) return undefined;
  const isUnique = isTrueValue(field.args.get("unique")) || isTrueValue(field.args.get("primary_key"));
  return {
    required: isRequired(field),
    filled: isFilled(field),
    unique: (isUnique || relation === "one-to-one") && hasDefault(field),
  };
}

/** Whether a class of the project may say otherwise of an argument in its own code. */
function isUnclear({ mentions }: FieldState, ...names: readonly string[]): boolean {
  return names.some((name) => mentions.has(name));
}

function isRequired(field: FieldState): boolean {
  const said = field.args.get("null");
  const isUnknown = field.args.has("null") && said === undefined;
  return !isUnknown && !isTrueValue(said) && !isUnclear(field, "null") && field.base !== "NullBooleanField";
}

function hasDefault({ args }: FieldState): boolean {
  return args.has("default") && args.get("default")?.kind !== "none";
}

/** What the framework puts into rows that are there: https://github.com/django/django/blob/stable/6.0.x/django/db/backends/base/schema.py */
function isFilled(field: FieldState): boolean {
  const { args, base } = field;
  const isGiven = (name: string): boolean =>
    args.has(name) && (args.get(name) === undefined || isTrueValue(args.get(name)));
  const setsItself = isGiven("auto_now") || isGiven("auto_now_add");
  const mayBeEmpty =
    isGiven("blank") && /^(?:Char|Text|Slug|Email|URL|File|Image|FilePath|Binary|CI\w*)Field$/.test(base);
  return (
    hasDefault(field) ||
    args.has("db_default") ||
    setsItself ||
    mayBeEmpty ||
    isUnclear(field, "default", "blank", "auto_now", "get_default")
  );
}
