import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { type Contract, readContract } from "#contract";
import { formatOf } from "../../../src/contract/registry/read-registry-document.ts";

function read(text: string): Contract {
  const { value } = readContract("docs/api.md", text);
  if (value === undefined) throw new Error("nothing was read");
  return value;
}

function answersOf({ operations }: Contract): unknown {
  return operations.map(({ method, path, responses }) => [
    `${method} ${path}`,
    ...responses.map(({ status, description, content }) => [
      status,
      description,
      ...content.flatMap(({ schema }) =>
        schema?.kind === "schema" ? schema.properties.map(({ name }) => name) : [],
      ),
    ]),
  ]);
}

test("tags within a line part no words, and a name that takes slashes is a name", () => {
  const { operations } = read(`# Files

## Save
**<span style="color: green">POST</span> /files/<span style="color: #999">{path*}</span>/<b>raw</b>**

### Request
- \`size\` (integer, required)

### Response 204

## Load
**GET /files/{+path}**

### Response 204
`);
  deepStrictEqual(
    operations.map(({ method, path }) => `${method} ${path}`),
    ["post /files/{path}/raw", "get /files/{path}"],
  );
  deepStrictEqual(
    operations[0]?.parameters.map(({ name, in: place }) => `${place} ${name}`),
    ["path path"],
  );
});

test("an answer whose status stands below its heading has that status, its words and its body", () => {
  const contract = read(`# Users

## Sign up
**POST /register**

### Responses

#### Success
Status code: 200

Body:
\`\`\`json
{"username": "lisa42"}
\`\`\`

#### Error: The name is taken
Status-Code: 400

Body:
\`\`\`json
{"error": "it is taken"}
\`\`\`

#### Missing permission
**Status:** 401
`);
  deepStrictEqual(answersOf(contract), [
    [
      "post /register",
      ["200", "", "username"],
      ["400", "The name is taken", "error"],
      ["401", "Missing permission"],
    ],
  ]);
});

test("endpoints that stand in blocks of requests alone make a record", () => {
  const text = `# API

## Authentication

### Endpoints of it

#### Sign in

\`\`\`http
POST /api/auth/login
Content-Type: application/json

{
  "email": "user@example.com"
}
\`\`\`

## All items

\`\`\`http
GET /api/items
Authorization: Bearer <token>
\`\`\`
`;
  strictEqual(formatOf("docs/api.md", text), "record");
  const { operations } = read(text);
  deepStrictEqual(
    operations.map(({ method, path }) => `${method} ${path}`),
    ["post /api/auth/login", "get /api/items"],
  );
  const schema = operations[0]?.requestBody?.content[0]?.schema;
  deepStrictEqual(schema?.kind === "schema" && schema.properties.map(({ name }) => name), ["email"]);
  strictEqual(formatOf("docs/guide.md", "# How to call it\n\nSend `GET /items` and wait.\n"), undefined);
});

test("a method and a path below their labels name an endpoint", () => {
  const text = `# API

### API.TASKS.UPDATE
Path:
\`/api/tasks/{id}\`

Method:
POST

Auth:
required

Error codes:
- 400 invalid_payload
- 404 task_not_found
`;
  strictEqual(formatOf("docs/api.md", text), "record");
  const [operation] = read(text).operations;
  deepStrictEqual(
    [operation?.method, operation?.path, operation?.summary],
    ["post", "/api/tasks/{id}", "API.TASKS.UPDATE"],
  );
  deepStrictEqual(
    operation?.responses.map(({ status }) => status),
    ["400", "404"],
  );
  deepStrictEqual(operation?.security.length, 1);
  deepStrictEqual(operation?.description, "");
});

test("bare names below a request are its fields, and points below a word that nobody knows are none", () => {
  const { operations } = read(`# API

### POST /tasks

Request schema:
- task_id
- priority?: low | high
- labels[]

Response schema:
- task
- audit_entry_id

Errors:
- 400

Command reference:
- \`CMD.TASKS.UPDATE\`
`);
  const [operation] = operations;
  const namesOf = (schema: unknown): unknown =>
    (schema as { properties?: readonly { name: string; required: boolean }[] } | undefined)?.properties?.map(
      ({ name, required }) => `${name}${required ? "" : "?"}`,
    );
  deepStrictEqual(namesOf(operation?.requestBody?.content[0]?.schema), ["task_id?", "priority?", "labels?"]);
  deepStrictEqual(namesOf(operation?.responses.find(({ status }) => status === "200")?.content[0]?.schema), [
    "task?",
    "audit_entry_id?",
  ]);
  deepStrictEqual(operation?.description.includes("CMD.TASKS.UPDATE"), true);
});

test("dashes that are written as entities part a field from what it is", () => {
  const { operations } = read(`# Users

### POST /users

Request:

- name (string, required) &minus; What they are called
- age (integer) &ndash; In years

Response 204
`);
  const schema = operations[0]?.requestBody?.content[0]?.schema;
  deepStrictEqual(
    schema?.kind === "schema" &&
      schema.properties.map(({ name, schema: its }) => [name, its.kind === "schema" && its.description]),
    [
      ["name", "What they are called"],
      ["age", "In years"],
    ],
  );
});
