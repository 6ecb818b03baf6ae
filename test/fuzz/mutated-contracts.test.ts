import { deepStrictEqual, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { type JsonValue, readContract } from "#contract";
import { harmful } from "./judge-python.ts";
import { anyMutation, mutate } from "./mutate-contract.ts";
import { runPipeline } from "./pipeline.ts";
import { rounds } from "./rounds.ts";
import { sampleContract } from "./sample-contract.ts";

const documents = new URL("../contract/documents/", import.meta.url);

function plainOf(path: string): JsonValue {
  const { plain } = readContract(path, readFileSync(new URL(path, documents), "utf8"));
  ok(plain);
  return plain();
}

const files = [
  "museum/openapi.yaml",
  "petstore/openapi.yaml",
  "petstore/swagger.yaml",
  "tictactoe/openapi.yaml",
];
const contracts: Readonly<Record<string, JsonValue>> = {
  ...Object.fromEntries(files.map((path) => [path, plainOf(path)])),
  "a small one": sampleContract() as JsonValue,
};

test("real contracts with nodes dropped, doubled, swapped, renamed and replaced", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(contracts)),
      fc.array(anyMutation, { minLength: 1, maxLength: 4 }),
      async (name, mutations) => {
        const text = JSON.stringify(mutate(contracts[name] ?? null, mutations));
        const { problems } = await runPipeline("openapi.json", text);
        deepStrictEqual(harmful(problems), []);
      },
    ),
    rounds(15, 31),
  );
});
