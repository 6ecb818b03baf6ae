import { type Contract, type ContractEvent, type RegistryItem, sharedNameOf, tellType } from "#contract";
import type { Row } from "../text/table.ts";
import { fieldRows, tellSchema } from "./schema-rows.ts";

/** What makes an event happen, who gives and takes it, how it travels and what it carries. */
export function eventRows(
  _: Contract,
  event: ContractEvent,
  { producers, consumers }: RegistryItem,
): readonly Row[] {
  const { channel, trigger, contentType, payload, headers, correlation, reply } = event;
  const row = (title: string, text: string): readonly Row[] =>
    text === "" ? [] : [{ cells: [{ text: title, style: "faint" }], body: { text } }];
  const address =
    channel === undefined
      ? "nothing says how it travels"
      : (channel.address ?? `${channel.id}, made while the program runs`);
  const protocols =
    channel === undefined || channel.protocols.length === 0 ? "" : ` (${channel.protocols.join(", ")})`;
  return [
    ...row("trigger", trigger),
    ...row("channel", `${address}${protocols}`),
    ...(channel?.parameters ?? []).map(
      ({ name, schema, description }): Row => ({
        cells: [{ text: "" }, { text: name }],
        body: {
          text: [schema === undefined ? "string" : tellType(schema), description]
            .filter((part) => part !== "")
            .join(": "),
        },
      }),
    ),
    ...row("producer", producers.length === 0 ? "nobody says so" : producers.join(", ")),
    ...row("consumers", consumers.length === 0 ? "nobody says so" : consumers.join(", ")),
    ...row("correlated", correlation ?? ""),
    ...row(
      "reply",
      reply === undefined
        ? ""
        : [
            ...reply.events,
            ...(reply.channel?.address === undefined ? [] : [`on ${reply.channel.address}`]),
          ].join(", "),
    ),
    ...partRows("payload", payload, contentType),
    ...(headers === undefined ? [] : partRows("headers", headers, "")),
  ];
}

function partRows(title: string, node: ContractEvent["payload"], type: string): readonly Row[] {
  const told =
    node === undefined
      ? "nothing types it"
      : (sharedNameOf(node) ?? (node.kind === "ref" ? node.name : tellSchema(node)));
  return [
    { cells: [{ text: title, style: "faint" }, { text: type }], body: { text: told } },
    ...(node === undefined || sharedNameOf(node) !== undefined ? [] : fieldRows(node)),
  ];
}
