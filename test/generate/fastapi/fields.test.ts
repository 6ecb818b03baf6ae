// What fields become in Python, for contracts of many shapes. That such projects run is in test/whole.
import { deepEqual, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { conduitAfter } from "../../verbs/conduit-changes.ts";
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

describe("objects, lists of objects, maps and anything", () => {
  const project = projectOf("objects");
  const schemas = project.text("app/dishes/schemas.py");
  const models = project.text("app/dishes/models.py");

  test("all operations are derived", () =>
    deepEqual(
      project.switchedOff.filter((text) => text.includes("left open")),
      [],
    ));

  test("a list of objects has a table of its own, in order, loaded with the row and gone with it", () => {
    const table = classIn(models, "DishIngredient");
    match(table, /ForeignKey\("dishes\.dish_id", ondelete="CASCADE"\), primary_key=True/);
    match(table, /^ {4}position: Mapped\[int\] = mapped_column\(primary_key=True\)$/m);
    match(table, /^ {4}amount: Mapped\[Decimal\]$/m);
    match(project.text("app/dishes/queries.py"), /selectinload\(Dish\.ingredients\)/);
    match(
      project.text("app/dishes/service.py"),
      /dish\.ingredients = _make_ingredients\(changes\.ingredients\)/,
    );
  });

  test("objects that number themselves do so in their table", () => {
    match(classIn(models, "DishStep"), /^ {4}id: Mapped\[int\] = mapped_column\(primary_key=True\)$/m);
    ok(!classIn(schemas, "NewStep").includes("    id:"));
    match(classIn(schemas, "Step"), /^ {4}id: int$/m);
  });

  test("objects, maps and lists of lists are one JSON column each, of the database's own kind", () => {
    match(
      classIn(models, "Dish"),
      /^ {4}origin: Mapped\[dict\[str, Any\] \| None\] = mapped_column\(JSON\(none_as_null=True\)\)$/m,
    );
    match(classIn(models, "Dish"), /^ {4}grid: Mapped\[list\[Any\] \| None\]/m);
    const other = projectOf("objects", "postgresql");
    match(
      other.text("app/dishes/models.py"),
      /origin: Mapped\[dict\[str, Any\] \| None\] = mapped_column\(JSONB\(none_as_null=True\)\)/,
    );
    match(other.text("migrations/versions/0001_initial.py"), /"origin", postgresql\.JSONB\(\)/);
  });

  test("unknown properties are refused where the contract says so, and what is set here is taken from nobody", () => {
    match(schemas, /^class OriginBody\(RequestModel, extra="forbid"\):$/m);
    match(classIn(schemas, "OriginBody"), /checked: Annotated\[StrictBool, fixed\(value=False\)\] = False/);
    ok(!classIn(schemas, "Origin").includes("secret"));
  });

  test("an object that holds itself is spelled as text", () =>
    match(classIn(schemas, "MenuBody"), /^ {4}parts: "Omittable\[list\[MenuBody\]\]" = None$/m));

  test("faults are told by their place", () =>
    match(project.text("tests/dishes/test_add_dish.py"), /"ingredients\.0\.amount", \[/));
});

test("a larger form says again of a field what its schema says otherwise than the smaller one's", () => {
  const conduit = JSON.stringify(conduitAfter("optionalField", "tighterBound"));
  const text = generate("conduit.json", conduit, "sqlite").text("app/articles/schemas.py");
  match(classIn(text, "ArticleListItem"), /\n {4}title: str\n/);
  match(classIn(text, "Article"), /\n {4}title: Annotated\[str, published\(maxLength=120\)\]\n/);
});

test("values that no list looks up are as long as the contract lets them be", () => {
  const contract = {
    openapi: "3.1.0",
    info: { title: "Notes", version: "1" },
    paths: {
      "/notes": {
        post: {
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Note" } } },
          },
          responses: {
            201: {
              description: "made",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Note" } } },
            },
          },
        },
      },
      "/notes/{id}": {
        get: {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
          responses: {
            200: {
              description: "one",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Note" } } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Note: {
          type: "object",
          required: ["id", "lines", "pages"],
          properties: {
            id: { type: "integer", readOnly: true },
            lines: { type: "array", items: { type: "string" } },
            pages: { type: "array", items: { type: "string", maxLength: 500 } },
          },
        },
      },
    },
  };
  const project = generate("notes.json", JSON.stringify(contract), "postgresql");
  const models = project.text("app/notes/models.py");
  match(classIn(models, "NoteLine"), /\n {4}line: Mapped\[str\]\n?/);
  match(classIn(models, "NotePage"), /\n {4}page: Mapped\[str\] = mapped_column\(String\(500\)\)/);
  match(classIn(project.text("app/notes/schemas.py"), "NoteBody"), /\n {4}lines: list\[Text\]\n/);
});
