import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { formatSpan } from "#base";
import { type JsonValue, overlayValue, readContract } from "#contract";
import { readOverlay } from "../../../src/contract/overlay/read-overlay.ts";
import { processorMs } from "../../processor-time.ts";

const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
tags: [{ name: orders }]
paths:
  /orders:
    get: { operationId: listOrders, tags: [orders], responses: { "200": { description: all } } }
    post: { operationId: makeOrder, responses: { "201": { description: made } } }
  /users:
    get: { operationId: listUsers, x-internal: true, responses: { "200": { description: all } } }
`;

function overlay(actions: string, version = "1.0.0"): string {
  return `overlay: ${version}\ninfo: { title: More, version: "1" }\nextends: ./shop.yaml\nactions:\n${actions}`;
}

function read(actions: string, version?: string) {
  const reading = readContract("docs/shop.yaml", shop, undefined, [
    readOverlay("docs/shop.overlay.yaml", overlay(actions, version)),
  ]);
  ok(reading.value);
  return { ...reading, contract: reading.value, document: reading.plain?.() as never as Shop };
}

interface Shop {
  readonly info: Record<string, JsonValue>;
  readonly tags: JsonValue;
  readonly paths: Record<string, Record<string, Record<string, JsonValue>>>;
}

const rulesOf = (actions: string): readonly string[] => {
  const its = readOverlay("docs/shop.overlay.yaml", overlay(actions));
  const reading = readContract("docs/shop.yaml", shop, undefined, [its]);
  return [...its.findings, ...reading.findings].map(
    ({ rule, severity, span }) => `${severity} ${rule.replace("contract/", "")} ${span && formatSpan(span)}`,
  );
};

describe("an overlay", () => {
  test("adds an operation, whose place is in the overlay", () => {
    const { contract, findings } = read(
      "  - target: $.paths['/orders']\n    update:\n      delete: { operationId: clear, responses: { '204': { description: gone } } }\n",
    );
    deepStrictEqual(findings, []);
    const added = contract.operations.find(({ id }) => id === "clear");
    strictEqual(added && formatSpan(added.span), "docs/shop.overlay.yaml:7:7");
    const old = contract.operations.find(({ id }) => id === "listOrders");
    strictEqual(old && formatSpan(old.span), "docs/shop.yaml:6:5");
  });

  test("merges maps, joins lists, replaces single values, and takes away", () => {
    const { document } = read(
      `  - target: $.info
    update: { title: Store, contact: { name: ada } }
  - target: $.tags
    update: { name: users }
  - target: $.paths.*.get
    update: { tags: [all] }
  - target: $.paths.*[?@.x-internal == true]
    remove: true
`.replace("@.x-internal", "@['x-internal']"),
    );
    deepStrictEqual(document.info, { title: "Store", version: "1.2.0", contact: { name: "ada" } });
    deepStrictEqual(document.tags, [{ name: "orders" }, { name: "users" }]);
    deepStrictEqual(document.paths["/orders"]?.["get"]?.["tags"], ["orders", "all"]);
    deepStrictEqual(document.paths["/users"], {});
  });

  test("copies one place to others, as 1.1 has it", () => {
    const { document, findings } = read(
      "  - target: $.paths['/users']\n    copy: $.paths['/orders']\n  - target: $.paths['/users'].post\n    update: { operationId: makeUser }\n",
      "1.1.0",
    );
    deepStrictEqual(
      findings.filter(({ severity }) => severity === "error").length,
      1,
      "one id is there twice",
    );
    strictEqual(document.paths["/users"]?.["post"]?.["operationId"], "makeUser");
    strictEqual(document.paths["/orders"]?.["post"]?.["operationId"], "makeOrder");
  });

  test("is told at its line where it does not fit, and the rest is applied", () => {
    deepStrictEqual(
      rulesOf(`  - target: $.paths['/none']
    update: { get: {} }
  - target: $.paths./users.get
    remove: true
  - update: { a: 1 }
  - target: $.info
  - target: $.info
    update: text
  - target: $
    remove: true
  - target: $.info
    update: { description: kept }
  - target: $.paths[?foo(@)]
    remove: true
