import { deepStrictEqual, ok } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { type Contract, entriesOf, printAsyncapi, printOpenapi, printRecord, readContract } from "#contract";
import { anyContract } from "../../fuzz/random-contract.ts";
import { rounds } from "../../fuzz/rounds.ts";

/** What a contract promises of each thing, whatever the form and the places: names with digests of all that is said. */
function promises(contract: Contract, kinds: readonly string[]): readonly string[] {
  return entriesOf(contract)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, name, digest }) => `${kind} ${name} ${digest}`)
    .toSorted();
}

function read(file: string, text: string): Contract {
  const { value } = readContract(file, text);
  ok(value, text);
  return value;
}

test("operations and types of any contract are the same in OpenAPI, and in markdown but for what is told to be lost", () => {
  fc.assert(
    fc.property(anyContract, (document) => {
      const contract = read("a.json", JSON.stringify(document));
      const openapi = read("b.json", JSON.stringify(printOpenapi(contract)));
      deepStrictEqual(promises(openapi, ["operation", "type"]), promises(contract, ["operation", "type"]));
      const { text, losses } = printRecord(contract);
      const again = read("c.md", text);
      const names = ({ operations }: Contract) =>
        operations.map(({ method, path }) => `${method} ${path}`).toSorted();
      deepStrictEqual(names(again), names(contract));
      const lost = losses.map(({ place }) => place);
      const kept = promises(again, ["type"]);
      for (const type of promises(contract, ["type"])) {
        const name = type.split(" ")[1] ?? "";
        const isTold = lost.some((place) => place.startsWith("/components/schemas/"));
        ok(kept.includes(type) || isTold, `${name}\n${lost.join("\n")}`);
      }
      // What was read of the record is a contract as any other: printed once more, it says the same.
      const twice = read("d.md", printRecord(again).text);
      deepStrictEqual(promises(twice, ["operation", "type"]), promises(again, ["operation", "type"]));
    }),
    rounds(25, 61),
  );
});

const documents = new URL("../documents/events/", import.meta.url);

test("events of public documents are the same in AsyncAPI, and in markdown but for what is told to be lost", () => {
  for (const path of readdirSync(documents).filter((name) => /asyncapi\.ya?ml$/.test(name))) {
    const contract = read(path, readFileSync(new URL(path, documents), "utf8"));
    const asyncapi = read("b.json", JSON.stringify(printAsyncapi(contract)));
    deepStrictEqual(promises(asyncapi, ["event"]), promises(contract, ["event"]), path);
    const { text } = printRecord(contract);
    const again = read("c.md", text);
    deepStrictEqual(
      again.events.map(({ name }) => name).toSorted(),
      contract.events.map(({ name }) => name).toSorted(),
      path,
    );
    deepStrictEqual(
      promises(read("d.md", printRecord(again).text), ["event"]),
      promises(again, ["event"]),
      path,
    );
  }
});
