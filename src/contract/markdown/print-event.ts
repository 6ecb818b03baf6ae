import type { ContractEvent, EventChannel, EventParty } from "../events.ts";
import type { SchemaNode } from "../schema.ts";
import { joinBlocks, printContent, printFields, printProse, takeDescription } from "./print-bodies.ts";
import { printCells, printName, printTable } from "./print-cells.ts";
import { headingText, labels, printSecurity } from "./print-words.ts";
import type { TypeNames } from "./read-type.ts";

/** The section of one event. */
export function printEvent(event: ContractEvent, names: TypeNames): string {
  const { channel, payload, headers, contentType, examples, reply } = event;
  const named =
    payload && printContent([{ type: contentType, schema: payload, examples, span: event.span }], names);
  const carried = headers && printHeaders(headers, names);
  return joinBlocks([
    `### ${headingText(event.name)}`,
    printProse(event.description),
    labels([
      ["Title", event.title],
      ["Summary", event.summary],
      ["Trigger", event.trigger],
      ["Producer", printParties(event.producers)],
      ["Consumers", printParties(event.consumers)],
      ["Reply", (reply?.events ?? []).map((name) => `\`${name}\``).join(", ")],
      ["Correlation id", event.correlation ?? ""],
      ["Tags", event.tags.join(", ")],
      ["Deprecated", event.deprecated ? "yes" : ""],
      ["Auth", event.security.length === 0 ? "" : printSecurity(event.security)],
    ]),
    ...(channel === undefined ? [] : printChannel(channel, names)),
    ...(carried === undefined ? [] : ["**Headers**", carried]),
    ...(named ?? []),
  ]);
}

/** Where it travels, and what the braces of its address stand for. */
function printChannel(
  { id, address: own, protocols, description, parameters }: EventChannel,
  names: TypeNames,
) {
  const address = own ?? id;
  const carried = id === address ? address : `${id} → ${address}`;
  if (carried === "") return [];
  const rows = parameters.map(({ name, description: said, schema }) => {
    const { node, description: its } =
      schema === undefined ? { node: undefined, description: "" } : takeDescription(schema);
    const cells = node && printCells(node, names);
    return [printName(name) ?? name, cells?.type ?? "string", cells?.rules ?? "", said === "" ? its : said];
  });
  return [
    labels([["Channel", `\`${carried}\`${protocols.length > 0 ? ` (${protocols.join(", ")})` : ""}`]]),
    printProse(description),
    rows.length === 0 ? undefined : printTable(["Name", "Type", "Rules", "Description"], rows),
  ];
}

/** A table where that says all of it. */
function printHeaders(headers: SchemaNode, names: TypeNames): string | undefined {
  return headers.kind === "schema" ? printFields(headers, names) : undefined;
}

function printParties(parties: readonly EventParty[]): string {
  return parties
    .map(({ service, operation }) => (operation === undefined ? service : `${service} (${operation})`))
    .join(", ");
}
