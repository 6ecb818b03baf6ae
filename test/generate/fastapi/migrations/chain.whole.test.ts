// Every kind of change of tables, on both databases, with rows: up, down and up again, and the tables that come out are
// those that a first migration would make.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Py } from "#python";
import type { Database } from "../../../../src/generate/fastapi/blueprint.ts";
import { sharedFunctions } from "../../../../src/generate/fastapi/migrations/alter-steps.ts";
import { fillForDowngrade } from "../../../../src/generate/fastapi/migrations/existing-rows.ts";
import { neutralFill } from "../../../../src/generate/fastapi/migrations/fill.ts";
import type { KeptColumn, KeptTable } from "../../../../src/generate/fastapi/migrations/kept-table.ts";
import { printChanges } from "../../../../src/generate/fastapi/migrations/print-changes.ts";
import { createTables, dropTables } from "../../../../src/generate/fastapi/migrations/print-tables.ts";
import { printRevision } from "../../../../src/generate/fastapi/migrations/revision-file.ts";
import {
  compareTables,
  type Renames,
  reverseChanges,
} from "../../../../src/generate/fastapi/migrations/table-changes.ts";
import { trialScript } from "../../../../src/generate/fastapi/migrations/trial-script.ts";
import type { ColumnType } from "../../../../src/generate/fastapi/tables.ts";
import { makeProject, testEnvironment, workspace } from "../../../prove/worker/project.ts";
import { makePostgresqlDatabase } from "../../../whole/harness.ts";
import { databases, generate, loans } from "../pitfalls-sample.ts";

const column = (
  name: string,
  type: ColumnType | "text" | "integer",
  more: Partial<KeptColumn> = {},
): KeptColumn => ({
  name,
  type: typeof type === "string" ? { kind: type } : type,
  nullable: false,
  ...more,
});
const string = (length: number): ColumnType => ({ kind: "string", length });
const nullable = { nullable: true } as const;
const to = (table: string) => ({ refersTo: { table, column: "id" } });

function table(name: string, columns: readonly KeptColumn[], more: Partial<KeptTable> = {}): KeptTable {
  return { name, columns, primaryKey: ["id"], uniques: [], indexes: [], keepsIdentities: false, ...more };
}

const id = column("id", "integer");

interface State {
  readonly tables: readonly KeptTable[];
  readonly renames?: Renames;
  readonly drops?: readonly string[];
}

const renamed = (table: string, columns: Readonly<Record<string, string>>): Renames => ({
  tables: new Map(),
  columns: new Map([[table, new Map(Object.entries(columns))]]),
});

/** Tables as they follow one another. */
function states(keepsIdentities: boolean): readonly State[] {
  const keeps = { keepsIdentities };
  const authors = table("authors", [id, column("name", string(50)), column("born", "integer", nullable)], {
    ...keeps,
    uniques: [["name"]],
  });
  const books = (columns: readonly KeptColumn[], more: Partial<KeptTable> = {}) =>
    table("books", [id, column("title", "text"), column("author_id", "integer", to("authors")), ...columns], {
      ...keeps,
      ...more,
    });
  const label = column("label", string(20));
  const tags = table("tags", [column("book_id", "integer", to("books")), column("tag", string(30))], {
    primaryKey: ["book_id", "tag"],
    indexes: [["tag"]],
  });
  const publishers = table("publishers", [id, column("name", "text")]);
  const note = column("note", "text", nullable);
  const many = [
    column("pages", "integer"),
    column("sold", { kind: "boolean" }),
    column("price", { kind: "numeric" }),
    column("weight", { kind: "float" }),
    column("bought_at", { kind: "datetime" }),
    column("printed_on", { kind: "date" }),
  ];
  const publisher = column("publisher_id", "integer", { ...nullable, ...to("publishers") });
  const house = column("house_id", "integer", { ...nullable, ...to("publishers") });
  const sign = column("sign", string(20));
  const finalAuthors = {
    ...authors,
    columns: [id, column("name", string(80)), column("born", { kind: "numeric" }, nullable)],
  };
  const last = [
    finalAuthors,
    publishers,
    books(
      [
        column("sign", "text"),
        column("note", "text"),
        ...many.slice(1),
        column("pages", { kind: "float" }),
        house,
      ],
      { indexes: [["house_id", "id"]] },
    ),
  ];
  return [
    { tables: [authors, books([label]), tags] },
    { tables: [authors, books([label, note], { indexes: [["note"]] }), tags] },
    { tables: [authors, books([label, note, ...many], { indexes: [["author_id", "id"]] }), tags] },
    {
      tables: [
        authors,
        books([label, column("note", "text"), ...many], { indexes: [["author_id", "id"]] }),
        tags,
      ],
    },
    {
      tables: [
        authors,
        books([{ ...label, ...nullable }, column("note", "text"), ...many], { uniques: [["label"]] }),
        tags,
      ],
    },
    {
      tables: [
        authors,
        publishers,
        books([label, column("note", "text"), ...many, publisher], {
          uniques: [["label"]],
          indexes: [["publisher_id", "id"]],
        }),
        tags,
      ],
    },
    {
      tables: [
        authors,
        publishers,
        books([sign, column("note", "text"), ...many, house], {
          uniques: [["sign"]],
          indexes: [["house_id", "id"]],
        }),
        tags,
      ],
      renames: renamed("books", { label: "sign", publisher_id: "house_id" }),
    },
    {
      tables: [
        authors,
        publishers,
        books([sign, column("note", "text"), ...many, house], { indexes: [["house_id", "id"]] }),
        { ...tags, name: "labels" },
      ],
      renames: { tables: new Map([["tags", "labels"]]), columns: new Map() },
    },
    { tables: [...last, { ...tags, name: "labels" }] },
    { tables: last, drops: ["labels"] },
    {
      tables: [
        finalAuthors,
        table("books", [id, column("title", "text"), column("sign", "text"), ...many.slice(1)], keeps),
      ],
      drops: ["publishers", "books.author_id", "books.note", "books.pages", "books.house_id"],
    },
  ];
}

