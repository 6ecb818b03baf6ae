import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import fc from "fast-check";
import { describeModule, mergeModule, readModule } from "#python";
import { rounds } from "../../fuzz/rounds.ts";
import { writtenModules } from "../reading/mutations.ts";
import { seed } from "../texts.ts";

const modules = [...writtenModules.values()].filter((text) => text.length < 12_000);
const firstParty = ["app", "tests", "migrations"];

type Change = { readonly at: number; readonly kind: string };

const change = (...kinds: readonly string[]): fc.Arbitrary<Change> =>
  fc.record({ at: fc.nat(), kind: fc.constantFrom(...kinds) });

/** What a new contract may do to a module: statements and members that come, go and change. */
function regenerate(text: string, changes: readonly Change[]): string {
  return changes.reduce((current, { at, kind }, number) => {
    const { items } = readModule(current);
    const all = items
      .flatMap((item) => [item, ...(item.body?.items ?? [])])
      .filter((item) => item.kind !== "import");
    const item = all[at % Math.max(all.length, 1)];
    if (!item) return current;
    const indent = /^\s*/.exec(current.slice(item.code, item.end))?.[0] ?? "";
    const before = current.slice(0, item.start);
    const own = current.slice(item.start, item.end);
    const after = current.slice(item.end);
    if (kind === "drop") return indent === "" && items.length > 1 ? before.trimEnd() + after : current;
    if (kind === "comment") return `${before}${indent}# wanted ${number}\n${own}${after}`;
    return indent === ""
      ? `${before}${own}\n\n\ndef wanted_${number}() -> int:\n    return ${number}${after}`
      : `${before}${own}\n${indent}wanted_${number} = ${number}${after}`;
  }, text);
}

/** What a hand may do: any line may go, change, or get a neighbour. */
function editByHand(text: string, changes: readonly Change[]): string {
  return changes.reduce((current, { at, kind }, number) => {
    const lines = current.split("\n");
    const index = at % lines.length;
    const line = lines[index] ?? "";
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    if (kind === "remove") lines.splice(index, 1);
    else if (kind === "end") lines[index] = `${line}  # hand ${number}`;
    else if (kind === "comment") lines.splice(index, 0, `${indent}# hand ${number}`);
    else if (kind === "name") lines.splice(index, 0, `${indent}hand_${number} = ${number}`);
    else if (kind === "import") lines.splice(index, 0, `${indent}import hand_${number}`);
    else if (kind === "swap") lines[index] = line.replace("self", "this").replace("str", "bytes");
    else lines.splice(index, 0, "", `def hand_${number}():`, `    return ${number}`, "");
    return lines.join("\n");
  }, text);
}

const contractChanges = fc.array(change("drop", "comment", "add"), { maxLength: 4 });
const handChanges = fc.array(change("remove", "end", "comment", "name", "import", "swap", "def"), {
  minLength: 1,
  maxLength: 5,
});

function countLines(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split("\n").map((line) => line.trim()))
    counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function merge(current: string, wanted: string, record: ReturnType<typeof describeModule>) {
  return mergeModule({ current, wanted, written: record, used: new Set(), firstParty });
}

test(`no line of a hand is ever lost, and what was merged stays as it is (seed ${seed})`, () => {
  let merged = 0;
  let different = 0;
  const often = rounds(80, seed);
  fc.assert(
    fc.property(fc.constantFrom(...modules), contractChanges, handChanges, (written, forWanted, byHand) => {
      const wanted = regenerate(written, forWanted);
      const current = editByHand(written, byHand);
      const result = merge(current, wanted, describeModule(written));
      if (!result) return;
      merged += 1;
      if (result.text !== current) different += 1;
      const before = countLines(written);
      const after = countLines(result.text);
      for (const [line, count] of countLines(current)) {
        const own = count - (before.get(line) ?? 0);
        // Imports of one module are put into one statement, whoever wrote them.
        if (own > 0 && line !== "" && !/^(from|import|\)|\w+,$)/.test(line))
          ok((after.get(line) ?? 0) >= own, `${line}\n---\n${current}\n---\n${result.text}`);
      }
      for (const [line] of countLines(current))
        if (line.startsWith("import hand_")) ok(result.text.includes(line));
      const again = merge(result.text, wanted, result.record);
      strictEqual(again?.text, result.text);
      deepStrictEqual(again.kept, result.kept);
    }),
    often,
  );
  const { numRuns } = often;
  ok(merged > numRuns / 2 && different > numRuns / 4, `${merged} merged, ${different} of them changed`);
});

test("without a hand's edits the result is what is wanted", () => {
  fc.assert(
    fc.property(fc.constantFrom(...modules), contractChanges, (written, forWanted) => {
      const wanted = regenerate(written, forWanted);
      const result = merge(written, wanted, describeModule(written));
      ok(result);
      deepStrictEqual(result.kept, []);
      const lines = (text: string) => text.split("\n").filter((line) => line !== "");
      deepStrictEqual(lines(result.text), lines(wanted));
      deepStrictEqual(result.record, describeModule(wanted));
    }),
    rounds(30, seed),
  );
});
