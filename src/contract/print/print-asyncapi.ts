import type { Contract, JsonValue } from "../contract.ts";
import type { ContractEvent, EventChannel, EventParty } from "../events.ts";
import { encodeFragment } from "../openapi/pointer.ts";
import { type PrintOptions, printMap, printOrigin, printSome } from "./place.ts";
import { printScheme } from "./print-openapi.ts";
import { printSchema } from "./schemas.ts";

export interface AsyncapiOptions extends PrintOptions {
  /** Of the specification; absent: 3.0, by which histories know what they hold. */
  readonly version?: "3.1.0";
}

/**
 * The events of a contract as one document of AsyncAPI 3, whatever they were read from. Reading it gives events that promise
 * the same; of who gives and takes them it names those of the contract's own service.
 */
export function printAsyncapi(contract: Contract, options: AsyncapiOptions = {}): JsonValue {
  const { title, version, description, schemas, securitySchemes } = contract;
  const channels = channelsOf(contract);
  const shared = [...schemas].map(([name, schema]) => [name, printSchema(options, schema)] as const);
  const schemes = [...securitySchemes].map(([name, scheme]) => [name, printScheme(options, scheme)] as const);
  const components = {
    ...(shared.length > 0 && { schemas: Object.fromEntries(shared) }),
    ...(schemes.length > 0 && { securitySchemes: Object.fromEntries(schemes) }),
  };
  const operations = channels.flatMap(({ key, events }) =>
    events.flatMap((event) => printOperations(options, contract, key, event)),
  );
  return printMap({
    asyncapi: options.version ?? "3.0.0",
    info: printMap({ title, version, description: description || undefined }),
    channels: Object.fromEntries(channels.map((channel) => [channel.key, printChannel(options, channel)])),
    operations: operations.length === 0 ? undefined : Object.fromEntries(numbered(operations)),
    components: Object.keys(components).length === 0 ? undefined : components,
  });
}

interface CarriedEvents {
  readonly key: string;
  readonly channel: EventChannel | undefined;
  readonly events: ContractEvent[];
}

function channelsOf({ events }: Contract): readonly CarriedEvents[] {
  const channels = new Map<string, CarriedEvents>();
  for (const event of events) {
    const key = event.channel?.id ?? event.name;
    const known = channels.get(key);
    if (known === undefined) channels.set(key, { key, channel: event.channel, events: [event] });
    else known.events.push(event);
  }
  return [...channels.values()];
}

function printChannel(options: PrintOptions, { channel, events }: CarriedEvents): JsonValue {
  const parameters = (channel?.parameters ?? []).map(
    ({ name, description, schema, location }) =>
      [
        name,
        printMap({
          ...(schema?.kind === "schema" && { enum: schema.enum, default: schema.default }),
          description: description || undefined,
          location,
        }),
      ] as const,
  );
  return printMap({
    address: channel?.address ?? null,
    description: channel?.description || undefined,
    parameters: parameters.length === 0 ? undefined : Object.fromEntries(parameters),
    messages: Object.fromEntries(events.map((event) => [event.id, printMessage(options, event)])),
    ...(channel && printOrigin(options, channel.span)),
  });
}

function printMessage(options: PrintOptions, event: ContractEvent): JsonValue {
  const { payload, headers, correlation, examples } = event;
  return printMap({
    name: event.name,
    title: event.title || undefined,
    summary: event.summary || undefined,
    description: event.description || undefined,
    contentType: event.contentType,
    headers: headers && printSchema(options, headers),
    payload: payload && printSchema(options, payload),
    correlationId: correlation === undefined ? undefined : { location: correlation },
    tags: printSome(event.tags, (name) => ({ name })),
    examples: printSome(examples, (example) => ({ payload: example })),
    "x-deprecated": event.deprecated || undefined,
    ...printOrigin(options, event.span, event.unknown),
  });
}

function printOperations(
  options: PrintOptions,
  { title }: Contract,
  key: string,
  event: ContractEvent,
): readonly (readonly [string, JsonValue])[] {
  const own = ({ service }: EventParty): boolean => service.trim() === title.trim();
  const asked = event.security.flatMap((alternative) => [...alternative.keys()]);
  const print = (action: string, { operation, span }: EventParty) =>
    [
      operation ?? `${action} ${event.name}`,
      printMap({
        action,
        channel: { $ref: encodeFragment(["channels", key]) },
        messages: [{ $ref: encodeFragment(["channels", key, "messages", event.id]) }],
        security: printSome([...new Set(asked)], (name) => ({
          $ref: encodeFragment(["components", "securitySchemes", name]),
        })),
        ...printOrigin(options, span),
      }),
    ] as const;
  return [
    ...event.producers.filter(own).map((party) => print("send", party)),
    ...event.consumers.filter(own).map((party) => print("receive", party)),
  ];
}

/** One operation may carry several events: each further one gets a number. */
function numbered(
  operations: readonly (readonly [string, JsonValue])[],
): readonly (readonly [string, JsonValue])[] {
  const taken = new Map<string, number>();
  return operations.map(([name, operation]) => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return [count === 1 ? name : `${name} ${count}`, operation];
  });
}
