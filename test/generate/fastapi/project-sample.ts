import { ok } from "node:assert";
import { readContract } from "#contract";
import { type Domain, understand } from "#domain";
import { type Blueprint, type Database, drawBlueprint } from "../../../src/generate/fastapi/blueprint.ts";
import type { GeneratedFile } from "../../../src/generate/fastapi/file.ts";
import { emitProject, type ProjectInputs } from "../../../src/generate/fastapi/project/index.ts";

const lock = `alembic==1.2.3 \\
    --hash=sha256:aa
    # via -r fastapi-runtime.in
argon2-cffi==25.1.0 \\
    --hash=sha256:bb
    # via -r fastapi-runtime.in
cffi==2.0.0 \\
    --hash=sha256:cc
    # via argon2-cffi
fastapi==4.5.6 \\
    --hash=sha256:dd
    # via -r fastapi-runtime.in
idna==3.0 \\
    --hash=sha256:ee
    # via
    #   -r fastapi-runtime.in
    #   anyio
`;

export interface Sample {
  readonly blueprint: Blueprint;
  readonly inputs: ProjectInputs;
}

export interface SampleProject extends Sample {
  readonly files: readonly GeneratedFile[];
  readonly text: (path: string) => string;
}

export interface SampleOptions {
  readonly database?: Database;
  readonly contractFileName?: string;
  readonly change?: (domain: Domain) => Domain;
}

/** What a project is made from, for a contract that is given as JSON. */
export function sampleOf(contract: object, options: SampleOptions = {}): Sample {
  const contractText = JSON.stringify(contract, undefined, 2);
  const { value, plain } = readContract("contract.json", contractText);
  ok(value && plain, "the sample is a contract");
  const domain = understand(value).value;
  const blueprint = drawBlueprint(options.change?.(domain) ?? domain, value, options.database ?? "sqlite");
  const contractFileName = options.contractFileName ?? "some/where/shelf.json";
  const document = { contractText, contractDocument: plain(), contractFileName };
  return { blueprint, inputs: { requirements: lock, devRequirements: lock, ...document } };
}

/** The whole project of a contract that is given as JSON. */
export function projectOf(contract: object, options: SampleOptions = {}): SampleProject {
  const sample = sampleOf(contract, options);
  const files = emitProject(sample.blueprint, sample.inputs);
  const text = (path: string): string => {
    const file = files.find((candidate) => candidate.path === path);
    ok(file, `${path} is written`);
    return file.text;
  };
  return { ...sample, files, text };
}

const text = { type: "string" };
const account = {
  type: "object",
  required: ["email", "name", "token"],
  properties: { email: text, name: text, token: text },
};
const book = {
  type: "object",
  required: ["id", "title", "createdAt"],
  properties: { id: { type: "integer" }, title: text, createdAt: { type: "string", format: "date-time" } },
};
const problem = {
  type: "object",
  required: ["message"],
  properties: { message: text },
};
const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const content = (schema: object): object => ({ "application/json": { schema } });
const answer = (schema: object): object => ({ description: "Done", content: content(schema) });
const refused = { description: "Refused", content: content(reference("Problem")) };
const credentials = {
  type: "object",
  required: ["email", "password"],
  properties: { email: text, password: text },
};

const newAccount = {
  type: "object",
  required: ["email", "name", "password"],
  properties: { email: text, name: text, password: text },
};

/** A small contract of another domain than the example's: accounts, books, and one operation that nobody can derive. */
export function shelf(changes: { readonly title?: string; readonly paths?: object } = {}): object {
  return {
    openapi: "3.1.0",
    info: { title: changes.title ?? "Shelf API", version: "2.3" },
    servers: [{ url: "https://shelf.test/v1" }],
    paths: {
      "/accounts": {
        post: {
          operationId: "signUp",
          requestBody: { required: true, content: content(newAccount) },
          responses: { 201: answer(reference("Account")), 422: refused },
        },
      },
      "/accounts/login": {
        post: {
          operationId: "signIn",
          requestBody: { required: true, content: content(credentials) },
          responses: { 200: answer(reference("Account")), 401: refused, 422: refused },
        },
      },
      "/books": {
        get: {
          operationId: "listBooks",
          responses: { 200: answer({ type: "array", items: reference("Book") }) },
        },
        post: {
          operationId: "addBook",
          security: [{ bearer: [] }],
          requestBody: {
            required: true,
            content: content({ type: "object", required: ["title"], properties: { title: text } }),
          },
          responses: { 201: answer(reference("Book")), 422: refused },
        },
      },
      "/books/{id}": {
        get: {
          operationId: "readBook",
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
          responses: { 200: answer(reference("Book")) },
        },
      },
      "/books/overdue": {
        post: {
          operationId: "countOverdue",
          requestBody: { content: { "application/json": { schema: { type: "integer" } } } },
          responses: { 200: answer({ type: "number" }) },
        },
      },
      ...changes.paths,
    },
    components: {
      schemas: { Account: account, Book: book, Problem: problem },
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
  };
}
