import { imported, importedModule, name, type Py, py, str } from "#python";
import { tableOf } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { api } from "../calls.ts";
import { paragraph, type TestModule } from "../cases.ts";
import { factoryOf } from "../factories.ts";
import { helperName, type Kit } from "../kit.ts";
import { isAdded } from "../told-keys.ts";

/** `tests/test_add_account.py`: the command that adds accounts, which then sign in. */
export function addedAccountModules({ blueprint, account }: Kit): readonly TestModule[] {
  if (!account?.login || !isAdded(account)) return [];
  const { loginField, passwordField } = account.accounts;
  const client = name("committing_client");
  const details = py`details = ${factoryOf(account.register)}.build()`;
  const runs = (content: Py): Py => py`await run_add_account(committing_app, monkeypatch, ${content})`;
  const refused = (content: Py, because: string): Py => py`
    with ${importedModule("pytest")}.raises(SystemExit, match=${str(because)}):
        ${runs(content)}`;
  const fixtures = ["committing_app", "committing_client", "monkeypatch"] as const;
  const column = name(attributeName(loginField));
  return [
    {
      path: "tests/test_add_account.py",
      above: [runFunction(), addedFunction(tableOf(blueprint, account.entity.name).name, column)],
      cases: [
        {
          name: "adds an account that signs in",
          fixtures: [...fixtures],
          body: [
            paragraph(details, runs(name("details"))),
            py`response = await ${api(helperName(account.login))}(${client}, details[${str(loginField)}], details[${str(passwordField)}])`,
            paragraph(
              py`assert response.status_code == ${account.login.meaning.behaviour.answer.status}`,
              py`assert len(await accounts_in(committing_app)) == 1`,
            ),
          ],
        },
        {
          name: `adds no account where ${loginField} is taken`,
          fixtures: ["committing_app", "monkeypatch"],
          body: [
            paragraph(details, runs(name("details"))),
            refused(
              py`${factoryOf(account.register)}.build(${column}=details[${str(loginField)}])`,
              "is taken",
            ),
            py`assert len(await accounts_in(committing_app)) == 1`,
          ],
        },
        {
          name: "adds no account of which too little is told",
          fixtures: ["committing_app", "monkeypatch"],
          body: [
            py`
              with ${importedModule("pytest")}.raises(SystemExit, match="no account is added") as refused:
                  ${runs(py`{${str(passwordField)}: "a password"}`)}`,
            paragraph(
              py`assert "a password" not in str(refused.value)`,
              py`assert await accounts_in(committing_app) == []`,
            ),
          ],
        },
      ],
    },
  ];
}

/** The command as a shell calls it: looked up late, for the shell does so too. */
function runFunction(): Py {
  const pytest = importedModule("pytest");
  const io = importedModule("io");
  return py`
    async def run_add_account(app: ${imported("fastapi", "FastAPI")}, monkeypatch: ${pytest}.MonkeyPatch, details: object) -> None:
        assert ${imported("importlib.util", "find_spec")}("app.add_account")
        monkeypatch.setattr("app.settings.Settings", lambda: app.state.settings)
        monkeypatch.setattr("sys.argv", ["app.add_account"])
        # Other tests have called it as a module.
        monkeypatch.delitem(${importedModule("sys")}.modules, "app.add_account", raising=False)
        content = ${io}.BytesIO(${importedModule("json")}.dumps(details).encode())
        monkeypatch.setattr("sys.stdin", ${io}.TextIOWrapper(content))
        # It has an event loop of its own.
        await ${importedModule("asyncio")}.to_thread(${imported("runpy", "run_module")}, "app.add_account", run_name="__main__")`;
}

function addedFunction(table: string, column: Py): Py {
  return py`
    async def accounts_in(app: ${imported("fastapi", "FastAPI")}) -> list[str]:
        table = ${imported("app.database", "Base")}.metadata.tables[${str(table)}]
        async with app.state.engine.connect() as connection:
            return [*await connection.scalars(${imported("sqlalchemy", "select")}(table.c.${column}))]`;
}
