import { cleanLine, type Finding } from "#base";
import type { Contract, JsonValue } from "../contract.ts";
import { readRecord } from "../markdown/read-record.ts";
import { printScheme } from "../print/print-openapi.ts";
import { fragmentOfContract } from "./fragment-of-contract.ts";
import type { Fragment } from "./read-fragment.ts";

/** Something to be added, in the words of whoever asks for it: types and rules as markdown records say them. */
export interface Wish {
  readonly kind: "operation" | "event" | "type";
  /** `POST /orders`, `order.created`, `Order` */
  readonly name: string;
  readonly summary?: string;
  readonly id?: string;
  readonly auth?: string;
  readonly tags?: readonly string[];
  readonly path?: readonly string[];
  readonly query?: readonly string[];
  readonly header?: readonly string[];
  /** The name of a type, or `Order[]`. */
  readonly body?: string;
  /** Fields of the body, the payload or the type: `title (string, required, max 200) – what it is called`. */
  readonly fields?: readonly string[];
  /** `201:Order as it was stored` */
  readonly answers?: readonly string[];
  /** `409 the same order was placed twice`, `409:Problem …` */
  readonly errors?: readonly string[];
  readonly channel?: string;
  readonly trigger?: string;
  /** Whether the service gives the event, or takes it. */
  readonly side?: "send" | "receive";
}

export interface WishedFragment {
  readonly fragment?: Fragment;
  readonly findings: readonly Finding[];
}

/** What a wish says as a fragment for a document; the types and ways of signing in of that document have their names in it. */
export function fragmentOfWish(wish: Wish, target: Contract): WishedFragment {
  const name = cleanLine(wish.name).trim();
  if (!properName[wish.kind].test(name)) return { findings: [misread(wish)] };
  const text = printWish({ ...wish, name }, target);
  if (typeof text !== "string") return { findings: [text] };
  const { value, findings } = readRecord(fromArguments, text);
  const wrong = findings.filter(({ rule, severity }) => severity !== "note" && !aboutRecords.has(rule));
  // Whoever says it is here to say it better: nothing is written that was understood by half.
  const told = wrong.map(({ span: _, ...finding }): Finding => ({ ...finding, severity: "error" }));
  if (value === undefined) return { findings: [...told, misread(wish)] };
  const own = ownThings(value, wish, name, target);
  if (own === undefined) return { findings: [...told, misread(wish)] };
  return { fragment: fragmentOf(own, wish, target), findings: told };
}

/** What else stands in a name would be read as more than a name. */
const properName = {
  operation: /^(?:GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|TRACE) \/\S*$/i,
  event: /^[\p{L}\p{N}_][\p{L}\p{N}_.:\-/]*$/u,
  type: /^[A-Za-z_][\w.-]*$/,
} as const;

const fromArguments = "arguments.md";

/** Told of whole records, and of no use where only one thing stands in it. */
const aboutRecords = new Set([
  "contract/missing-title",
  "contract/missing-version",
  "contract/missing-operations",
]);

/** The one thing that was wished for, where that is what the words were read as, and nothing else. */
function ownThings(value: Contract, { kind }: Wish, name: string, target: Contract): Contract | undefined {
  const isStub = (type: string): boolean => target.schemas.has(type);
  const schemas = new Map(
    [...value.schemas].filter(([type]) => (kind === "type" ? type === name : !isStub(type))),
  );
  const counts = [value.operations.length, value.events.length];
  const expected = kind === "operation" ? [1, 0] : kind === "event" ? [0, 1] : [0, 0];
  if (counts.join() !== expected.join()) return undefined;
  if (kind === "type" && !schemas.has(name)) return undefined;
  return { ...value, schemas, securitySchemes: new Map() };
}

function fragmentOf(own: Contract, { kind, auth }: Wish, target: Contract): Fragment {
  const fragment = fragmentOfContract(kind === "event" ? { ...own, title: target.title } : own, kind);
  return kind === "operation" && auth === undefined
    ? { ...fragment, value: withoutSecurity(fragment.value) }
    : fragment;
}

/** Where nothing was said of signing in, what the document says for all holds. */
function withoutSecurity(value: JsonValue): JsonValue {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => (key === "security" ? undefined : inner)),
  ) as JsonValue;
}

function printWish(wish: Wish, target: Contract): string | Finding {
  const lines = [`# ${cleanLine(target.title) || "Service"} contract`, "", "**Version:** 1.0.0", ""];
  if (target.securitySchemes.size > 0) {
    lines.push("## Authentication", "", "| Name | Type |", "|---|---|");
    for (const [name, scheme] of target.securitySchemes)
      lines.push(`| ${cell(name)} | \`${JSON.stringify(printScheme({}, scheme)).replaceAll("|", "\\|")}\` |`);
    lines.push("");
  }
  const section =
    wish.kind === "operation"
      ? operation(wish, target)
      : wish.kind === "event"
        ? event(wish, target)
        : type(wish);
  if (!Array.isArray(section)) return section as Finding;
  lines.push(...section, "");
  const stubs = [...target.schemas.keys()].filter((name) => wish.kind !== "type" || name !== wish.name);
  if (stubs.length > 0) {
    if (wish.kind !== "type") lines.push("## Types", "");
    for (const name of stubs) lines.push(`### ${cleanLine(name)}`, "", "**Type:** object", "");
  }
  return `${lines.join("\n")}\n`;
}

