import { imported, importedModule, name, type Py, py, str } from "#python";
import { loadedName } from "../../app/load.ts";
import { tableOf } from "../../blueprint.ts";
import { accountKey } from "../api-support.ts";
import { registers } from "../calls.ts";
import { type Fixture, paragraph, type TestCase, type TestModule } from "../cases.ts";
import { factoryOf } from "../factories.ts";
import {
  type AccountKit,
  entityIn,
  type Kit,
  listOf,
  loadersIn,
  needsAccount,
  type OperationOf,
  ownerVariable,
} from "../kit.ts";
import { rowsOf } from "../sights.ts";

/** `tests/test_load.py`: the command that fills tables which no operation writes, seen through lists or in the tables. */
export function loadModules(kit: Kit): readonly TestModule[] {
  const loaders = loadersIn(kit)
    .map((loader) => ({ loader, list: openList(kit, loader) }))
    .filter(({ loader, list }) => list !== undefined || standsAlone(kit, loader))
    .filter(({ loader }) => givenOwner(kit, loader) !== "unknown");
  const counts = loaders.some(({ list }) => list === undefined);
  const cases = loaders.flatMap(({ loader, list }) => loadCases(kit, loader, list));
  const above = [runFunction(), ...(counts ? [countFunction()] : [])];
  return cases.length === 0 ? [] : [{ path: "tests/test_load.py", above, cases }];
}

interface GivenOwner {
  readonly field: string;
  readonly account: AccountKit;
  readonly holder: Py;
  readonly key: string;
}

/** Whose the rows are that are loaded, where they belong to accounts: one that a test knows the key of. */
function givenOwner(
  kit: Kit,
  { meaning: { behaviour } }: OperationOf<"create">,
): GivenOwner | "nobody" | "unknown" {
  const entity = entityIn(kit, behaviour.entity);
  const { account } = kit;
  const key = account && accountKey(account);
  if (entity.owner?.key === undefined) return "nobody";
  if (!account || key === undefined) return "unknown";
  return { field: entity.owner.key, account, holder: name(ownerVariable(kit, entity)), key };
}

/** Whether rows can be loaded without others that they name. */
function standsAlone(kit: Kit, { meaning: { behaviour } }: OperationOf<"create">): boolean {
  const { fields, parent } = entityIn(kit, behaviour.entity);
  const names = fields.some(
    ({ meaning, refersTo }) => refersTo !== undefined || meaning.kind === "reference",
  );
  return !parent && !names;
}

/** The list of all the rows that is for everybody, if there is one. */
function openList(kit: Kit, loader: OperationOf<"create">): OperationOf<"list"> | undefined {
  const list = listOf(kit, loader.meaning.behaviour.entity);
  return list && !needsAccount(list) && !list.meaning.behaviour.parent ? list : undefined;
}

/** The command as a shell calls it: looked up late, for the shell does so too. */
function runFunction(): Py {
  const pytest = importedModule("pytest");
  return py`
    async def run_load(app: ${imported("fastapi", "FastAPI")}, monkeypatch: ${pytest}.MonkeyPatch, *arguments: str) -> None:
        assert ${imported("importlib.util", "find_spec")}("app.load")
        monkeypatch.setattr("app.settings.Settings", lambda: app.state.settings)
        monkeypatch.setattr("sys.argv", ["app.load", *arguments])
        # It has an event loop of its own.
        await ${importedModule("asyncio")}.to_thread(${imported("runpy", "run_module")}, "app.load", run_name="__main__")`;
}

/** How many rows there are, where no answer shows them to everybody. */
function countFunction(): Py {
  const sqlalchemy = (symbol: string): Py => imported("sqlalchemy", symbol);
  return py`
    async def count_rows(app: ${imported("fastapi", "FastAPI")}, table: str) -> int:
        rows = ${imported("app.database", "Base")}.metadata.tables[table]
        async with app.state.engine.connect() as connection:
            counted: int = await connection.scalar(${sqlalchemy("select")}(${sqlalchemy("func")}.count()).select_from(rows))
        return counted`;
}

function loadCases(
  kit: Kit,
  loader: OperationOf<"create">,
  list: OperationOf<"list"> | undefined,
): readonly TestCase[] {
  const client = name("committing_client");
  const rows = loadedName(loader);
  const owner = givenOwner(kit, loader);
  const whose = typeof owner === "string" ? undefined : owner;
  const row = py`${factoryOf(loader)}.build()${whose && py` | {${str(whose.field)}: ${whose.holder}.${name(whose.key)}}`}`;
  // A row of which all may be left out is no wrong one without anything.
  const wrong = loader.meaning.behaviour.body.fields.some(({ required }) => required) ? py`{}` : py`0`;
  const registered = whose && registers(whose.account, whose.holder, [], client);
  const table = tableOf(kit.blueprint, loader.meaning.behaviour.entity);
  const seen = list && rowsOf(kit, list, { client });
  const count = seen ? py`len(${seen})` : py`await count_rows(committing_app, ${str(table.name)})`;
  const looking: readonly Fixture[] = list || whose ? ["committing_client"] : [];
  const fixtures: readonly Fixture[] = ["committing_app", ...looking, "monkeypatch", "tmp_path"];
  const runs = py`await run_load(committing_app, monkeypatch, ${str(rows)}, str(file))`;
  const file = py`file = tmp_path / "rows.json"`;
  const writes = (content: Py): Py => py`file.write_text(${importedModule("json")}.dumps(${content}))`;
  return [
    {
      name: `loads ${rows}`,
      fixtures,
      body: [paragraph(registered, file, writes(py`[${row}, ${row}]`)), runs, py`assert ${count} == 2`],
    },
    {
      name: `loads no ${rows} where one is wrong`,
      fixtures,
      body: [
        paragraph(registered, file, writes(py`[${row}, ${wrong}]`)),
        py`
          with ${importedModule("pytest")}.raises(SystemExit, match="nothing is loaded"):
              ${runs}`,
        seen ? py`assert ${seen} == []` : py`assert ${count} == 0`,
      ],
    },
  ];
}
