import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import fc from "fast-check";
import { formatSpan } from "#base";
import { openMemory } from "#workspace";
import { readSettings, type Settings } from "../../src/verbs/settings.ts";

async function read(text: string): Promise<{ readonly value: Settings; readonly told: readonly string[] }> {
  const { value, findings } = await readSettings(openMemory({ files: { "keelback.yaml": text } }));
  const told = findings.map(
    ({ rule, message, span, mend }) =>
      `${span ? formatSpan(span) : "-"} ${rule} ${message}${mend === undefined ? "" : `; ${mend}`}`,
  );
  return { value, told };
}

describe("keelback.yaml is read", () => {
  test("where there is none: nothing is settled", async () => {
    const { value, findings } = await readSettings(openMemory());
    deepStrictEqual(findings, []);
    deepStrictEqual(value, { domain: { operations: {} } });
  });

  const accept = (title: string, text: string, expected: Partial<Settings>): void => {
    test(title, async () => {
      const { value, told } = await read(text);
      deepStrictEqual(told, []);
      const { document: _, ...rest } = value;
      deepStrictEqual(rest, { domain: { operations: {} }, ...expected });
    });
  };
  accept("empty", "", {});
  accept("only comments", "# nothing yet\n", {});
  accept("a key with nothing below it", "domain:\n  operations:\n    # none\n", {});
  accept("all keys", "contract: docs/api.yaml\nstack: fastapi\ndatabase: postgresql\n", {
    contract: "docs/api.yaml",
    stack: "fastapi",
    database: "postgresql",
  });
  accept(
    "corrections",
    'domain:\n  operations:\n    "GET /x.json": { access: owner, order: -createdAt, maximum: 50 }\n    b: { behaviour: custom }\n',
    {
      domain: {
        operations: {
          "GET /x.json": { access: "owner", order: "-createdAt", maximum: 50 },
          b: { behaviour: "custom" },
        },
      },
    },
  );
  accept(
    "what is settled for all operations, and how a matrix is shown",
    "domain:\n  undescribed: open\n  captcha: none\n  otherSites: allowed\n  operations:\n    board: { empty: '.', outer: row, undecided: open }\n",
    {
      domain: {
        operations: { board: { empty: ".", outer: "row", undecided: "open" } },
        undescribed: "open",
        captcha: "none",
        otherSites: "allowed",
      },
    },
  );
  accept("aliases", "domain:\n  operations:\n    a: &same { access: public }\n    b: *same\n", {
    domain: { operations: { a: { access: "public" }, b: { access: "public" } } },
  });

  test("a name of the prototype is a name like others", async () => {
    const { value } = await read(
      "domain: { operations: { __proto__: { access: public }, constructor: {} } }",
    );
    deepStrictEqual(Object.keys(value.domain.operations), ["__proto__", "constructor"]);
  });
});

describe("keelback.yaml is refused with the line that is wrong", () => {
  const refuse = (title: string, text: string, ...expected: readonly string[]): void => {
    test(title, async () => {
      const { value, told } = await read(text);
      deepStrictEqual(told, expected);
      deepStrictEqual(value.domain, { operations: {} });
    });
  };
  refuse(
    "an unknown key",
    "# head\nstck: fastapi\n",
    'keelback.yaml:2:1 settings/unknown-key "stck" is no setting; did you mean "stack"?',
  );
  refuse(
    "an unknown key far from any",
    "zzzzzz: 1\n",
    'keelback.yaml:1:1 settings/unknown-key "zzzzzz" is no setting; the settings here are contract, contracts, stack, database, rules, domain',
  );
  refuse(
    "an unknown key of an operation",
    "domain:\n  operations:\n    a:\n      acess: owner\n",
    'keelback.yaml:4:7 settings/unknown-key "domain.operations.a.acess" is no setting; did you mean "access"?',
  );
  refuse(
    "an unknown value",
    "database: postgres\n",
    'keelback.yaml:1:11 settings/unknown-value database is "postgres", which is none of sqlite, postgresql; did you mean "postgresql"?',
  );
  refuse(
    "a wrong type",
    "domain: []\n",
    "keelback.yaml:1:9 settings/wrong-type domain must be keys with values",
  );
  refuse(
    "a value out of bounds",
    "domain: { operations: { a: { maximum: 0 } } }\n",
    "keelback.yaml:1:39 settings/out-of-bounds domain.operations.a.maximum must be >= 1",
  );
  refuse(
    "a key that stands twice",
    "stack: fastapi\nstack: fastapi\n",
    "keelback.yaml:2:1 settings/unreadable this is no YAML that can be read: Map keys must be unique; mend the YAML here",
  );
  test("an alias bomb", async () => {
    const lines = ["a: &a [x,x,x,x,x,x,x,x,x,x]"];
    for (const [one, other] of ["ab", "bc", "cd", "de", "ef", "fg"].map((pair) => [pair[0], pair[1]]))
      lines.push(`${other}: &${other} [${Array(10).fill(`*${one}`).join(",")}]`);
    const { told } = await read(`${lines.join("\n")}\n`);
    strictEqual(told.length, 1);
    ok(told[0]?.includes("settings/unreadable"));
  });
});

const piece = fc.constantFrom(
  "contract: a.yaml",
  "stack: fastapi",
  "domain:",
  "  operations:",
  "    get: ",
  "      access: owner",
  "{",
  "}",
  "[",
  "]",
  ": ",
  "- ",
  "&a ",
  "*a",
  "# note",
  "\t",
  "\n",
  '"',
  "'",
  "|",
  ">",
  "---",
  "...",
  "!!map",
  "? ",
  "<<: *a",
  "\ufeff",
  "%YAML 9",
);

test("no text of keelback.yaml throws", async () => {
  const text = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.array(fc.oneof(piece, fc.constant("\n")), { maxLength: 30 }).map((pieces) => pieces.join("")),
    fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join("\n")),
  );
  await fc.assert(
    fc.asyncProperty(text, async (source) => {
      const { value, told } = await read(source);
      ok(told.length > 0 || typeof value.domain.operations === "object");
    }),
    { numRuns: 400 },
  );
});

test("deep nesting ends in a finding", async () => {
  const { told } = await read(`domain: ${"[".repeat(20_000)}`);
  strictEqual(told.length, 1);
});
