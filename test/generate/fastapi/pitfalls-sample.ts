import { ok } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readContract } from "#contract";
import { understand } from "#domain";
import { type GeneratedProject, type ProjectFile, stacks } from "#generate";
import { shelf } from "./project-sample.ts";

const root = join(import.meta.dirname, "../../..");

export const databases = ["sqlite", "postgresql"] as const;
export type DatabaseName = (typeof databases)[number];

export interface Project extends GeneratedProject {
  readonly database: DatabaseName;
  /** The finished tree, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Everything of the stack that is Python, the skeleton and the example server included. */
  readonly python: readonly ProjectFile[];
  readonly text: (path: string) => string;
}

/** The project of a contract, as the stack itself gives it, with the requirements that are shipped. */
export function generate(file: string, contractText: string, database: DatabaseName): Project {
  const { value: contract, plain } = readContract(file, contractText);
  const stack = stacks.find(({ name }) => name === "fastapi");
  ok(contract && plain && stack);
  const domain = understand(contract).value;
  const document = { contractText, contractDocument: plain(), contractFileName: file };
  const input = { domain, contract, ...document, database, locks: readLocks() };
  const project = stack.generate(input);
  const finished = [...project.skeleton, ...project.code, ...project.tests, ...project.project];
  const files = new Map(finished.map(({ path, text }) => [path, text]));
  const everything = [...finished, ...project.trials().exampleServer];
  const text = (path: string): string => {
    const found = files.get(path);
    ok(found !== undefined, `${path} is written`);
    return found;
  };
  return { ...project, database, files, text, python: everything.filter(({ path }) => path.endsWith(".py")) };
}

function readLocks(): ReadonlyMap<string, string> {
  const folder = join(root, "python/locks");
  const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

export function readConduit(): string {
  return readFileSync(join(root, "examples/conduit/openapi.yml"), "utf8");
}

const string = { type: "string" };
const moment = { type: "string", format: "date-time" };
const note = { type: "string", maxLength: 20 };
const json = (schema: object): object => ({ "application/json": { schema } });
const answer = (schema: object): object => ({ description: "Done", content: json(schema) });
const loan = { $ref: "#/components/schemas/Loan" };
const refused = answer({ $ref: "#/components/schemas/Problem" });
const path = [{ name: "id", in: "path", required: true, schema: { type: "integer" } }];
const details = {
  type: "object",
  required: ["label", "note", "dueAt"],
  properties: { label: string, note, dueAt: moment },
};
const body = { required: true, content: json(details) };
const listed = { type: "object", required: ["loans"], properties: { loans: { type: "array", items: loan } } };

/** Everything that the pitfalls are about: accounts, moments that callers choose and that are noted, bounded texts. */
export function loans(): string {
  const shelved = shelf() as {
    readonly paths: Readonly<Record<string, object>>;
    readonly components: { readonly schemas: object };
  };
  const { "/accounts": register, "/accounts/login": login } = shelved.paths;
  const label = { name: "label", in: "query", schema: string };
  const paths = {
    "/accounts": register,
    "/accounts/login": login,
    "/loans": {
      get: { operationId: "listLoans", parameters: [label], responses: { 200: answer(listed) } },
      post: { operationId: "addLoan", requestBody: body, responses: { 201: answer(loan), 422: refused } },
    },
    "/loans/{id}": {
      parameters: path,
      get: { operationId: "readLoan", responses: { 200: answer(loan), 404: refused } },
      put: {
        operationId: "changeLoan",
        requestBody: body,
        responses: { 200: answer(loan), 404: refused, 422: refused },
      },
    },
  };
  const Loan = {
    type: "object",
    required: ["id", "label", "note", "dueAt", "createdAt", "updatedAt"],
    properties: { id: { type: "integer" }, ...details.properties, createdAt: moment, updatedAt: moment },
  };
  const schemas = { ...shelved.components.schemas, Loan };
  return JSON.stringify({ ...shelved, paths, components: { ...shelved.components, schemas } }, undefined, 2);
}

/** Files of one project whose path begins and ends so: at least one. */
export function filesOf(
  project: Project,
  start: string,
  end = ".py",
): readonly (readonly [string, string])[] {
  const found = [...project.files].filter(([path]) => path.startsWith(start) && path.endsWith(end));
  ok(found.length > 0, `${start}…${end}`);
  return found;
}

/** What stands between the brackets of each call of a function. */
export function callsOf(text: string, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`(?<![\\w.]|class |def )(?:\\w+\\.)*${name}\\(`, "g"))].map(
    ({ index, 0: head }) => {
      const from = index + head.length;
      let end = from;
      for (let depth = 1; depth > 0 && end < text.length; end += 1)
        depth += Number(/[([{]/.test(text[end] ?? "")) - Number(/[)\]}]/.test(text[end] ?? ""));
      return text.slice(from, end - 1);
    },
  );
}

/** A class or a function at the top of a module, to the next thing there. */
export function definition(text: string, name: string): string {
  const found = new RegExp(
    `^(?:class|(?:async )?def) ${name}\\b[\\s\\S]*?(?=^[^\\s)]|$(?![\\s\\S]))`,
    "m",
  ).exec(text);
  ok(found, `${name} is defined`);
  return found[0];
}

/** The function that an event of the engine calls, registered in either way. */
export function listener(text: string, event: string): string {
  const name =
    new RegExp(`event\\.listen\\([^)]*"${event}",\\s*(\\w+)`).exec(text) ??
    new RegExp(`@event\\.listens_for\\([^)]*"${event}"\\)\\s+def (\\w+)`).exec(text);
  ok(name?.[1] !== undefined, `something listens to ${event}`);
  return definition(text, name[1]);
}

/** The lines of one table of pyproject.toml. */
export function table(project: Project, name: string): string {
  const [, rest] = project.text("pyproject.toml").split(`\n[${name}]\n`);
  ok(rest !== undefined, `[${name}]`);
  return rest.split(/^\[/m)[0] ?? "";
}

/** Attributes of the models whose text a column bounds, lists of such texts included. */
export function boundedTexts(models: string): ReadonlySet<string> {
  const columns = [...models.matchAll(/^ {4}(\w+): Mapped\[.*\bString\(\d+\)/gm)].map(
    ([, name = ""]) => name,
  );
  const lists = [...models.matchAll(/def (\w+)\(self\).*\n.*\[row\.(\w+) for row in/g)];
  const listed = lists.flatMap(([, list = "", name = ""]) => (columns.includes(name) ? [list] : []));
  return new Set([...columns, ...listed]);
}

/** The fields of request bodies, each with its type, in which the module's own aliases are written out. */
export function bodyFields(schemas: string): readonly { readonly name: string; readonly type: string }[] {
  const statements = schemas.matchAll(/^(\w+) = (.*(?:\n(?: {4}|\]).*)*)/gm);
  const aliases = new Map([...statements].map(([, name = "", value = ""]) => [name, value]));
  const writeOut = (type: string): string =>
    type.replace(/\w+/g, (word) => (aliases.has(word) ? writeOut(aliases.get(word) ?? "") : word));
  const bodies = schemas
    .split(/^(?=class )/m)
    .filter((part) => /^class (?!\w+Filters\b)\w+\(RequestModel\)/.test(part));
  return bodies.flatMap((body) =>
    [...body.matchAll(/^ {4}(\w+): (.*(?:\n {4}[ \])].*)*)/gm)].map(([, name = "", type = ""]) => ({
      name,
      type: writeOut(type),
    })),
  );
}
