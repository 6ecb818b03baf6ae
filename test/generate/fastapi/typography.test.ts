import { doesNotMatch, match, ok } from "node:assert";
import { test } from "node:test";
import { columns } from "#python";
import { longString } from "../../../src/generate/fastapi/app/names.ts";
import { projectOf, shelf } from "./project-sample.ts";

/** What the project's linter is told, of a contract with that description. */
function toldOf(description: string): string {
  const paths = { "/books": { get: { description, responses: { 200: { description: "None" } } } } };
  return projectOf({ ...shelf(), paths }).text("pyproject.toml");
}

test("characters that look like others are the contract's own: the linter is told which", () => {
  match(
    toldOf("It’s new – and “good”: 書，本"),
    /^allowed-confusables = \["–", "’", "，"\] # as the contract's texts have them$/m,
  );
  doesNotMatch(toldOf("It's new, caf\u00e9, 書"), /confusables/);
});

test("texts of wide characters are broken where their columns end, and none is lost", () => {
  for (const text of ["書".repeat(200), `${"本 ".repeat(60)}and more ${"x".repeat(90)}`, "🂡".repeat(80)]) {
    const printed = String(longString(text).text);
    const lines = printed.split("\n").map((line) => line.trim());
    ok(lines.every((line) => columns(line) <= 74));
    ok(
      lines
        .map((line) => line.replace(/^"|"$/g, ""))
        .join("")
        .includes(text),
      text.slice(0, 5),
    );
  }
});