`),
      [
        "error overlay-misread docs/shop.overlay.yaml:7:5",
        "error overlay-misread docs/shop.overlay.yaml:9:5",
        "error overlay-misread docs/shop.overlay.yaml:10:5",
        "warning overlay-without-target docs/shop.overlay.yaml:5:5",
        "error overlay-unfit docs/shop.overlay.yaml:11:5",
        "error overlay-unfit docs/shop.overlay.yaml:13:5",
        "error overlay-unfit docs/shop.overlay.yaml:17:5",
      ],
    );
    strictEqual(
      read("  - target: $.none\n    remove: true\n  - target: $.info\n    update: { description: kept }\n")
        .contract.description,
      "kept",
    );
  });

  test("that is no YAML changes nothing, and says so", () => {
    const its = readOverlay("o.yaml", "overlay: 1.0.0\nactions: [{ target: $.info");
    deepStrictEqual(its.actions, []);
    ok(its.findings.some(({ rule }) => rule === "contract/unreadable"));
  });

  for (const [said, severity] of [
    ["", "warning"],
    ["https://shop.example/openapi.yaml", "warning"],
    ["../../outside.yaml", "error"],
    ["/etc/passwd.yaml", "error"],
    ["./shop.txt", "error"],
  ] as const)
    test(`for "${said}" is for no document`, () => {
      const its = readOverlay(
        "docs/o.yaml",
        `overlay: 1.0.0\ninfo: { title: M, version: "1" }\n${said === "" ? "" : `extends: ${said}\n`}actions: [{ target: $.info, remove: true }]`,
      );
      strictEqual(its.extends, undefined);
      deepStrictEqual(
        its.findings.map((finding) => [finding.rule, finding.severity]),
        [["contract/overlay-without-document", severity]],
      );
    });
});

describe("a path", () => {
  const document: JsonValue = parse(`
