import { imported, importedModule, name, type Py, py, str } from "#python";
import { loadedName } from "../../app/load.ts";
import { paragraph, type TestCase, type TestModule } from "../cases.ts";
import { factoryOf } from "../factories.ts";
import { type Kit, listOf, loadersIn, needsAccount, type OperationOf } from "../kit.ts";
import { rowsOf } from "../sights.ts";

/** `tests/test_load.py`: the command that fills tables which no operation writes, seen through lists. */
export function loadModules(kit: Kit): readonly TestModule[] {
  const cases = loadersIn(kit).flatMap((loader) => {
    const list = listOf(kit, loader.meaning.behaviour.entity);
    return list && !needsAccount(list) && !list.meaning.behaviour.parent ? loadCases(kit, loader, list) : [];
  });
  return cases.length === 0 ? [] : [{ path: "tests/test_load.py", above: [runFunction()], cases }];
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

function loadCases(kit: Kit, loader: OperationOf<"create">, list: OperationOf<"list">): readonly TestCase[] {
  const client = name("committing_client");
  const rows = loadedName(loader);
  const row = py`${factoryOf(loader)}.build()`;
  const seen = rowsOf(kit, list, { client });
  const runs = py`await run_load(committing_app, monkeypatch, ${str(rows)}, str(file))`;
  const file = py`file = tmp_path / "rows.json"`;
  const writes = (content: Py): Py => py`file.write_text(${importedModule("json")}.dumps(${content}))`;
  return [
    {
      name: `loads ${rows}`,
      fixtures: ["committing_app", "committing_client", "monkeypatch", "tmp_path"],
      body: [paragraph(file, writes(py`[${row}, ${row}]`)), runs, py`assert len(${seen}) == 2`],
    },
    {
      name: `loads no ${rows} where one is wrong`,
      fixtures: ["committing_app", "committing_client", "monkeypatch", "tmp_path"],
      body: [
        paragraph(file, writes(py`[${row}, {}]`)),
        py`
          with ${importedModule("pytest")}.raises(SystemExit, match="nothing is loaded"):
              ${runs}`,
        py`assert ${seen} == []`,
      ],
    },
  ];
}
