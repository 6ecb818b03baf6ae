import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { type JsonValue, readContract } from "#contract";
import type { Domain, ErrorAnswer } from "#domain";
import { applyOverlay } from "../../../src/generate/fastapi/project/index.ts";
import { printPath } from "../../../src/generate/fastapi/project/json-path.ts";
import { emitOverlay } from "../../../src/generate/fastapi/project/overlay/index.ts";
import { sampleOf, shelf } from "./project-sample.ts";

/** The domain with one more answer that the contract leaves out, at every operation. */
function withMissing(domain: Domain): Domain {
  const { form } = domain.errors;
  const missing: ErrorAnswer = { status: 418, description: "Teapot", form, added: "it brews" };
  const operations = domain.operations.map((each) => ({ ...each, errors: [...each.errors, missing] }));
  return { ...domain, operations };
}

/** The merged document of a contract, with a teapot wherever one is missing. */
function merge(contract: object) {
  const { blueprint, inputs } = sampleOf(contract, { change: withMissing });
  const overlay = emitOverlay(blueprint, inputs);
  return JSON.parse(applyOverlay(inputs.contractDocument, overlay?.text ?? ""));
}

describe("an overlay", () => {
  const { blueprint, inputs } = sampleOf(shelf());
  const overlay = emitOverlay(blueprint, inputs)?.text ?? "";
  const before = JSON.parse(inputs.contractText);
  const after = JSON.parse(applyOverlay(inputs.contractDocument, overlay));

  test("says what it is, and of what", () => {
    const { overlay: version, extends: target, actions } = parse(overlay);
    deepStrictEqual([version, target], ["1.0.0", "./shelf.json"]);
    for (const action of actions) deepStrictEqual(Object.keys(action), ["target", "update"]);
  });

  test("adds refusals with their reason, in the contract's own form", () => {
    const { responses } = after.paths["/books/{id}"].get;
    deepStrictEqual(Object.keys(responses), ["200", "404", "422"]);
    deepStrictEqual(responses["404"], {
      description: "Not found: the path may select nothing",
      content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
    });
  });

  test("adds 501 to what is left open, and how long to wait to 429", () => {
    match(after.paths["/books/overdue"].post.responses["501"].description, /^Not implemented: /);
    ok(after.paths["/accounts/login"].post.responses["429"].headers["Retry-After"]);
  });

  test("changes nothing else", () => {
    for (const [path, item] of Object.entries<Record<string, { responses: object }>>(before.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        const merged = after.paths[path][method];
        for (const [status, answer] of Object.entries(operation.responses))
          deepStrictEqual(merged.responses[status], answer);
        deepStrictEqual({ ...merged, responses: operation.responses }, operation);
      }
    }
    deepStrictEqual({ ...after, paths: before.paths }, before);
  });

  test("is not written where nothing is missing", () => {
    const plain = {
      get: { operationId: "ping", responses: { 200: { description: "Pong" }, 501: { description: "No" } } },
    };
    const info = { title: "x", version: "1" };
    const sample = sampleOf({ openapi: "3.1.0", info, paths: { "/ping": plain } });
    strictEqual(emitOverlay(sample.blueprint, sample.inputs), undefined);
  });
});

describe("an overlay leaves alone", () => {
  const responses = (status: string): object => ({
    200: { description: "Fine" },
    [status]: { description: "No" },
  });
  for (const status of ["418", "4XX", "default"])
    test(`answers that ${status} covers`, () => {
      const merged = merge(
        shelf({ paths: { "/teas": { get: { operationId: "teas", responses: responses(status) } } } }),
      );
      deepStrictEqual(
        Object.keys(merged.paths["/teas"].get.responses).filter((key) => key !== "501"),
        ["200", status],
      );
    });
});

