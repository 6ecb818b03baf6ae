// What fields become in Python, for contracts of many shapes. That such projects run is in test/whole.
import { deepEqual, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type databases, generate, type Project } from "./pitfalls-sample.ts";

function projectOf(name: string, database: (typeof databases)[number] = "sqlite"): Project {
  const text = readFileSync(join(import.meta.dirname, "fields", `${name}.yaml`), "utf8");
  return generate(`${name}.yaml`, text, database);
}

/** The text between a line that begins a class and the next thing in column one. */
function classIn(text: string, name: string): string {
  const start = text.indexOf(`class ${name}(`);
  ok(start >= 0, `there is a class ${name}`);
  const length = text.slice(start).search(/\n\n\n\S/);
  return length < 0 ? text.slice(start) : text.slice(start, start + length);
}

describe("scalars of every kind", () => {
  const project = projectOf("scalars");
  const schemas = project.text("app/parcels/schemas.py");
  const model = classIn(project.text("app/parcels/models.py"), "Parcel");

  test("all operations are derived", () =>
    deepEqual(
      project.switchedOff.filter((text) => text.includes("left open")),
      [],
    ));

  test("a body takes neither what is read-only nor what no schema knows", () => {
    const body = classIn(schemas, "ParcelBody");
    for (const name of ["id", "kind", "status", "sent_at", "created_at"])
      ok(!body.includes(`    ${name}:`), name);
  });

  test("an answer leaves out what has no value, shows null where it may, and nothing write-only", () => {
    const answer = classIn(schemas, "Parcel");
    match(answer, /^ {4}note: Omitted\[str\] = None$/m);
    match(answer, /^ {4}remark: str \| None$/m);
    ok(!answer.includes("memo"));
    match(model, /^ {4}memo: Mapped\[str \| None\]$/m);
  });

  test("what every row says is no column", () =>
    match(model, /^ {4}kind: ClassVar\[Literal\["parcel"\]\] = "parcel"$/m));

  test("the answers publish the formats and bounds of the contract", () => {
    match(
      classIn(schemas, "Parcel"),
      /^ {4}label: Annotated\[str, published\(minLength=1, maxLength=40\)\]$/m,
    );
    match(
      classIn(schemas, "Parcel"),
      /^ {4}link: Omitted\[Annotated\[str, published\(format="uri"\)\]\] = None$/m,
    );
  });

  test("decimals keep their digits on every database", () => {
    match(project.text("app/database.py"), /Decimal: ExactDecimal/);
    const other = projectOf("scalars", "postgresql");
    match(other.text("migrations/versions/0001_initial.py"), /"price", sa\.Numeric\(\)/);
    match(other.text("migrations/versions/0001_initial.py"), /"mode", postgresql\.JSONB\(\)/);
  });
});
