import type { Expression } from "#python";
import type { Message } from "../event.ts";
import { type Arguments, type Frame, placeOf, type Semantics, writtenAt } from "../flow/flow.ts";
import { notePassed } from "../flow/passes.ts";
import type { FlowValue } from "../flow/values.ts";
import { positional as placed } from "../literals.ts";
import type { MessageCall, MessageDialect, Where, WireDialect } from "./dialect.ts";
import { openOverrides } from "./overrides.ts";
import { type MessageReading, payloadOf } from "./payload.ts";
import { recode, writeObject, writeOut } from "./wire.ts";

/** Calls that run a function they are handed, some time. */
const runners =
  /(?:^|\.)(?:add_task|to_thread|run_in_executor|run_sync|run_in_threadpool|on_commit|call_soon|call_later|submit|start_soon|spawn|create_task)$/;

/** What objects of packages that carry messages do. */
export function messageSemantics(
  messages: MessageReading,
  dialects: readonly MessageDialect[],
  wires: readonly WireDialect[],
): Semantics {
  const overrides = openOverrides(messages.reading);
  const byPackage = new Map(dialects.flatMap((each) => each.packages.map((name) => [name, each] as const)));
  const dialectOf = (path: string): MessageDialect | undefined => {
    for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) {
      const found = byPackage.get(path.slice(0, end));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    framework: "messages",
    overrides,
    callExternal: (frame, path, given) => {
      if (runners.test(path)) runHanded(frame, given);
      const dialect = dialectOf(path);
      if (dialect === undefined) return writeOut(path, given, wires);
      const name = path.slice(path.lastIndexOf(".") + 1);
      const call = dialect.calls.find((each) => each.isFree && each.method.test(name));
      if (call !== undefined) return pass(messages, { frame, given, dialect, call });
      return made(path, given, dialect);
    },
    callObject: (frame, of, name, given) => {
      if (runners.test(name)) runHanded(frame, given);
      const written = recode(of, name) ?? writeObject(of, name, given, wires);
      if (written !== undefined) return written;
      const path = packageOf(of, dialectOf);
      const dialect = path === undefined ? dialectByCall(dialects, of, name, given) : dialectOf(path);
      if (dialect === undefined) return undefined;
      const last = path?.slice(path.lastIndexOf(".") + 1) ?? "";
      const call = dialect.calls.find(
        (each) => each.method.test(name) && (path === undefined || each.of?.test(last) !== false),
      );
      if (call !== undefined) return pass(messages, { frame, of, given, dialect, call });
      return path === undefined ? undefined : made(`${dialect.packages[0]}.${name}`, given, dialect, of);
    },
    objectAttribute: (_, of, name) => {
      const path = typeof of.of === "string" && dialectOf(of.of) !== undefined ? of.of : undefined;
      return path !== undefined && /^(?:default_)?exchange$/.test(name)
        ? { kind: "object", of: `${path}.${name}`, attributes: new Map() }
        : undefined;
    },
  };
}

/** The package that an object comes from, of itself or of a class that its own inherits from. */
function packageOf(
  of: FlowValue,
  dialectOf: (path: string) => MessageDialect | undefined,
): string | undefined {
  if (of.kind !== "object") return undefined;
  const paths =
    typeof of.of === "string" ? [of.of] : of.of.lineage.filter((each) => typeof each === "string");
  return paths.find((path) => dialectOf(path) !== undefined);
}

/** The package to which a method belongs of which nothing else is known: no other has such a name, or such an argument. */
function dialectByCall(
  dialects: readonly MessageDialect[],
  of: FlowValue,
  name: string,
  { positional, named }: Arguments,
): MessageDialect | undefined {
  if (of.kind !== "object" || of.of !== "") return undefined;
  const given = [...positional, ...named.values()];
  return dialects.find(({ calls, packages }) =>
    calls.some(
      (call) =>
        call.method.test(name) &&
        (call.isDistinct ||
          given.some(
            (value) =>
              value?.kind === "object" &&
              typeof value.of === "string" &&
              packages.some((each) => String(value.of).startsWith(`${each}.`)),
          )),
    ),
  );
}

/** An object of a package, with the channel that it was made for, or the body that it holds. */
function made(path: string, given: Arguments, dialect: MessageDialect, of?: FlowValue): FlowValue {
  const attributes = new Map<string, FlowValue>();
  const envelope = dialect.envelopes?.find((each) => each.of.test(path));
  if (envelope !== undefined) {
    const body = valueAt(given, envelope.body);
    if (body !== undefined) attributes.set("body", body);
    return { kind: "object", of: path, attributes };
  }
  const first = given.positional[0] ?? given.named.get("name");
  if (first?.kind === "text") attributes.set("channel", first);
  const before = of?.kind === "object" ? of.attributes : undefined;
  for (const name of ["channel", "exchange"]) {
    const value = attributes.get(name) ?? channelIn(given.named.get(name)) ?? before?.get(name);
    if (value !== undefined) attributes.set(name, value);
  }
  const key = given.named.get("routing_key");
  if (key?.kind === "text") attributes.set("key", key);
  return { kind: "object", of: path, attributes };
}

