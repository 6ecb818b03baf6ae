import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import fc from "fast-check";
import type { JsonValue } from "#contract";
import type { Drift } from "#drift";
import { openMemory } from "#workspace";
import { drift } from "../../src/verbs/drift.ts";
import { context } from "../verbs/context.ts";
import { runPipeline } from "./pipeline.ts";
import { anyContract } from "./random-contract.ts";
import { rounds } from "./rounds.ts";
import { anyVariation, vary } from "./vary-contract.ts";
import { anyFurtherVariation, varyPlaces, varyValues } from "./vary-further.ts";

const anyWritten = fc
  .tuple(anyContract, anyVariation, anyFurtherVariation)
  .map(([contract, variation, further]) =>
    varyPlaces(
      vary(varyValues(contract as { readonly [key: string]: JsonValue }, further), variation),
      further,
    ),
  );

test("what is built of any contract keeps it and its overlay, but for operations left open", async () => {
  await fc.assert(
    fc.asyncProperty(anyWritten, fc.constantFrom("sqlite", "postgresql"), async (contract, database) => {
      const text = JSON.stringify(contract, null, 1);
      const {
        files = [],
        domain,
        findings,
        problems,
      } = await runPipeline("openapi.json", text, { database });
      deepStrictEqual(problems, []);
      deepStrictEqual(files.length > 0, true, findings.map(({ message }) => message).join("\n"));
      const open = new Set(
        domain?.operations.flatMap(({ behaviour, method, path }) =>
          behaviour.kind === "custom" ? [`${method.toUpperCase()} ${path}`] : [],
        ),
      );
      const tree = Object.fromEntries(files.map(({ path, text: written }) => [path, written]));
      const { value } = await drift.run(openMemory({ files: tree }), {}, context);
      const isOpen = ({ item, others = [] }: Drift): boolean =>
        [item, ...others.map((other) => other.item)].every((each) => open.has(each));
      deepStrictEqual(value.drifts.filter((each) => !isOpen(each)).map(tell), []);
      deepStrictEqual(
        value.compared.map(({ operations, kept }) => operations - kept),
        [0],
      );
    }),
    rounds(4, 43),
  );
});

/** In one line, with both places. */
function tell({ kind, item, at, aspect, promised, kept, document, source }: Drift): string {
  const place = (span: Drift["source"]): string => (span === undefined ? "-" : `${span.file}:${span.line}`);
  return [kind, item, at, aspect ?? "-", promised, kept, place(document), place(source)].join(" | ");
}
