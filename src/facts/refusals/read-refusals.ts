import type { ApplicationFact } from "../application.ts";
import type { PayloadFact } from "../event.ts";
import type { Flow, Semantics } from "../flow/flow.ts";
import { baseFrame, followRoot, openFlow } from "../flow/read-flow.ts";
import type { FlowValue } from "../flow/values.ts";
import type { Facts, FrontEnd, Reading } from "../front-end.ts";
import { type MessageReading, payloadOf } from "../messages/payload.ts";
import { messageSemantics } from "../messages/semantics.ts";
import { spanOf } from "../places.ts";
import type { RefusalFact } from "../refusal.ts";
import type { RefusalDialect } from "./dialect.ts";

/** What callers are answered where errors are raised, as handlers of the applications say, or the framework where there is none. */
export function readRefusals(
  reading: Reading,
  facts: Pick<Facts, "applications" | "models" | "schemas" | "records" | "tasks">,
  ends: readonly FrontEnd[],
): readonly RefusalFact[] {
  const shapes = new Map([...facts.schemas, ...facts.records].map((shape) => [shape.id, shape]));
  const messages = { reading, shapes };
  const wires = ends.flatMap(({ wire }) => wire ?? []);
  return ends.flatMap(({ framework, refusals: dialect }) => {
    const [application] = facts.applications.filter((each) => each.framework === framework);
    if (dialect === undefined || application === undefined) return [];
    const own = [messageSemantics(messages, [], wires), answerSemantics(dialect)];
    const semantics = [...own, ...ends.flatMap((end) => end.semantics ?? [])];
    const flow = openFlow(reading.project, reading.classes, facts, semantics, () => {});
    const handled = application.errors.map((handler) => refusalOf(messages, flow, dialect, handler));
    const hasDefault = !application.errors.some(({ error }) => dialect.errors.has(error));
    return [...handled, ...(hasDefault ? [defaultRefusal(dialect, application)] : [])];
  });
}

/** An answer keeps what it carries. */
function answerSemantics({ framework, answers, plain, content }: RefusalDialect): Semantics {
  return {
    framework: `answers of ${framework}`,
    callExternal: (_, path, { named, positional }) => {
      if (!answers.test(path) && !plain.test(path)) return undefined;
      const value = named.get(content.name) ?? positional[content.place ?? 0];
      return {
        kind: "object",
        of: path,
        attributes: new Map(value === undefined ? [] : [["content", value]]),
      };
    },
  };
}

type Handler = ApplicationFact["errors"][number];

function refusalOf(
  messages: MessageReading,
  flow: Flow,
  dialect: RefusalDialect,
  { error, id, span }: Handler,
): RefusalFact {
  const of = dialect.errors.has(error) || !error.includes(":") ? "framework" : "own";
  const at = id.lastIndexOf(":");
  const module = flow.project.modules.get(id.slice(0, at));
  const binding = module?.scope.names.get(id.slice(at + 1));
  if (module === undefined || binding?.kind !== "function") return { of, error, span };
  const { node } = binding;
  const value = followRoot(baseFrame(flow, module), { kind: "function", module, node });
  const payload = contentOf(messages, flow, dialect, value, { module, start: node.start, end: node.end });
  return { of, error, span: payload?.span ?? spanOf(module, node.name), ...(payload && { payload }) };
}

/** What all answers that a handler gives carry, where that is one and the same. Those that carry nothing have no form. */
function contentOf(
  messages: MessageReading,
  flow: Flow,
  { answers, plain }: RefusalDialect,
  value: FlowValue | undefined,
  place: Parameters<typeof payloadOf>[2]["place"],
): PayloadFact | undefined {
  const isBare = (part: FlowValue | undefined): boolean =>
    part?.kind === "object" &&
    typeof part.of === "string" &&
    plain.test(part.of) &&
    !part.attributes.has("content");
  const parts = (value?.kind === "union" ? value.of : [value]).filter((part) => !isBare(part));
  const found = parts.map((part) =>
    part?.kind === "object" && typeof part.of === "string" && answers.test(part.of)
      ? payloadOf(messages, flow, { value: part.attributes.get("content"), place })
      : undefined,
  );
  const [first] = found;
  return found.every((each) => tellShape(each) === tellShape(first)) ? first : undefined;
}

function tellShape(payload: PayloadFact | undefined): string | undefined {
  return JSON.stringify(payload, (key, value) => (key === "span" ? undefined : value));
}

function defaultRefusal({ errors, fields }: RefusalDialect, { span }: ApplicationFact): RefusalFact {
  const [error = ""] = errors;
  const payload: PayloadFact = {
    kind: "fields",
    fields: fields.map((name) => ({ name, required: true, span })),
    isPartial: false,
    span,
  };
  return { of: "framework", error, payload, span };
}
