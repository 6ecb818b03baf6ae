import { deepStrictEqual, doesNotMatch, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { emitCompose } from "../../../src/generate/fastapi/project/compose.ts";
import { emitConformance } from "../../../src/generate/fastapi/project/conformance.ts";
import { emitDockerfile } from "../../../src/generate/fastapi/project/dockerfile.ts";
import { emitEnvExample } from "../../../src/generate/fastapi/project/env-example.ts";
import { contractPath, overlayPath } from "../../../src/generate/fastapi/project/names.ts";
import { emitOverlay } from "../../../src/generate/fastapi/project/overlay/index.ts";
import { emitPyproject } from "../../../src/generate/fastapi/project/pyproject.ts";
import {
  markdownCode,
  markdownText,
  plainLine,
  toml,
} from "../../../src/generate/fastapi/project/quoting.ts";
import { emitReadme } from "../../../src/generate/fastapi/project/readme.ts";
import { emitWorkflow } from "../../../src/generate/fastapi/project/workflow.ts";
import { nastyTexts } from "../../python/texts.ts";
import { sampleOf, shelf } from "./project-sample.ts";

const outbreaks = [
  'x"\n[tool.evil]\na = "b',
  "x\n    image: evil",
  "$" + "{{ secrets.TOKEN }}",
  "$" + "{SECRET_KEY} $(id) `id`",
  "%(here)s %s",
  "\nRUN evil",
  "# </code></pre><script>evil()</script>",
  "[evil](javascript:evil)",
  "--> | x | y |",
  "@everyone www.evil.test https://evil.test",
];

const hostile = [...nastyTexts, ...outbreaks];

/** Files by their path. Python is left out: it goes through the printer, which has a fuzz of its own. */
type Printed = ReadonlyMap<string, string>;

/** Every free text of a contract as hostile as the given one. */
function poisoned(text: string, database: "sqlite" | "postgresql"): Printed {
  const { blueprint, inputs } = sampleOf(shelf({ title: text }), {
    database,
    contractFileName: `${text}/${text}`,
    change: (domain) => ({
      ...domain,
      description: text,
      version: text,
      assumptions: [
        {
          id: "A1",
          text,
          span: { file: text, line: 1, column: 1, offset: 0, end: 0 },
          setting: text,
          choices: [text, "b"],
          chosen: text,
        },
      ],
      operations: domain.operations.map((operation) => ({
        ...operation,
        errors: operation.errors.map((error) => ({
          ...error,
          description: text,
          ...(error.added !== undefined && { added: text }),
        })),
        ...(operation.behaviour.kind === "custom" && {
          behaviour: { kind: "custom" as const, reason: text },
        }),
      })),
    }),
  });
  const overlay = emitOverlay(blueprint, inputs);
  ok(overlay);
  const files = [
    emitReadme(blueprint, inputs, true),
    emitPyproject(blueprint, inputs),
    emitEnvExample(blueprint),
    emitDockerfile(blueprint),
    emitCompose(blueprint),
    emitWorkflow(blueprint),
    emitConformance(blueprint),
    // Its own name is made of the contract's file name.
    { path: "overlay", text: overlay.text },
  ];
  return new Map(files.map(({ path, text: printed }) => [path, printed]));
}

/** Files that hold no text of the contract but names made of its title: with other names they have the same lines. */
const namesOnly = [
  "pyproject.toml",
  ".env.example",
  "Dockerfile",
  "compose.yaml",
  ".github/workflows/ci.yml",
];

/** Single characters of the texts, which the linter is told: they take one line, where there are any. */
const allowed = /^allowed-confusables = \["[^"\\]"(?:, "[^"\\]")*\] # [a-z' ]+\n/mu;

describe("a hostile text changes the form of no file", () => {
  const texts = [...hostile, nastyTexts.join(""), nastyTexts.join("\n")];
  for (const [database, all] of [
    ["sqlite", texts],
    ["postgresql", outbreaks],
  ] as const) {
    const harmless = poisoned("harmless", database);
    for (const text of all)
      test(`${database}: ${JSON.stringify(text)}`, () => {
        const printed = poisoned(text, database);
        for (const path of [...namesOnly, "README.md", "schemathesis.toml"]) {
          const lines = printed.get(path) ?? "";
          strictEqual(
            lines.replace(allowed, "").split("\n").length,
            harmless.get(path)?.split("\n").length,
            path,
          );
          doesNotMatch(lines, /[^\P{C}\n]|[\u2028\u2029]/u, path);
        }
        for (const path of ["compose.yaml", ".github/workflows/ci.yml", "overlay"])
          deepStrictEqual(shapeOf(printed.get(path)), shapeOf(harmless.get(path)), path);
      });
  }
});

/** The keys of a YAML text. */
function shapeOf(text: string | undefined): unknown {
  const keys = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(keys);
    if (typeof value !== "object" || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keys(inner)]));
  };
  return keys(parse(text ?? "", { merge: true }));
}

describe("quoting", () => {
  for (const text of hostile)
    test(JSON.stringify(text), () => {
      strictEqual(JSON.parse(toml(text)), text.toWellFormed());
      doesNotMatch(toml(text), /[\0-\x1f\x7f]|[\ud800-\udfff]/u);
      doesNotMatch(plainLine(text), /[\p{C}\u2028\u2029]/u);
      doesNotMatch(markdownText(text), /(?<!\\)[`*_[\]<]|\n|[a-z]:\S/i);
      doesNotMatch(markdownCode(text), /[\n|]/);
    });

  test("of code outgrows the backticks in it", () => {
    strictEqual(markdownCode("a``b"), "``` a``b ```");
    strictEqual(markdownCode(""), "` `");
  });
});

describe("a document's place stays within docs", () => {
  const inputs = { requirements: "", devRequirements: "", contractText: "", contractDocument: null };
  for (const contractFileName of [
    ...hostile,
    "../../etc/passwd",
    "..",
    "C:\\x\\nul.yaml",
    "-rf",
    ".env",
    "a.b.yaml",
    ".",
  ])
    test(JSON.stringify(contractFileName), () => {
      const paths = [
        contractPath({ ...inputs, contractFileName }),
        overlayPath({ ...inputs, contractFileName }),
      ];
      for (const path of paths) ok(/^docs\/[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(path), path);
      ok(paths[0] !== paths[1]);
    });
});