/** A channel as a text, or as an object that was made for it. */
function channelIn(value: FlowValue | undefined): FlowValue | undefined {
  if (value?.kind === "text" || value?.kind === "union") return value;
  return value?.kind === "object"
    ? (value.attributes.get("key") ?? value.attributes.get("channel"))
    : undefined;
}

function valueAt({ positional, named }: Arguments, where: Where): FlowValue | undefined {
  const name = namesOf(where).find((each) => named.has(each));
  if (name !== undefined) return named.get(name);
  return where.place === undefined ? undefined : positional[where.place];
}

function namesOf({ name, others = [] }: Where): readonly string[] {
  return [name, ...others];
}

/** The expression that stands there. */
function nodeAt({ call }: Arguments, where: Where): Expression | undefined {
  const names = namesOf(where);
  return (
    call.args.find(({ name }) => name !== undefined && names.includes(name))?.value ??
    (where.place === undefined ? undefined : placed(call)[where.place])
  );
}

interface Passing {
  readonly frame: Frame;
  readonly of?: FlowValue;
  readonly given: Arguments;
  readonly dialect: MessageDialect;
  readonly call: MessageCall;
}

/** Notes a message for each channel that it may go to. */
function pass(messages: MessageReading, passing: Passing): FlowValue {
  const { frame, of, given, dialect, call } = passing;
  const own = of?.kind === "object" ? of.attributes : new Map<string, FlowValue>();
  const made = own.get(call.isExchange ? "channel" : "exchange");
  const exchange = textIn(channelIn(call.exchange && valueAt(given, call.exchange)) ?? made);
  const payload = readPayload(messages, passing);
  const bare: Message = {
    framework: dialect.framework,
    direction: call.direction,
    ...(exchange !== undefined && exchange !== "" && { exchange }),
    ...(payload !== undefined && { payload }),
  };
  const place = placeOf(frame, given.call);
  for (const channel of channelsOf(passing, own)) {
    // A message without a key goes wherever its exchange sends it.
    const address = channel === "" ? bare.exchange : channel;
    notePassed(frame, {
      message: address === undefined ? bare : { ...bare, channel: address },
      place,
      calls: [],
    });
  }
  return { kind: "object", of: `${dialect.packages[0]}.sent`, attributes: new Map() };
}

function textIn(value: FlowValue | undefined): string | undefined {
  return value?.kind === "text" ? value.text : undefined;
}

/** The channels that a call names; one that is not known is undefined. */
function channelsOf(
  { frame, given, call }: Passing,
  own: ReadonlyMap<string, FlowValue>,
): readonly (string | undefined)[] {
  const isGiven = call.channel !== undefined && hasAt(given, call.channel);
  const made = own.get("key") ?? (call.isExchange ? undefined : own.get("channel"));
  const value = isGiven && call.channel ? valueAt(given, call.channel) : made;
  const values = value?.kind === "list" || value?.kind === "union" ? listed(value) : [value];
  return values.map((each) => textIn(channelIn(each)) ?? templateOf(frame, given, call.channel));
}

function listed(value: FlowValue & { readonly kind: "list" | "union" }): readonly (FlowValue | undefined)[] {
  const items = value.kind === "list" ? value.items : value.of;
  return items.length === 0 ? [undefined] : items;
}

function hasAt(given: Arguments, where: Where): boolean {
  const { place } = where;
  return (
    namesOf(where).some((name) => given.named.has(name)) ||
    (place !== undefined && place < given.positional.length)
  );
}

/** `f"orders.{order.id}"` as `orders.{}`. */
function templateOf(frame: Frame, given: Arguments, where: Where | undefined): string | undefined {
  const node = where && nodeAt(given, where);
  if (node?.kind !== "formatted") return undefined;
  const text = node.parts.map((part) => {
    if (part.kind === "string") return part.value;
    const value = frame.flow.evaluate(frame, part.value);
    return value?.kind === "text" ? value.text : "{}";
  });
  return text.some((part) => part !== "{}" && /\w/.test(part)) ? text.join("") : undefined;
}

/** What the message carries, out of whatever holds it. */
function readPayload(
  messages: MessageReading,
  { frame, given, dialect, call }: Passing,
): Message["payload"] | undefined {
  const { payload: where } = call;
  if (where === undefined) return undefined;
  const found = valueAt(given, where);
  const isHeld =
    found?.kind === "object" && dialect.envelopes?.some((each) => each.of.test(String(found.of))) === true;
  const value = isHeld ? found.attributes.get("body") : found;
  const node = nodeAt(given, where);
  return payloadOf(messages, frame.flow, {
    value,
    ...(node !== undefined && !isHeld && { written: writtenAt(frame, node) }),
    place: placeOf(frame, given.call),
  });
}

/** A function that is handed over with its arguments is called with them. */
function runHanded(frame: Frame, given: Arguments): void {
  const at = given.positional.findIndex((each) => each?.kind === "function");
  const callee = given.positional[at];
  if (callee === undefined || at > 1) return;
  frame.flow.call(frame, callee, { ...given, positional: given.positional.slice(at + 1) });
}
