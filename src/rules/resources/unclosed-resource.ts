import { argumentOf, defineExpression, isAside, placeIn, textOf } from "#facts";
import type { Call, Expression } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin } from "../nodes-within.ts";
import { type Opened, openedIn } from "../opened.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** A file, a connection or a client is opened, and not closed on every way out of the function that keeps it. */
export const unclosedResource: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  covers: ["SIM115"],
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      !isAside(module.path) && anything.test(module.syntax.text)
        ? functionBodies(input, module).flatMap((body) => findIn(input, body))
        : [],
    ),
};

const anything =
  /\b(?:open|fdopen|urlopen|socket|create_connection|connect|ZipFile|SMTP|SMTP_SSL|FTP|IMAP4|IMAP4_SSL|Client|AsyncClient|ClientSession|[Ss]ession|SSHClient)\(/;

/** What has to be closed, by what opens it, and how one speaks of it. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(?:builtins|io|codecs|gzip|bz2|lzma|tarfile)\.open$|^os\.fdopen$|^zipfile\.ZipFile$/, "file"],
  [/^socket\.(?:socket|create_connection)$/, "socket"],
  [/^urllib\.request\.urlopen$/, "answer"],
  [/^(?:sqlite3|psycopg2?|pymysql|MySQLdb|pyodbc)\.connect$|^paramiko\.SSHClient$/, "connection"],
  [/^(?:smtplib\.SMTP(?:_SSL)?|ftplib\.FTP(?:_TLS)?|imaplib\.IMAP4(?:_SSL)?)$/, "connection"],
  [
    /^(?:httpx\.(?:Async)?Client|aiohttp\.ClientSession|requests\.[Ss]ession|requests\.sessions\.Session)$/,
    "client",
  ],
];

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  const kindOf = (call: Call): string | undefined => {
    const path = pathOf(input, body, call.callee);
    return path === undefined || isInMemory(body, call)
      ? undefined
      : kinds.find(([opener]) => opener.test(path))?.[1];
  };
  const named = openedIn(input, body, (call) => kindOf(call) !== undefined);
  return [
    ...named.map((opened) => tell(body, opened, kindOf(opened.call) ?? "")),
    ...callsWithin(body.node.body).flatMap((call) => readAtOnce(body, call, kindOf)),
  ];
}

/** An archive that is put together in memory holds nothing of the machine. */
function isInMemory({ scopes }: FunctionBody, { args: [first] }: Call): boolean {
  const value = first?.value;
  const binding = value?.kind === "name" ? scopes[0]?.names.get(value.id) : undefined;
  const made = binding?.kind === "value" ? binding.value : value;
  if (made?.kind !== "call") return false;
  const { callee } = made;
  const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
  return /^(?:BytesIO|StringIO)$/.test(name);
}

function pathOf(
  { project }: RuleInput,
  { module, scopes }: FunctionBody,
  callee: Expression,
): string | undefined {
  const meant = defineExpression(project, module, callee, scopes);
  if (meant?.kind === "external") return meant.path;
  const isBuiltin = callee.kind === "name" && callee.id === "open" && !isBound(module, scopes, "open");
  return isBuiltin ? "builtins.open" : undefined;
}

function isBound({ scope }: FunctionBody["module"], scopes: FunctionBody["scopes"], name: string): boolean {
  return scope.names.has(name) || scopes.some(({ names }) => names.has(name));
}

function tell({ module }: FunctionBody, { name, call, closed }: Opened, kind: string): Hit {
  const { text } = module.syntax;
  const opened = text.slice(call.start, call.end).replace(/\s+/g, " ");
  const shown = opened.length > 60 ? `${text.slice(call.callee.start, call.callee.end)}(…)` : opened;
  const cost = "a worker that runs for days runs out of descriptors";
  return {
    span: placeIn(module, call),
    message:
      closed === undefined
        ? `the ${kind} ${name} is opened and never closed: ${cost}`
        : `the ${kind} ${name} is closed only if nothing fails before: each error leaves one open`,
    mend: `open it with \`${isAsync(text, call, kind) ? "async with" : "with"} ${shown} as ${name}:\` around what uses it`,
    ...(closed === undefined
      ? {}
      : { path: [{ message: "it is closed here", span: placeIn(module, closed) }] }),
  };
}

function isAsync(text: string, { callee }: Call, kind: string): boolean {
  return kind === "client" && /Async|ClientSession/.test(text.slice(callee.start, callee.end));
}

/** `open(path).read()`, `json.load(open(path))`: nobody has the file to close it. */
function readAtOnce(
  { module }: FunctionBody,
  { callee, args }: Call,
  kindOf: (call: Call) => string | undefined,
): readonly Hit[] {
  if (callee.kind !== "attribute") return [];
  const reads = /^(?:read|readlines?|write|writelines)$/.test(callee.name);
  const loads = /^(?:load|dump|safe_load)$/.test(callee.name);
  const held = reads ? [callee.value] : loads ? args.map(({ value }) => value) : [];
  return held.flatMap((value): readonly Hit[] => {
    if (value.kind !== "call" || kindOf(value) !== "file") return [];
    return [
      {
        span: placeIn(module, value),
        message: `nobody has this file to close it: it stays open until the interpreter gets round to it${isWritten(callee.name) ? ", and what was written may not be on the disk before" : ""}`,
        mend: reads
          ? `Path(…).${callee.name.startsWith("write") ? "write" : "read"}_${isBinary(value) ? "bytes" : "text"}(), or \`with open(…) as file:\` around it`
          : "`with open(…) as file:` around it",
      },
    ];
  });
}

/** `open(path, "rb")` */
function isBinary(call: Call): boolean {
  return textOf(argumentOf(call, "mode", 1))?.includes("b") === true;
}

function isWritten(method: string): boolean {
  return /^(?:write|writelines|dump)$/.test(method);
}
