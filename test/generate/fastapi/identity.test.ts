import { doesNotMatch, equal, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { JsonValue } from "#contract";
import { closedContract } from "../../../src/generate/fastapi/project/index.ts";
import { databases, definition, generate } from "./pitfalls-sample.ts";

const bistro = readFileSync(join(import.meta.dirname, "bistro.yaml"), "utf8");
const kennel = readFileSync(join(import.meta.dirname, "kennel.yaml"), "utf8");
const depot = readFileSync(join(import.meta.dirname, "depot.yaml"), "utf8");
const gallery = readFileSync(join(import.meta.dirname, "gallery.yaml"), "utf8");

suite("rows told apart by UUIDs", () => {
  const [sqlite, postgresql] = databases.map((database) => generate("gallery.yaml", gallery, database));
  ok(sqlite && postgresql);

  test("the key is called as the contract calls it, and made before the row is written", () => {
    const models = sqlite.text("app/exhibitions/models.py");
    match(models, /exhibition_id: Mapped\[UUID\] = mapped_column\(primary_key=True, default=uuid4\)/);
    match(models, /ForeignKey\("exhibitions\.exhibition_id", ondelete="CASCADE"\)/);
    match(sqlite.text("migrations/versions/0001_initial.py"), /\["exhibitions\.exhibition_id"\]/);
  });

  test("paths take UUIDs, and nothing is looked up that the path says already", () => {
    const routes = sqlite.text("app/exhibitions/routes.py");
    match(routes, /exhibition_id: Annotated\[UUID, Path\(alias="exhibitionId"\)\]/);
    const service = sqlite.text("app/visits/service.py");
    match(
      definition(service, "add_visit"),
      /await require_exhibition\(session, exhibition_id\)[\s\S]*exhibition_id=exhibition_id/,
    );
    doesNotMatch(service, /\.join\(/);
    match(
      definition(postgresql.text("app/visits/service.py"), "add_visit"),
      /require_exhibition\(session, exhibition_id, hold=True\)/,
    );
  });

  test("an identity that a body may hold keeps its type, and goes no further", () => {
    match(sqlite.text("app/exhibitions/schemas.py"), /exhibition_id: Omittable\[Uuid\] = None/);
    doesNotMatch(
      definition(sqlite.text("app/exhibitions/service.py"), "open_exhibition"),
      /details\.exhibition_id/,
    );
    match(
      sqlite.text("tests/exhibitions/test_open_exhibition.py"),
      /test_takes_no_exhibition_id_from_a_body[\s\S]*!= exhibition\["exhibitionId"\]/,
    );
  });

  test("lists are ordered by the time of making, then by the key", () => {
    match(
      sqlite.text("app/exhibitions/service.py"),
      /order_by\(Exhibition\.created_at, Exhibition\.exhibition_id\)/,
    );
    match(
      sqlite.text("tests/exhibitions/test_list_exhibitions.py"),
      /test_lists_exhibitions_of_one_moment_by_exhibition_id/,
    );
  });

  test("answers promise the bounds that every row holds", () =>
    match(
      definition(sqlite.text("app/exhibitions/schemas.py"), "Exhibition"),
      /name: Annotated\[str, published\(minLength=1\)\]/,
    ));
});

suite("rows told apart by texts that are made here", () => {
  const project = generate("bistro.yaml", bistro, "sqlite");

  test("keys have the form that the contract gives them", () => {
    match(project.text("app/dishes/keys.py"), /return f"dsh_\{new_ulid\(\)\.lower\(\)\}"/);
    match(
      project.text("app/reviews/keys.py"),
      /f"rev-\{random_text\(string\.digits \+ string\.ascii_letters, 12\)\}"/,
    );
    match(
      project.text("app/dishes/models.py"),
      /id: Mapped\[str\] = mapped_column\(String\(30\), primary_key=True, default=new_dish_id\)/,
    );
    match(
      project.text("tests/dishes/test_add_dish.py"),
      /re\.fullmatch\("dsh_\[0-9a-hjkmnp-tv-z\]\{26\}", answered\.pop\("id"\)\)/,
    );
  });

  test("the key of the row above is the column that refers to it", () => {
    const models = project.text("app/reviews/models.py");
    equal(models.match(/dish_id/g)?.length, 2);
    match(models, /dish_id: Mapped\[str\] = mapped_column\(String\(30\), ForeignKey\("dishes\.id"/);
    match(project.text("tests/reviews/test_add_review.py"), /answered\.pop\("dishId"\) == dish\["id"\]/);
  });
});

suite("rows told apart by what clients choose", () => {
  const [project, other] = databases.map((database) => generate("kennel.yaml", kennel, database));
  ok(project && other);

  test("the id is a primary key that nobody counts up, and that no change touches", () => {
    match(
      project.text("app/dogs/models.py"),
      /id: Mapped\[int\] = mapped_column\(primary_key=True, autoincrement=False\)/,
    );
    match(definition(project.text("app/dogs/service.py"), "add_dog"), /id=details\.id,/);
    doesNotMatch(definition(project.text("app/dogs/service.py"), "change_dog"), /changes\.id/);
    match(project.text("app/dogs/routes.py"), /dog_id: Annotated\[IntegerKey, Path\(alias="dogId"/);
  });

  test("one that is taken is a conflict on either database", () => {
    match(project.text("app/dogs/service.py"), /is_duplicate\(error, Dog\.id\)/);
    match(other.text("app/database.py"), /f"pk_\{table\}" if column\.primary_key else f"uq_/);
  });

  test("a key that the schema lets be left out is asked for, and published as the contract has it", () => {
    const body = definition(project.text("app/keepers/schemas.py"), "KeeperBody");
    match(body, /json_schema_extra=publish_optional\("badge"\)/);
    match(body, /^ {4}badge: Badge$/m);
  });

  test("bodies of one schema that are not alike have names of their own", () => {
    const schemas = project.text("app/dogs/schemas.py");
    match(definition(schemas, "DogBody"), /id: Annotated/);
    match(definition(schemas, "ChangeDogBody"), /# May be sent, and changes nothing\.\n {4}id:/);
  });

  test("keys of a pattern differ from row to row", () =>
    match(project.text("tests/factories.py"), /f"aaa-\{str\(number % 1000\)\.zfill\(3\)\}"/));
});

suite("rows that a body names", () => {
  const project = generate("depot.yaml", depot, "sqlite");
  const bays = project.text("app/bays/service.py");

  test("are looked for by the key in the body, which is asked for", () => {
    const change = definition(project.text("app/crates/service.py"), "change_crate");
    match(change, /crate = await _hold_crate\(session, changes\.id\)/);
    doesNotMatch(change, /crate\.id = /);
    const body = definition(project.text("app/crates/schemas.py"), "CrateBody");
    match(body, /publish_optional\("id"\)[\s\S]*\n {4}id: Int64\n/);
  });

  test("are made where clients choose keys and no 404 is documented", () => {
    match(
      definition(bays, "put_bay"),
      /insert\(Bay\)\s+\.values\(code=changes\.code[\s\S]*on_conflict_do_nothing\(index_elements=\[Bay\.code\]\)/,
    );
    doesNotMatch(definition(bays, "patch_bay"), /insert/);
    match(project.text("tests/bays/test_put_bay.py"), /test_makes_one_bay_where_several_want_to/);
    match(project.text("tests/crates/test_change_crate.py"), /test_knows_no_crate_of_another_id/);
  });
});

test("the contract that the served document is compared with tells a path's parameters at each operation", () => {
  const contract: JsonValue = {
    paths: {
      "/a/{b}": {
        parameters: [
          { name: "b", in: "path" },
          { $ref: "#/components/parameters/C~1D" },
          { name: "d", in: "query" },
        ],
        summary: "all",
        get: { parameters: [{ name: "d", in: "query", required: true }] },
        put: { parameters: [{ name: "c", in: "header" }] },
      },
    },
    components: { parameters: { "C/D": { name: "c", in: "header" } } },
  };
  const { paths } = JSON.parse(closedContract(contract, { operations: [], entities: [] })) as {
    paths: object;
  };
  equal(
    JSON.stringify(paths),
    JSON.stringify({
      "/a/{b}": {
        summary: "all",
        get: {
          parameters: [
            { name: "b", in: "path" },
            { $ref: "#/components/parameters/C~1D" },
            { name: "d", in: "query", required: true },
          ],
        },
        put: {
          parameters: [
            { name: "b", in: "path" },
            { name: "d", in: "query" },
            { name: "c", in: "header" },
          ],
        },
      },
    }),
  );
});
