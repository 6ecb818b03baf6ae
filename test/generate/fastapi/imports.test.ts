import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import type { GeneratedFile } from "../../../src/generate/fastapi/file.ts";
import { sampleOf, shelf } from "./project-sample.ts";

interface Missing {
  readonly path: string;
  readonly missing: string;
}

/** Names that a module takes from another one of ours, where that has no such name. */
function findMissing(files: readonly GeneratedFile[]): readonly Missing[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const isModule = (dotted: string): boolean =>
    texts.has(`${dotted.replaceAll(".", "/")}.py`) || texts.has(`${dotted.replaceAll(".", "/")}/__init__.py`);
  const textOf = (dotted: string): string => texts.get(`${dotted.replaceAll(".", "/")}.py`) ?? "";
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/^from (app[\w.]*) import (\([^)]*\)|.*)$/gm)].flatMap(([, module = "", list = ""]) =>
      list
        .replace(/[()]|#.*$/gm, "")
        .split(",")
        .map((part) => part.trim().split(" as ")[0]?.trim() ?? "")
        .filter((name) => name !== "" && !isModule(`${module}.${name}`))
        .filter(
          (name) =>
            !new RegExp(
              `^(?:async def |def |class |type )?${name}\\b|^from .* import .*\\b${name}\\b`,
              "m",
            ).test(textOf(module)),
        )
        .map((name) => ({ path, missing: `${module}.${name}` })),
    ),
  );
}

const bareList = shelf();
const contracts: Readonly<Record<string, object>> = {
  "a list that is answered as a mere array": bareList,
  "strings that are answered as a mere array": withTags(),
};

function withTags(): object {
  const contract = shelf() as { paths: Record<string, unknown>; components?: unknown };
  return {
    ...contract,
    paths: {
      ...contract.paths,
      "/tags": {
        get: {
          responses: {
            200: {
              description: "All",
              content: { "application/json": { schema: { type: "array", items: { type: "string" } } } },
            },
          },
        },
      },
    },
  };
}

describe("every name that a module takes from another is there", () => {
  for (const [title, contract] of Object.entries(contracts))
    for (const database of ["sqlite", "postgresql"] as const)
      test(`${title}, on ${database}`, () => {
        const { blueprint } = sampleOf(contract, { database });
        assert.deepEqual(findMissing(emitApp(blueprint)), []);
      });

  test("of the example's contract", () => {
    const text = readFileSync(
      join(import.meta.dirname, "../../../examples/conduit-fastapi/app/main.py"),
      "utf8",
    );
    assert.deepEqual(
      findMissing([{ path: "app/main.py", text }]).length > 0,
      true,
      "it sees what is missing",
    );
  });
});