function cell(text: string): string {
  return cleanLine(text).replaceAll("|", "\\|");
}

function said(label: string, value: string | undefined): readonly string[] {
  const clean = cleanLine(value ?? "").trim();
  return clean === "" ? [] : [`**${label}:** ${clean}`];
}

function points(label: string, list: readonly string[] = []): readonly string[] {
  return list.length === 0 ? [] : ["", `${label}:`, "", ...list.map((each) => `- ${cleanLine(each)}`)];
}

function operation(wish: Wish, target: Contract): readonly string[] | Finding {
  const { name, body, fields = [], answers = [], errors = [] } = wish;
  const parts = [
    ...answers.map((text) => ({ text, isError: false })),
    ...errors.map((text) => ({ text, isError: true })),
  ];
  const read = parts.map((part) => ({ ...part, answer: answerPattern.exec(cleanLine(part.text).trim()) }));
  const wrong = read.find(({ answer }) => answer === null);
  if (wrong !== undefined) return misreadAnswer(wrong.text);
  const form = usualError(target);
  return [
    "## Endpoints",
    "",
    `### ${name}`,
    "",
    ...said("Summary", wish.summary),
    ...said("Operation id", wish.id),
    ...said("Auth", wish.auth),
    ...said("Tags", wish.tags?.join(", ")),
    ...points("Path parameters", wish.path),
    ...points("Query parameters", wish.query),
    ...points("Headers", wish.header),
    ...(body === undefined ? points("Request body", fields) : ["", `**Body:** ${cleanLine(body)}`]),
    ...read.flatMap(({ answer, isError }) => {
      const [, status = "", its, words = ""] = answer ?? [];
      const shape = its ?? (isError ? form : undefined);
      return [
        ...["", `#### Response ${status}`, ""],
        ...(words === "" ? [] : [`> ${words}`, ""]),
        `**Body:** ${shape === undefined ? "none" : shape}`,
      ];
    }),
  ];
}

const answerPattern = /^([1-5]\d\d|[1-5]XX|default)(?::(\S+))?(?:[\s:]+(.*))?$/i;

/** The shared form that most refusals of a contract have. */
function usualError({ operations }: Contract): string | undefined {
  const counts = new Map<string, number>();
  for (const { responses } of operations)
    for (const { status, content } of responses) {
      const schema = content[0]?.schema;
      if (!/^(?:[45]|default)/.test(status) || schema?.kind !== "ref") continue;
      counts.set(schema.name, (counts.get(schema.name) ?? 0) + 1);
    }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

function event({ name, body, fields, ...wish }: Wish, target: Contract): readonly string[] {
  const address = cleanLine(wish.channel ?? name).replaceAll("`", "");
  const known = target.events.find(({ channel }) => channel?.address === address)?.channel;
  const title = cleanLine(target.title);
  return [
    "## Events",
    "",
    `### ${name}`,
    "",
    ...said("Summary", wish.summary),
    ...said("Trigger", wish.trigger),
    `**Channel:** \`${known === undefined || known.id === address ? address : `${known.id} → ${address}`}\``,
    ...(wish.side === "receive" ? said("Consumers", title) : said("Producer", title)),
    ...said("Tags", wish.tags?.join(", ")),
    ...(body === undefined ? points("Payload", fields) : ["", `**Payload:** ${cleanLine(body)}`]),
  ];
}

function type({ name, body, summary, fields }: Wish): readonly string[] {
  return [
    "## Types",
    "",
    `### ${name}`,
    "",
    ...(summary === undefined ? [] : [`> ${cleanLine(summary)}`, ""]),
    ...(body === undefined ? points("Fields", fields) : [`**Type:** ${cleanLine(body)}`]),
  ];
}

function misread({ kind, name }: Wish): Finding {
  return {
    rule: "contract/not-registered",
    severity: "error",
    message: `"${cleanLine(name)}" was not understood as one ${kind} with what was said of it`,
    mend:
      kind === "operation"
        ? "name it by method and path: keelback contract register operation 'POST /orders' --body Order --answer 201:Order"
        : "write types and rules as docs/contracts.md has them: --field 'title (string, required, max 200)'",
  };
}

function misreadAnswer(text: string): Finding {
  return {
    rule: "contract/not-registered",
    severity: "error",
    message: `"${cleanLine(text)}" does not begin with a status`,
    mend: "write the status, the type and what it is: --answer '201:Order as it was stored', --error '409 it was placed before'",
  };
}
