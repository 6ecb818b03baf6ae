import { cleanLine } from "#base";
import type { Contract, Operation, SchemaNode, SecurityScheme } from "../contract.ts";
import { printScheme } from "../print/print-openapi.ts";
import { joinBlocks, printContent, printProse, printShape, takeDescription } from "./print-bodies.ts";
import { isPlainText, printCells, printName, printTable } from "./print-cells.ts";
import { printEvent } from "./print-event.ts";
import { headingText, labels, printSecurity } from "./print-words.ts";
import { type TypeNames, typeKey } from "./read-type.ts";
import { type RecordLoss, recordLosses } from "./record-losses.ts";

/** A contract as a markdown record, and what of it the record does not say. */
export interface PrintedRecord {
  readonly text: string;
  readonly losses: readonly RecordLoss[];
}

/**
 * Writes a contract in the form of records. What is written is read again and compared, so that nothing is lost without
 * being listed: a record has no place for some of what other formats say.
 */
export function printRecord(contract: Contract): PrintedRecord {
  const names: TypeNames = new Map([...contract.schemas.keys()].map((name) => [typeKey(name), name]));
  const {
    title,
    version,
    description,
    origin = "",
    basePath,
    securitySchemes,
    operations,
    events,
  } = contract;
  const address = `${origin}${basePath}`;
  const text = joinBlocks([
    `# ${headingText(title)}`,
    printProse(description),
    labels([
      ["Version", cleanLine(version)],
      ["Base URL", address],
    ]),
    securitySchemes.size > 0 ? "## Authentication" : undefined,
    securitySchemes.size > 0 ? printSchemes([...securitySchemes.values()]) : undefined,
    operations.length > 0 ? "## Endpoints" : undefined,
    ...operations.map((operation) => printEndpoint(operation, names)),
    events.length > 0 ? "## Events" : undefined,
    ...events.map((event) => printEvent(event, names)),
    contract.schemas.size > 0 ? "## Types" : undefined,
    ...[...contract.schemas].map(([name, schema]) => printType(name, schema, names)),
  ]);
  return { text: `${text}\n`, losses: recordLosses(contract, text) };
}

/** The section of one shared type. */
function printType(name: string, schema: SchemaNode, names: TypeNames): string {
  return joinBlocks([`### ${headingText(name)}`, printShape(schema, names)]);
}

/** The sections of a contract, each with a heading of the third level, as a record has them. */
export function printSections({ operations, events, schemas }: Contract, known: Iterable<string>) {
  const names: TypeNames = new Map([...known].map((name) => [typeKey(name), name]));
  return {
    operation: operations.map((operation) => printEndpoint(operation, names)),
    event: events.map((event) => printEvent(event, names)),
    type: [...schemas].map(([name, schema]) => printType(name, schema, names)),
  };
}

function printSchemes(schemes: readonly SecurityScheme[]): string {
  return printTable(
    ["Name", "Type"],
    schemes.map((scheme) => [scheme.name, `\`${JSON.stringify(printScheme({}, scheme))}\``]),
  );
}

function printEndpoint(operation: Operation, names: TypeNames): string {
  const { method, path, summary, declaredId = "", tags, roles = [], emits = [], requestBody } = operation;
  const isShort = isPlainText(summary) && !/[()]/.test(summary);
  const parameters = printParameters(operation, names);
  const hasRequest = parameters !== undefined || requestBody !== undefined;
  return joinBlocks([
    `### ${method.toUpperCase()} ${path}${isShort ? ` – ${summary}` : ""}`,
    printProse(operation.description),
    labels([
      ["Summary", isShort ? "" : summary],
      ["Operation id", declaredId],
      ["Auth", printSecurity(operation.security)],
      ["Roles", roles.join(", ")],
      ["Tags", tags.join(", ")],
      ["Deprecated", operation.deprecated ? "yes" : ""],
      ["Emits", emits.map(({ event }) => `\`${event}\``).join(", ")],
    ]),
    hasRequest ? "#### Request" : undefined,
    parameters,
    printProse(requestBody?.description ?? ""),
    ...(requestBody ? printContent(requestBody.content, names, !requestBody.required) : []),
    ...operation.responses
      .filter(({ status }) => status !== "default")
      .flatMap(({ status, description, content, headers }) => [
        `#### Response ${status}`,
        printProse(description),
        ...(content.length === 0 ? ["**Body:** none"] : printContent(content, names)),
        headers.length === 0 ? undefined : "**Headers**",
        headers.length === 0
          ? undefined
          : printTable(
              ["Name", "Type", "Required", "Rules", "Description"],
              headers.map(({ name, required, description: said, schema }) => {
                const cells = schema && printCells(schema, names);
                return [name, cells?.type ?? "any", required ? "yes" : "no", cells?.rules ?? "", said];
              }),
            ),
      ]),
    printDefault(operation, names),
  ]);
}

// No heading names it: in a table of errors it is a status as any other.
function printDefault({ responses }: Operation, names: TypeNames): string | undefined {
  const other = responses.find(({ status }) => status === "default");
  if (other === undefined) return undefined;
  const schema = other.content[0]?.schema;
  const cells = schema && printCells(schema, names);
  return joinBlocks([
    "#### Errors",
    printTable(["Status", "Type", "When"], [["default", cells?.type ?? "", other.description]]),
  ]);
}

function printParameters({ parameters }: Operation, names: TypeNames): string | undefined {
  if (parameters.length === 0) return undefined;
  const rows = parameters.map((parameter) => {
    const { node, description } = takeDescription(parameter.schema);
    const cells = printCells(node, names) ?? { type: "any", rules: "" };
    const title = printName(parameter.name) ?? parameter.name;
    const required = parameter.required ? "yes" : "no";
    return [title, parameter.in, cells.type, required, cells.rules, parameter.description || description];
  });
  return printTable(["Name", "In", "Type", "Required", "Rules", "Description"], rows);
}
