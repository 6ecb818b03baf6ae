import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import fc from "fast-check";
import { runPipeline } from "./pipeline.ts";
import { anyContract } from "./random-contract.ts";
import { rounds } from "./rounds.ts";

test("random small contracts are understood whole and written without a fault", async () => {
  await fc.assert(
    fc.asyncProperty(anyContract, fc.constantFrom("sqlite", "postgresql"), async (contract, database) => {
      const { problems, domain } = await runPipeline("openapi.json", JSON.stringify(contract), { database });
      deepStrictEqual(problems, []);
      const open = domain?.operations.filter(({ behaviour }) => behaviour.kind === "custom") ?? [];
      deepStrictEqual(
        open.map(({ id, evidence }) => [id, evidence.statement]),
        [],
      );
    }),
    rounds(6, 41),
  );
});