a: { b: [1, 2, 3, 4], c: { d: x, e: 7 }, "f g": null }
l: [{ n: one, k: 1 }, { n: two, k: 2, t: [1] }, { n: three }]
`);
  const marked = (path: string): string => {
    const text = `overlay: 1.1.0\nactions:\n  - target: ${JSON.stringify(path)}\n    remove: true\n`;
    return JSON.stringify(overlayValue(document, text));
  };
  const cases: readonly (readonly [string, string])[] = [
    ["$.a.b[1:3]", '{"a":{"b":[1,4],"c":{"d":"x","e":7},"f g":null},"l"'],
    ["$.a.b[::-2]", '{"a":{"b":[1,3],"c"'],
    ["$.a.b[-1]", '{"a":{"b":[1,2,3],"c"'],
    ["$.a['f g','c']", '{"a":{"b":[1,2,3,4]},"l"'],
    ["$..d", '{"a":{"b":[1,2,3,4],"c":{"e":7},"f g":null},"l"'],
    ["$.l[?@.k > 1 || @.n == 'three']", '"l":[{"n":"one","k":1}]}'],
    ["$.l[?@.t]", '"l":[{"n":"one","k":1},{"n":"three"}]}'],
    ["$.l[?!@.k]", '"l":[{"n":"one","k":1},{"n":"two","k":2,"t":[1]}]}'],
    ["$.l[?length(@.n) == 3 && match(@.n, 't.*')]", '"l":[{"n":"one","k":1},{"n":"three"}]}'],
    ["$.l[?search(@.n, 'hr')]", '"l":[{"n":"one","k":1},{"n":"two","k":2,"t":[1]}]}'],
    ["$.l[?count(@.*) == 1]", '"l":[{"n":"one","k":1},{"n":"two","k":2,"t":[1]}]}'],
    ["$.l[?value(@.t[*]) == $.a.b[0]]", '"l":[{"n":"one","k":1},{"n":"three"}]}'],
    ["$.l[?@.k != @.none]", '"l":[{"n":"three"}]}'],
  ];
  for (const [path, holds] of cases) test(path, () => ok(marked(path).includes(holds), marked(path)));
});

describe("hostile overlays end in a finding", () => {
  const apply = (actions: string) => {
    const start = processorMs();
    const { findings, document } = read(actions, "1.1.0");
    ok(processorMs() - start < 15_000);
    return { rules: findings.map(({ rule }) => rule.replace("contract/", "")), document };
  };
  test("copies of copies", () => {
    const { rules } = apply(
      Array.from(
        { length: 60 },
        (_, index) => `  - { target: $.info, copy: $, description: "${index}" }\n`,
      ).join(""),
    );
    ok(rules.includes("overlay-too-large"), rules.join());
  });
  test("lists that double", () => {
    const { rules } = apply("  - { target: $.tags, copy: $.tags }\n".repeat(100));
    ok(rules.includes("overlay-too-large"), rules.join());
  });
  test("filters in filters over everything", () => {
    const deep = "$..[?@..[?@..[?@..[?@..[?@..[?@..[?@..*]]]]]]]";
    const { rules } = apply(`  - { target: "${deep}", remove: true }\n`.repeat(300));
    ok(rules.includes("overlay-too-large") || !rules.includes("overlay-misread"), rules.join());
  });
  test("a pattern that takes others for ever", () => {
    const { rules } = apply(
      `  - target: "$.paths.*.*[?match(@.operationId, '(a*)*(a*)*b') || search(@.operationId, '(x+x+)+y')]"\n    remove: true\n`,
    );
    deepStrictEqual(rules, ["overlay-without-target"]);
  });
  test("a pattern that is not understood is not taken for one that does not match", () => {
    const { rules } = apply(`  - target: "$.paths[?!match(@.get.operationId, '(?=a)')]"\n    remove: true\n`);
    deepStrictEqual(rules, ["overlay-unfit"]);
  });
  test("keys of prototypes are keys", () => {
    const text = `overlay: 1.0.0\nactions:\n  - target: $\n    update: { __proto__: { polluted: true }, constructor: { prototype: { x: 1 } } }\n  - target: $['__proto__']\n    update: { more: 1 }\n`;
    const value = overlayValue({ a: 1 }, text) as object;
    strictEqual(({} as Record<string, unknown>)["polluted"], undefined);
    deepStrictEqual(Object.keys(value), ["a", "__proto__", "constructor"]);
    match(JSON.stringify(value), /"__proto__":\{"polluted":true,"more":1\}/);
  });
  test("four thousand actions on four thousand paths", () => {
    const paths = Array.from({ length: 4_000 }, (_, index) => `/p${index}`);
    const base = { paths: Object.fromEntries(paths.map((path) => [path, { get: { responses: {} } }])) };
    const actions = paths.map((path) => ({
      target: `$.paths['${path}'].get.responses`,
      update: { 404: {} },
    }));
    const start = processorMs();
    const value = overlayValue(base, JSON.stringify({ overlay: "1.0.0", actions })) as typeof base;
    ok(processorMs() - start < 20_000);
    ok(paths.every((path) => "404" in (value.paths[path]?.get.responses ?? {})));
  });
});

test("whatever an overlay says, reading ends and never throws, and what it was applied to stays as it was", () => {
  const key = fc.constantFrom("a", "b", "info", "paths", "__proto__", "x y", "0");
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(1, "t", null, true),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(key, tie("any"), { maxKeys: 3 }),
    ),
  })).any;
  const path = fc.array(
    fc.oneof(
      key.map((name) => `['${name}']`),
      fc.constantFrom(
        ".*",
        "..*",
        "[0]",
        "[-1]",
        "[::2]",
        "..a",
        "[?@.a]",
        "[?@.a==@.b]",
        "[?count(@..*)>2]",
        "]",
        ".",
      ),
    ),
    { maxLength: 4 },
  );
  const action = fc.record(
    {
      target: path.map((steps) => `$${steps.join("")}`),
      update: value,
      remove: fc.boolean(),
      copy: path.map((steps) => `$${steps.join("")}`),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(value, fc.array(action, { maxLength: 5 }), (document, actions) => {
      const before = JSON.stringify(document);
      const text = JSON.stringify({ overlay: "1.1.0", actions });
      const after = JSON.stringify(overlayValue(document as JsonValue, text));
      strictEqual(JSON.stringify(overlayValue(document as JsonValue, text)), after);
      strictEqual(JSON.stringify(document), before);
    }),
    { seed: 6, numRuns: 500 },
  );
});
