import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { displayWidth, planJson, reportPlan, shellWord } from "#report";
import { conduit, conduitText, planText } from "./conduit.ts";
import { checkGolden } from "./golden.ts";

const { domain, plan } = conduit;

function render(width: number, colour = false): readonly string[] {
  return reportPlan(domain, plan, { look: { colour, width }, all: false });
}

describe("the plan of the Conduit contract", () => {
  for (const width of [80, 120, 160])
    test(`reads as it should at ${width} columns`, () => {
      checkGolden(`conduit-plan-${width}.txt`, `${render(width).join("\n")}\n`);
    });

  test("derives every operation", () => {
    strictEqual(plan.derived.length, 19);
    deepStrictEqual(plan.leftOpen, []);
  });

  test("is never wider than the terminal", () => {
    for (const width of [40, 57, 80, 100, 133, 160]) {
      for (const line of render(width)) ok(displayWidth(line) <= width, `${width}: ${line}`);
    }
  });

  test("says in colour what it says without", () => {
    const bare = render(100, true).map((line) => line.replace(/\u001b\[\d+m/g, ""));
    deepStrictEqual(
      bare.map((line) => line.trimEnd()),
      render(100),
    );
  });

  test("is the same as JSON each time, and whole", () => {
    const again = planText(conduitText);
    strictEqual(JSON.stringify(planJson(again.domain, again.plan)), JSON.stringify(planJson(domain, plan)));
  });
});

describe("the JSON of a plan", () => {
  const json = planJson(domain, plan);
  test("has every operation with behaviour, evidence and whether it is derived", () => {
    const operations = json["operations"] as readonly Record<string, unknown>[];
    strictEqual(operations.length, 19);
    for (const operation of operations) {
      strictEqual(typeof operation["behaviour"], "string");
      strictEqual(operation["derived"], true);
      ok(operation["evidence"]);
      deepStrictEqual(Object.keys(operation).slice(0, 6), [
        "id",
        "method",
        "path",
        "module",
        "behaviour",
        "derived",
      ]);
    }
  });

  test("survives being printed and read", () => {
    deepStrictEqual(JSON.parse(JSON.stringify(json)), json);
  });
});

const hostile = `
openapi: 3.1.0
info: { title: "\\e[2J\\e]0;owned\\a", version: "\\u202e1" }
paths:
  "/a\\u009b31m/{x}":
    get:
      operationId: "read\\nsecond line\\t\\u0007"
      parameters: [{ name: x, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: "\\e[1m" } }
`;

describe("a hostile contract", () => {
  test("gets no control character to the terminal", () => {
    const made = planText(hostile, "in\u001b[2Jput.yaml");
    const text = reportPlan(made.domain, made.plan, { look: { colour: false, width: 100 }, all: true });
    for (const line of text) ok(!/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(line), JSON.stringify(line));
    match(text.join("\n"), /\\x1b\[2J/);
  });
});

describe("bounds", () => {
  const paths = Array.from(
    { length: 60 },
    (_, index) => `  /things${index}:\n    get: { responses: { "200": { description: fine } } }\n`,
  );
  const made = planText(
    `openapi: 3.1.0\ninfo: { title: Many, version: "1" }\npaths:\n${paths.join("")}`,
    "m y.yaml",
  );
  const look = { colour: false, width: 100 };
  test("a long contract is shown in part, with the command for the rest", () => {
    const text = reportPlan(made.domain, made.plan, { look, all: false }).join("\n");
    match(text, /… 36 more: keelback plan 'm y\.yaml' --all/);
  });
  test("and whole where that is asked for", () => {
    const text = reportPlan(made.domain, made.plan, { look, all: true }).join("\n");
    match(text, /things59/);
  });
  test("what is left open is not followed by a build that writes nothing", () => {
    const text = reportPlan(made.domain, made.plan, { look, all: false }).join("\n");
    ok(!text.includes("next:"));
  });
});

test("file names are quoted for the shell", () => {
  strictEqual(shellWord("docs/api.yaml"), "docs/api.yaml");
  strictEqual(shellWord("a b.yaml"), "'a b.yaml'");
  strictEqual(shellWord("it's;rm"), "'it'\\''s;rm'");
  strictEqual(shellWord("--all"), "./--all");
});