describe("an overlay reaches", () => {
  const get = { operationId: "odd", responses: { 200: { description: "Fine" } } };

  const odd = ["/it's", "/a\\b", '/a"b', "/~1/%2F", "/$['x']", "/__proto__", "/$" + "{HOME}", "/\u{1f600}"];
  const merged = merge(shelf({ paths: Object.fromEntries(odd.map((path) => [path, { get }])) }));
  for (const path of odd)
    test(`the path ${JSON.stringify(path)}`, () => {
      ok(merged.paths[path].get.responses["418"]);
      strictEqual(Object.getPrototypeOf(merged.paths), Object.prototype);
    });

  test("a path that is referred to", () => {
    const base = { ...shelf({ paths: { "/odd": { $ref: "#/components/pathItems/Odd" } } }) } as Record<
      string,
      object
    >;
    const merged = merge({ ...base, components: { ...base["components"], pathItems: { Odd: { get } } } });
    deepStrictEqual(merged.paths["/odd"], { $ref: "#/components/pathItems/Odd" });
    ok(merged.components.pathItems.Odd.get.responses["418"]);
  });
});

test("the form of errors is referred to where it is shared, whole answers included", () => {
  const contract = JSON.parse(JSON.stringify(shelf()));
  contract.components.responses = {
    Refused: {
      description: "No",
      content: { "application/json": { schema: contract.components.schemas.Problem } },
    },
  };
  const shared = { $ref: "#/components/responses/Refused" };
  for (const item of Object.values<Record<string, { responses: Record<string, object> }>>(contract.paths))
    for (const { responses } of Object.values(item))
      for (const status of Object.keys(responses)) if (status.startsWith("4")) responses[status] = shared;
  deepStrictEqual(merge(contract).paths["/books/{id}"].get.responses["404"], shared);
});

describe("merging", () => {
  const check = (title: string, contract: string, overlay: string, merged: unknown): void => {
    test(title, () => {
      const { plain } = readContract("contract.yaml", contract);
      ok(plain);
      deepStrictEqual(JSON.parse(applyOverlay(plain(), overlay)), merged);
    });
  };
  check("does nothing without an overlay", "a: 1", "", { a: 1 });
  check(
    "does nothing where the target is missing",
    "a: 1",
    "overlay: 1.0.0\nactions: [{target: $.b, update: {c: 1}}]",
    {
      a: 1,
    },
  );
  check(
    "does nothing for a target of another kind",
    "a: 1",
    "overlay: 1.0.0\nactions: [{target: '$..a', update: {c: 2}}]",
    {
      a: 1,
    },
  );
  check("merges deeply", "a: {b: 1}", "overlay: 1.0.0\nactions: [{target: $.a, update: {c: {d: 2}}}]", {
    a: { b: 1, c: { d: 2 } },
  });
  check(
    "changes one of two aliases",
    "a: &x {b: 1}\nc: *x",
    "overlay: 1.0.0\nactions: [{target: $.a, update: {d: 1}}]",
    {
      a: { b: 1, d: 1 },
      c: { b: 1 },
    },
  );
  check(
    "has keys that are merged in, as the contract is read",
    "x: &x {b: 1}\na: {<<: *x}",
    "overlay: 1.0.0\nactions: [{target: $.a, update: {d: 1}}]",
    { x: { b: 1 }, a: { b: 1, d: 1 } },
  );
  check("reads JSON with tabs", '{\n\t"a": {}}', "overlay: 1.0.0\nactions: [{target: $.a, update: {b: 1}}]", {
    a: { b: 1 },
  });

  test("knows a place by its path", () => {
    for (const keys of [["a"], ["it's", "\\", "\n", ""], ["a.b", "['c']", "$", "\u2028"]]) {
      const nest = (inner: JsonValue): JsonValue =>
        keys.reduceRight<JsonValue>((value, key) => ({ [key]: value }), inner);
      const overlay = { overlay: "1.0.0", actions: [{ target: printPath(keys), update: { b: 2 } }] };
      deepStrictEqual(
        JSON.parse(applyOverlay(nest({ x: 1 }), JSON.stringify(overlay))),
        nest({ x: 1, b: 2 }),
      );
    }
  });
});
