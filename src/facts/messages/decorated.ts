import { type Call, type FunctionDefinition, statementsOf } from "#python";
import type { EventFact, PayloadFact } from "../event.ts";
import type { Flow } from "../flow/flow.ts";
import { baseFrame } from "../flow/read-flow.ts";
import type { FlowValue } from "../flow/values.ts";
import { positional } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import type { TypeFact } from "../type.ts";
import { readType } from "../types.ts";
import type { MessageCall, MessageDialect } from "./dialect.ts";
import type { MessageReading } from "./payload.ts";

/** Functions that take messages, or whose results are given as messages, as their decorators say. */
export function readDecorated(
  messages: MessageReading,
  flow: Flow,
  module: SourceModule,
  dialects: readonly MessageDialect[],
): readonly EventFact[] {
  const some = dialects.filter(({ decorators = [] }) => decorators.length > 0);
  if (some.length === 0) return [];
  return [...statementsOf(module.syntax.body)].flatMap((statement) =>
    statement.kind === "function"
      ? some.flatMap((dialect) => eventsOf(messages, flow, { module, dialect, node: statement }))
      : [],
  );
}

interface Decorated {
  readonly module: SourceModule;
  readonly dialect: MessageDialect;
  readonly node: FunctionDefinition;
}

function eventsOf(messages: MessageReading, flow: Flow, decorated: Decorated): readonly EventFact[] {
  const { module, dialect, node } = decorated;
  const frame = baseFrame(flow, module);
  return node.decorators.flatMap((decorator): readonly EventFact[] => {
    const call = decorator.kind === "call" ? decorator : undefined;
    if (call?.callee.kind !== "attribute") {
      // `@publisher`, which was made for a channel before.
      const value = decorator.kind === "name" ? flow.evaluate(frame, decorator) : undefined;
      const known = value && channelOfObject(dialect, value);
      return known === undefined ? [] : [factOf(messages, decorated, known.call, known.channel, decorator)];
    }
    const { name, value } = call.callee;
    const found = (dialect.decorators ?? []).find(({ method }) => method.test(name));
    if (found === undefined || !isOf(dialect, flow.evaluate(frame, value))) return [];
    return [factOf(messages, decorated, found, channelOf(flow, module, found, call), call)];
  });
}

function isOf({ packages }: MessageDialect, value: FlowValue | undefined): boolean {
  if (value?.kind !== "object") return false;
  const { of } = value;
  const paths = typeof of === "string" ? [of] : of.lineage.filter((each) => typeof each === "string");
  return paths.some((path) => packages.some((name) => path.startsWith(`${name}.`)));
}

function channelOfObject(
  dialect: MessageDialect,
  value: FlowValue,
): { readonly call: MessageCall; readonly channel: string } | undefined {
  if (value.kind !== "object" || typeof value.of !== "string" || !isOf(dialect, value)) return undefined;
  const method = value.of.slice(value.of.lastIndexOf(".") + 1);
  const call = (dialect.decorators ?? []).find((each) => each.method.test(method));
  const channel = value.attributes.get("channel");
  return call === undefined || channel?.kind !== "text" ? undefined : { call, channel: channel.text };
}

function channelOf(
  flow: Flow,
  module: SourceModule,
  { channel: where }: MessageCall,
  call: Call,
): string | undefined {
  const names = where === undefined ? [] : [where.name, ...(where.others ?? [])];
  const named = call.args.find(({ name }) => name !== undefined && names.includes(name))?.value;
  const node = named ?? (where?.place === undefined ? undefined : positional(call)[where.place]);
  const value = node && flow.evaluate(baseFrame(flow, module), node);
  if (value?.kind === "text") return value.text;
  const made = value?.kind === "object" ? value.attributes.get("channel") : undefined;
  return made?.kind === "text" ? made.text : undefined;
}

function factOf(
  { reading }: MessageReading,
  { module, dialect, node }: Decorated,
  { direction }: MessageCall,
  channel: string | undefined,
  at: { readonly start: number; readonly end: number },
): EventFact {
  const [first] = node.parameters;
  const annotation = direction === "taken" ? first?.annotation : node.returns;
  const type: TypeFact = readType(reading, { module }, annotation);
  const payload: PayloadFact | undefined =
    type.kind === "unknown" || type.kind === "none"
      ? undefined
      : { kind: "type", type, span: spanOf(module, annotation ?? node.name) };
  return {
    framework: dialect.framework,
    direction,
    ...(channel !== undefined && { channel }),
    ...(payload && { payload }),
    span: spanOf(module, at),
    within: `${module.path}:${node.name.id}`,
  };
}
