import { type CodeTemplate, templateLength } from "#contract";
import {
  type Domain,
  type Field,
  type FieldReference,
  fieldOf,
  type TreePlace,
  type ValueShape,
} from "#domain";
import { attributeName, type Column, type ColumnType, slugLength } from "../tables.ts";
import {
  choiceColumn,
  identityColumn,
  plainColumn,
  referenceColumn,
  referenceTo,
  scalarColumn,
  text,
} from "./columns.ts";

/** The column that keeps a field, where one does. `filtered`: an index must hold it. */
export function fieldColumn(domain: Domain, field: Field, filtered: boolean): Column | undefined {
  const { meaning } = field;
  const column = {
    ...plainColumn,
    name: attributeName(field.name),
    nullable: field.nullable || field.missing !== "never",
    unique: field.unique,
  };
  const fallback = plainDefault(field);
  switch (meaning.kind) {
    case "scalar":
      if (field.refersTo) return { ...column, ...namedRow(domain, field.refersTo) };
      return { ...column, ...fallback, type: scalarColumn(meaning.type, field, filtered) };
    case "enum":
      return { ...column, ...fallback, type: choiceColumn(meaning.values) };
    case "password":
      return { ...plainColumn, name: `${attributeName(field.name)}_hash`, type: text };
    case "slug":
      return { ...column, type: { kind: "string", length: slugLength }, unique: true };
    case "created-at":
    case "ends-after":
    case "updated-at":
    case "signed-in-at":
      return { ...column, type: { kind: "datetime" } };
    case "reference":
      if (meaning.by !== undefined) return undefined;
      return { ...referenceColumn(domain, field.name, meaning.entity), nullable: field.nullable };
    case "identity":
      return { ...column, type: identityColumn(meaning, field), made: "application", ...textOf(field) };
    case "code":
      return { ...column, ...codeColumn(domain, meaning.text) };
    case "total":
      return { ...column, type: scalarColumn(meaning.type, field, filtered) };
    case "tree":
      return { ...column, ...treeColumn(domain, field, meaning.tells) };
    case "json":
      return {
        ...column,
        ...(field.default !== undefined && { default: field.default }),
        type: wholeColumn(meaning.shape),
      };
    // The key, or the column that refers to the row above or to the owner, holds it.
    case "also":
    case "own-key":
    case "parent-key":
    case "owner-key":
    case "file-address":
    case "constant":
    case "message":
    case "objects":
    case "values":
    case "token":
    case "caller-flag":
    case "count":
    case "of-named":
    case "children":
      return undefined;
  }
}

/** Where a row stands: below which one, how deep, and the way down to it. */
function treeColumn(
  domain: Domain,
  { refersTo }: Field,
  tells: TreePlace,
): Pick<Column, "type" | "refersTo"> {
  if (tells.is === "above" && refersTo) return namedRow(domain, refersTo);
  return { type: tells.is === "level" ? { kind: "integer" } : text };
}

function plainDefault({ default: given }: Field): Pick<Column, "default"> {
  return typeof given === "string" || typeof given === "number" || typeof given === "boolean"
    ? { default: given }
    : {};
}

function codeColumn(domain: Domain, code: CodeTemplate): Pick<Column, "type" | "made" | "text"> {
  return { type: { kind: "string", length: codeLength(domain, code) }, made: "application", text: code };
}

/** How long the longest of such codes is. */
function codeLength({ entities }: Domain, template: CodeTemplate): number {
  return template.reduce((sum, part) => {
    if (part.kind !== "choice") return sum + templateLength([part]);
    const fields = entities.flatMap((entity) => fieldOf(entity, part.field) ?? []);
    const values = fields.flatMap(({ meaning }) => (meaning.kind === "enum" ? meaning.values : []));
    return sum + Math.max(0, ...values.map((value) => String(value).length));
  }, 0);
}

/** The type of a column whose values are keys of other rows, and of which. */
function namedRow(domain: Domain, { entity, onDelete }: FieldReference): Pick<Column, "type" | "refersTo"> {
  const { type, refersTo } = referenceTo(domain, entity);
  return { type, refersTo: { ...refersTo, onDelete } };
}

/** What keeps a value whole. */
function wholeColumn(shape: ValueShape): ColumnType {
  if (shape.kind === "object" || shape.kind === "map") return { kind: "json", holds: "object" };
  return { kind: "json", holds: shape.kind === "list" ? "list" : "any" };
}

/** How a text that is made here is made. */
export function textOf(field: Field | undefined): Pick<Column, "text"> {
  return field?.meaning.kind === "identity" && field.meaning.text ? { text: field.meaning.text } : {};
}
