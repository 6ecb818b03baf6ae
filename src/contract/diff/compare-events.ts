import type { Span } from "#base";
import type { Contract } from "../contract.ts";
import type { ContractEvent, EventChannel } from "../events.ts";
import type { SchemaNode } from "../schema.ts";
import { compareSchemas } from "./compare-schemas.ts";
import { compareSecurity } from "./compare-security.ts";
import type { ContractChange } from "./contract-change.ts";
import { type Effect, whenRead } from "./effects.ts";
import { namePlace } from "./schema-difference.ts";

/** What differs between the events of two versions. Who takes an event reads what who gives it writes. */
export function compareEvents(before: Contract, after: Contract): readonly ContractChange[] {
  const left = new Set(after.events);
  const changes: ContractChange[] = [];
  for (const event of before.events) {
    const other = findSame(event, left);
    if (other === undefined) {
      const message = "the event is gone";
      changes.push(change(event.id, "event-removed", message, "taken-away", { before: event.span }));
      continue;
    }
    left.delete(other);
    changes.push(...compareEvent(before, after, event, other));
  }
  for (const event of left) {
    // Nobody takes it yet, and who gives events must give it.
    const message = "the event is new";
    changes.push(change(event.id, "event-added", message, "tightened", { after: event.span }));
  }
  return changes;
}

function findSame(event: ContractEvent, among: ReadonlySet<ContractEvent>): ContractEvent | undefined {
  const all = [...among];
  const named = all.filter(({ name }) => name === event.name);
  return (
    all.find(({ id }) => id === event.id) ??
    named.find(({ channel }) => channel?.id === event.channel?.id) ??
    (named.length === 1 ? named[0] : undefined)
  );
}

function compareEvent(
  before: Contract,
  after: Contract,
  was: ContractEvent,
  is: ContractEvent,
): readonly ContractChange[] {
  const spans = { before: was.span, after: is.span };
  const told = (kind: string, message: string, effect: Effect): ContractChange =>
    change(is.id, kind, message, effect, spans);
  const forms = { before, after, item: is.id, spans };
  return [
    ...(was.channel && is.channel ? compareChannel(is.id, was.channel, is.channel) : []),
    ...(was.contentType === is.contentType
      ? []
      : [
          told(
            "content-type-changed",
            `the content type was ${was.contentType}, and is ${is.contentType}`,
            "otherwise",
          ),
        ]),
    ...compareForms(forms, "payload", was.payload, is.payload),
    ...compareForms(forms, "headers", was.headers, is.headers),
    ...(was.correlation === is.correlation
      ? []
      : [
          told(
            "correlation-changed",
            `what ties messages together was ${was.correlation ?? "not said"}, and is ${is.correlation ?? "not said"}`,
            "otherwise",
          ),
        ]),
    ...(was.reply?.channel?.address === is.reply?.channel?.address
      ? []
      : [told("reply-changed", "the answer comes on another channel", "otherwise")]),
    ...compareSecurity(
      is.id,
      { contract: before, requirements: was.security, span: was.span },
      { contract: after, requirements: is.security, span: is.span },
    ),
    ...(!was.deprecated && is.deprecated ? [told("deprecated", "the event is deprecated now", "same")] : []),
  ];
}

function compareChannel(item: string, was: EventChannel, is: EventChannel): readonly ContractChange[] {
  const spans = { before: was.span, after: is.span };
  const changes: ContractChange[] = [];
  if (was.address !== is.address) {
    const message = `the channel was ${quoted(was.address)}, and is ${quoted(is.address)}`;
    changes.push(change(item, "channel-address-changed", message, "otherwise", spans));
  }
  for (const protocol of was.protocols)
    if (!is.protocols.includes(protocol))
      changes.push(
        change(item, "protocol-removed", `it no longer travels over ${protocol}`, "taken-away", spans),
      );
  for (const protocol of is.protocols)
    if (!was.protocols.includes(protocol))
      changes.push(change(item, "protocol-added", `it travels over ${protocol} now`, "tightened", spans));
  return changes;
}

function quoted(address: string | undefined): string {
  return address === undefined ? "made while the program runs" : `"${address}"`;
}

interface Forms {
  readonly before: Contract;
  readonly after: Contract;
  readonly item: string;
  readonly spans: { readonly before: Span; readonly after: Span };
}

function compareForms(
  { before, after, item, spans }: Forms,
  what: "payload" | "headers",
  was: SchemaNode | undefined,
  is: SchemaNode | undefined,
): readonly ContractChange[] {
  const whole = `the ${what}`;
  if (was === undefined && is === undefined) return [];
  if (was === undefined || is === undefined) {
    const gone = is === undefined;
    const message = `${whole} ${gone ? "no longer has a schema" : "has a schema now"}`;
    return [
      change(item, `${what}-${gone ? "untyped" : "typed"}`, message, gone ? "loosened" : "tightened", spans),
    ];
  }
  const differences = compareSchemas({ contract: before, node: was }, { contract: after, node: is });
  return differences.map(({ path, kind, says, effect, ...places }) =>
    change(item, `${what}-${kind}`, `${namePlace(path, whole)} ${says}`, effect, places),
  );
}

function change(
  item: string,
  kind: string,
  message: string,
  effect: Effect,
  spans: { readonly before?: Span; readonly after?: Span },
): ContractChange {
  return { item, kind, message, ...whenRead[effect], ...spans };
}
