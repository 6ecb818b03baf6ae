import { ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { insertParts } from "../../../src/contract/register/insert-parts.ts";

const get = { path: ["paths", "/b", "get"], value: { responses: { "200": { description: "yes" } } } };
const type = { path: ["components", "schemas", "Book"], value: { type: "object", required: ["id"] } };

test("YAML keeps comments, order and layout, and what is new looks like the rest", () => {
  const text = `# top
openapi: '3.1.0'
paths:
    # the first
    /b:   # books
        post: {responses: {}}   # flow
        # last of b

    /a:
        get:
            tags:
            - x
            description: |
                two
                lines
    # last of paths
# shared things
components: {}  # none yet
info: {title: T,   version: '1'}`;
  strictEqual(
    insertParts(text, [get, { path: ["paths", "/c"], value: { get: { tags: ["no"] } } }, type]),
    `# top
openapi: '3.1.0'
paths:
    # the first
    /b:   # books
        post: {responses: {}}   # flow
        # last of b
        get:
            responses:
                '200':
                    description: 'yes'

    /a:
        get:
            tags:
            - x
            description: |
                two
                lines
    # last of paths
    /c:
        get:
            tags:
              - 'no'
# shared things
components:  # none yet
    schemas:
        Book:
            type: object
            required:
              - id
info: {title: T,   version: '1'}`,
  );
});

test("what ends at one place grows from within", () => {
  const text = "openapi: 3.1.0\npaths:\n  /b:\n    post: {}";
  strictEqual(
    insertParts(text, [type, { path: ["paths", "/c", "get"], value: {} }, get]),
    `openapi: 3.1.0
paths:
  /b:
    post: {}
    get:
      responses:
        "200":
          description: "yes"
  /c:
    get: {}
components:
  schemas:
    Book:
      type: object
      required:
        - id`,
  );
});

test("JSON keeps its own layout, dense or broken, by spaces or tabs", () => {
  const value = { openapi: "3.1.0", paths: { "/b": { post: {} } }, components: {} };
  const grown = {
    openapi: "3.1.0",
    paths: { "/b": { post: {}, get: get.value } },
    components: { schemas: { Book: type.value } },
  };
  for (const step of [undefined, 2, 4, "\t"])
    strictEqual(
      insertParts(JSON.stringify(value, null, step), [get, type]),
      JSON.stringify(grown, null, step),
    );
});

test("line ends, marks and hostile names stay what they are", () => {
  const text = "\ufeffopenapi: 3.1.0\r\npaths:\r\n  /a: {}\r\n";
  for (const name of [
    "__proto__",
    "constructor",
    "a: b # c",
    "- x",
    "{{",
    "é\n\u2028\"'",
    "on",
    "1e3",
    "",
    "|",
    "&a *b",
    "\u0000",
  ]) {
    const after = insertParts(text, [
      { path: ["components", "schemas", name], value: { title: name, enum: [name] } },
    ]);
    ok(after?.startsWith(text), JSON.stringify(name));
    ok(!/[^\r]\n/.test(after ?? ""), JSON.stringify(name));
  }
});

test("what cannot be written for certain is not written", () => {
  for (const text of [
    "paths: *gone",
    "a: &p {x: 1}\npaths: *p\n",
    "paths: [1]\n",
    "- 1\n",
    "",
    "paths: {/b: {get: {}}}",
    "{",
    'paths:\n  /b: "text"\n',
  ])
    strictEqual(insertParts(text, [get]), undefined, text);
});
