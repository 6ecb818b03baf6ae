import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { readContract } from "#contract";
import { behaviourTexts, understand } from "#domain";
import { generateTexts } from "../../scripts/generate-texts.ts";

const root = join(import.meta.dirname, "../..");
const sections = ["How it is recognised", "What it means", "What is assumed", "A contract that has it"];

/** Checks that each operation is what its mark says; gives the kinds that there are. */
function checkMarks(name: string, yaml: string): readonly string[] {
  const marks = [...yaml.matchAll(/operationId: (\S+) # is: (\S+)/g)].map((found) => [found[1], found[2]]);
  const { value, findings } = readContract(`${name}.yaml`, yaml);
  deepStrictEqual(findings, []);
  ok(value);
  const operations = understand(value).value.operations;
  deepStrictEqual(
    operations.map(({ id, behaviour }) => [id, behaviour.kind]),
    marks,
  );
  return operations.map(({ behaviour }) => behaviour.kind);
}

describe("the text of each behaviour", () => {
  for (const [name, text] of Object.entries(behaviourTexts)) {
    test(`${name} has all its sections`, () => {
      strictEqual(text.split("\n")[0], `# ${name}`);
      deepStrictEqual(
        [...text.matchAll(/^## (.*)$/gm)].map((found) => found[1]),
        sections,
      );
    });

    test(`${name} has contracts in which every mark holds`, () => {
      const contracts = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = ""]) => yaml);
      const kinds = contracts.flatMap((yaml) => checkMarks(name, yaml));
      ok(kinds.includes(name));
    });
  }

  test("is there for each behaviour", () => {
    const names = readdirSync(join(root, "src/domain/behaviours"))
      .filter((file) => file.endsWith(".ts") && file !== "all.ts" && file !== "texts.ts")
      .map((file) => file.slice(0, -3));
    ok(names.length > 0);
    deepStrictEqual(Object.keys(behaviourTexts).sort(), names.sort());
  });
});

describe("generated texts are fresh (npm run update)", () => {
  for (const { path, text } of generateTexts(root))
    test(path, () => ok(readFileSync(join(root, path), "utf8") === text, `${path} is out of date`));
});
