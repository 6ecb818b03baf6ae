import type { MediaType, Schema, SchemaNode } from "../contract.ts";
import { printSchema } from "../print/schemas.ts";
import { isPlainText, printCells, printName, printTable } from "./print-cells.ts";
import type { TypeNames } from "./read-type.ts";

/** The words of people as a quotation: nothing in it is read as a part of the record. */
export function printProse(text: string): string | undefined {
  if (text.trim() === "") return undefined;
  return text
    .trim()
    .split(/\r\n|[\n\r]/)
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

/** Parts of a record, each with an empty line behind it. */
export function joinBlocks(blocks: readonly (string | undefined)[]): string {
  return blocks.filter((block) => block !== undefined && block !== "").join("\n\n");
}

/** A shared type, or the fields of a message: a table where that says all of it, else the schema itself. */
export function printShape(node: SchemaNode, names: TypeNames): string {
  return (
    (node.kind === "schema" ? printFields(node, names) : undefined) ??
    `\`\`\`json schema\n${JSON.stringify(printSchema({}, node), null, 2)}\n\`\`\``
  );
}

const ofFields = new Set(["type", "properties", "required"]);

/** A table of fields, where that says all of a schema. */
export function printFields(schema: Schema, names: TypeNames): string | undefined {
  const written = Object.keys(printSchema({}, schema) as object);
  if (schema.types.length !== 1 || schema.types[0] !== "object" || schema.nullable) return undefined;
  if (schema.properties.length === 0 || (schema.alsoRequired ?? []).length > 0) return undefined;
  if (written.some((key) => !ofFields.has(key))) return undefined;
  const rows = schema.properties.map(({ name, required, schema: inner }) =>
    fieldRow(name, required, inner, names),
  );
  const known = rows.filter((row) => row !== undefined);
  return known.length < rows.length
    ? undefined
    : printTable(["Name", "Type", "Required", "Rules", "Description"], known);
}

function fieldRow(
  name: string,
  required: boolean,
  schema: SchemaNode,
  names: TypeNames,
): readonly string[] | undefined {
  const title = printName(name);
  const { node, description } = takeDescription(schema);
  const cells = printCells(node, names);
  if (title === undefined || cells === undefined) return undefined;
  return [title, cells.type, required ? "yes" : "no", cells.rules, description];
}

/** What is said for people has a column of its own, where it can stand there. */
export function takeDescription(schema: SchemaNode): {
  readonly node: SchemaNode;
  readonly description: string;
} {
  return schema.kind === "schema" && isPlainText(schema.description)
    ? { node: { ...schema, description: "" }, description: schema.description }
    : { node: schema, description: "" };
}

/** What is sent, each media type with its schema and its examples. */
export function printContent(
  content: readonly MediaType[],
  names: TypeNames,
  isOptional = false,
): readonly string[] {
  return content.flatMap(({ type, schema, examples }) => {
    const cells = schema && printCells(schema, names);
    const named = cells?.rules === "" && /^`?[A-Za-z][\w.-]*`?(?:\[\])*$/.test(cells.type) ? cells.type : "";
    const said = [
      named,
      named !== "" && type === "application/json" ? "" : `${named === "" ? "" : "as "}${type}`,
    ];
    return [
      `**Body:** ${said.filter((word) => word !== "").join(" ")}${isOptional ? " (optional)" : ""}`,
      ...(schema === undefined || named !== "" ? [] : [printShape(schema, names)]),
      ...examples.map((value) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``),
    ];
  });
}
