import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { rules, runRules } from "#rules";
import { readExample, today } from "../example.ts";

function mends(source: string): readonly (string | undefined)[] {
  const { reading, facts } = readExample(new Map([["shop/files.py", source]]));
  const id = "resources/unclosed-resource";
  const rule = rules.get(id);
  const choices = rule === undefined ? [] : [{ id, rule }];
  return runRules(reading, facts, choices, today).findings.map(({ mend }) => mend);
}

test("what is read or written in one breath is mended in the form in which it is read", () => {
  const around = "or `with open(…) as file:` around it";
  deepStrictEqual(
    mends(`def first(path, data):
    yield open(path).read()
    yield open(path, "rb").read()
    yield open(path, mode="wb").write(data)
    yield open(path, "w").writelines(data)
`),
    ["read_text", "read_bytes", "write_bytes", "write_text"].map((name) => `Path(…).${name}(), ${around}`),
  );
});
