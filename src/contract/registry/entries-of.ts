import type { Contract, Operation } from "../contract.ts";
import type { ContractEvent } from "../events.ts";
import type { Schema } from "../schema.ts";
import type { Entry } from "./entry.ts";
import { digestOf, namelessPath, sayEvent, sayOperation, sayType } from "./say.ts";

/** Everything in a contract that can be asked for. */
export function entriesOf(contract: Contract): readonly Entry[] {
  return [
    ...contract.operations.map((operation) => operationEntry(contract, operation)),
    ...contract.events.map((event) => eventEntry(contract, event)),
    ...[...contract.schemas].map(([name, schema]) => typeEntry(contract, name, schema)),
  ];
}

function operationEntry(contract: Contract, operation: Operation): Entry {
  const { method, path, id, summary, deprecated, span } = operation;
  return {
    ...documentOf(contract),
    kind: "operation",
    name: `${method.toUpperCase()} ${path}`,
    key: `${method} ${contract.basePath}${namelessPath(operation)}`,
    id,
    summary,
    deprecated,
    digest: digestOf(sayOperation(contract, operation)),
    span,
    ...(contract.basePath === "" ? {} : { fullPath: `${contract.basePath}${path}` }),
  };
}

function eventEntry(contract: Contract, event: ContractEvent): Entry {
  const { name, id, title, summary, trigger, deprecated, channel, span } = event;
  return {
    ...documentOf(contract),
    kind: "event",
    name,
    key: `${name} ${channel?.address ?? ""}`,
    id,
    summary: summary === "" ? (trigger === "" ? title : trigger) : summary,
    deprecated,
    digest: digestOf(sayEvent(contract, event)),
    span,
    producers: servicesOf(event.producers),
    consumers: servicesOf(event.consumers),
    givenBy: event.producers.flatMap(({ operation }) => (operation === undefined ? [] : [operation])),
  };
}

function typeEntry(contract: Contract, name: string, schema: Schema): Entry {
  const { title, description, deprecated, span } = schema;
  return {
    ...documentOf(contract),
    kind: "type",
    name,
    key: name,
    id: name,
    summary: firstSentence(description === "" ? (title ?? "") : description),
    deprecated,
    digest: digestOf(sayType(contract, schema)),
    span,
  };
}

function documentOf({ title, version, file }: Contract): Pick<Entry, "service" | "version" | "file"> {
  return { service: title.trim(), version, file };
}

function servicesOf(parties: ContractEvent["producers"]): readonly string[] {
  return [...new Set(parties.map(({ service }) => service.trim()))].toSorted();
}

function firstSentence(text: string): string {
  return /^[^\n]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text.split("\n", 1)[0] ?? "";
}