function revisions(database: Database): Readonly<Record<string, string>> {
  const all = states(database === "sqlite");
  const files = all.map(({ tables, renames }, index) => {
    const before = all[index - 1]?.tables ?? [];
    const changes = compareTables(before, tables, renames ?? { tables: new Map(), columns: new Map() });
    const upgrade = printChanges(database, changes, (_, { type }) => neutralFill(type));
    const downgrade = printChanges(database, reverseChanges(changes), fillForDowngrade);
    return printed(index, upgrade, downgrade);
  });
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

function printed(index: number, upgrade: readonly Py[], downgrade: readonly Py[]) {
  const number = (value: number): string => String(value + 1).padStart(4, "0");
  return printRevision({
    title: `Step ${index}.`,
    slug: "step",
    revision: number(index),
    ...(index > 0 && { after: number(index - 1) }),
    upgrade,
    downgrade,
    shared: sharedFunctions([...upgrade, ...downgrade]),
  });
}

function effects(database: Database): string {
  const all = states(database === "sqlite").map(({ drops = [], renames }, index) => {
    const columns = [...(renames?.columns ?? [])].flatMap(([name, some]) =>
      [...some].map(([from, now]) => [`${name}.${from}`, `${name}.${now}`]),
    );
    const names = Object.fromEntries([...(renames?.tables ?? []), ...columns]);
    return [`${String(index + 1).padStart(4, "0")}_step.py`, { drops, renames: names }];
  });
  return JSON.stringify(Object.fromEntries(all));
}

const dump = `
import asyncio, json, os, sys
from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import create_async_engine


def read(connection):
    look = inspect(connection)
    tables = {}
    for name in sorted(look.get_table_names()):
        if name == "alembic_version":
            continue
        tables[name] = {
            "columns": sorted((c["name"], str(c["type"]), c["nullable"], str(c["default"] or "").startswith("nextval") or c["default"]) for c in look.get_columns(name)),
            "key": look.get_pk_constraint(name)["constrained_columns"],
            "uniques": sorted((u["name"], u["column_names"]) for u in look.get_unique_constraints(name)),
            "indexes": sorted((i["name"], i["column_names"]) for i in look.get_indexes(name) if not i.get("duplicates_constraint")),
            "keys": sorted((k["name"], k["constrained_columns"], k["referred_table"], k["options"].get("ondelete")) for k in look.get_foreign_keys(name)),
        }
    return tables


async def main():
    engine = create_async_engine(os.environ["DATABASE_URL"])
    async with engine.connect() as connection:
        print(json.dumps(await connection.run_sync(read)))
    await engine.dispose()


asyncio.run(main())
`;

/** An identity that was given before, and taken back, must not be given again. */
const countOn = `
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
if sys.argv[2] == "before":
    connection.execute("INSERT INTO authors (id, name) VALUES (100, 'last')")
    connection.execute("DELETE FROM authors WHERE id = 100")
else:
    print(connection.execute("INSERT INTO authors (name) VALUES ('next') RETURNING id").fetchone()[0])
connection.commit()
`;

for (const database of databases) {
  const { files } = generate("loans.json", loans(), database);
  const shared = [...files].filter(([path]) => !path.startsWith("migrations/versions/"));
  const environment = await testEnvironment(`fastapi-${database}-dev`);
  const drops: (() => void)[] = [];
  after(() => {
    for (const drop of drops) drop();
  });

  const makeDatabase = (folder: string, name: string): string => {
    if (database === "sqlite") return `sqlite+aiosqlite:///${folder}/${name}.sqlite3`;
    const server = makePostgresqlDatabase(`keelback_chain_${process.pid}_${name}`);
    drops.push(server.drop);
    return server.url;
  };
  const python = async (folder: string, url: string, words: readonly string[]): Promise<string> => {
    const ran = await workspace.run({
      program: environment.python,
      arguments: words,
      folder,
      environment: { DATABASE_URL: url, SECRET_KEY: "a secret of this test, known to everybody" },
      timeoutMs: 180_000,
    });
    assert.equal(ran.code, 0, `${words.slice(-1)}\n${ran.stdout}${ran.stderr}`);
    return ran.stdout;
  };
  const folder = makeProject({ ...Object.fromEntries(shared), ...revisions(database) });

  test(`${database}: up and down with rows, none is lost; the tables are those that a first migration makes`, async () => {
    const url = makeDatabase(folder, "chain");
    await python(folder, url, ["-c", trialScript.replace("STEPS = 5", "STEPS = 99"), effects(database)]);
    const final = states(database === "sqlite").at(-1)?.tables ?? [];
    const initial = printed(0, createTables(database, final), dropTables(database, final));
    const fresh = makeProject({ ...Object.fromEntries(shared), [initial.path]: initial.text });
    const freshUrl = makeDatabase(fresh, "fresh");
    await python(fresh, freshUrl, ["-m", "alembic", "upgrade", "head"]);
    assert.deepEqual(
      JSON.parse(await python(folder, url, ["-c", dump])),
      JSON.parse(await python(fresh, freshUrl, ["-c", dump])),
    );
  });

  test(`${database}: the migrations are as ruff and mypy want them`, async () => {
    await python(folder, "", ["-m", "ruff", "check", "--no-cache", "migrations"]);
    await python(folder, "", ["-m", "ruff", "format", "--no-cache", "--check", "migrations"]);
    await python(folder, "", ["-m", "mypy", "--no-incremental", "migrations/versions"]);
  });

  if (database === "sqlite")
    test("sqlite: identities of rows that are gone are not given again after tables were rebuilt", async () => {
      const url = makeDatabase(folder, "identities");
      await python(folder, url, ["-m", "alembic", "upgrade", "0001"]);
      await python(folder, url, ["-c", countOn, `${folder}/identities.sqlite3`, "before"]);
      await python(folder, url, ["-m", "alembic", "upgrade", "head"]);
      const next = await python(folder, url, ["-c", countOn, `${folder}/identities.sqlite3`, "after"]);
      assert.equal(next.trim(), "101");
    });
}

test("the trial sees what is lost", async () => {
  const { files } = generate("loans.json", loans(), "sqlite");
  const environment = await testEnvironment("fastapi-sqlite-dev");
  const shared = [...files].filter(([path]) => !path.startsWith("migrations/versions/"));
  const chain = Object.entries(revisions("sqlite"));
  const trial = async (damage: (text: string) => string, allowed = effects("sqlite")) => {
    const damaged = chain.map(([path, text]) => [path, path.includes("0002") ? damage(text) : text]);
    const folder = makeProject(Object.fromEntries([...shared, ...damaged.slice(0, 2)]));
    return workspace.run({
      program: environment.python,
      arguments: ["-c", trialScript, allowed],
      folder,
      environment: {
        DATABASE_URL: `sqlite+aiosqlite:///${folder}/t.sqlite3`,
        SECRET_KEY: "a secret of this test, known to everybody",
      },
      timeoutMs: 120_000,
    });
  };
  const inUpgrade = (line: string) => (text: string) =>
    text.replace("def upgrade() -> None:\n", `def upgrade() -> None:\n    ${line}\n`);
  const whole = await trial((text) => text);
  assert.equal(whole.code, 0, whole.stdout + whole.stderr);
  for (const [line, told] of [
    ['op.execute("DELETE FROM books WHERE id = 2")', /0002 loses a row of books/],
    ["op.execute(\"UPDATE books SET title = ''\")", /0002 loses books\.title: '0title' became ''/],
    ['op.drop_table("tags")', /0002 loses the table tags/],
  ] as const) {
    const { code, stdout } = await trial(inUpgrade(line));
    assert.equal(code, 1, line);
    assert.match(stdout, told);
  }
});
