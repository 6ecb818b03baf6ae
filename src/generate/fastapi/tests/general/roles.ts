import { imported, importedModule, name, type Py, py, str } from "#python";
import { roleTableOf } from "../../app/roles.ts";
import { tableOf } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { registers } from "../calls.ts";
import { paragraph, type TestModule } from "../cases.ts";
import type { Kit } from "../kit.ts";

/** `tests/test_roles.py`: the command that grants roles and takes them back, seen in the database. */
export function roleModules({ blueprint, domain, account }: Kit): readonly TestModule[] {
  const { roles } = domain;
  const role = roles?.names.at(-1);
  if (!account || !roles || role === undefined) return [];
  const client = name("committing_client");
  const table = roleTableOf(blueprint) ?? tableOf(blueprint, account.entity.name);
  const column = name(roleTableOf(blueprint) ? "role" : attributeName(roles.field ?? "role"));
  const login = py`account.${name(attributeName(account.accounts.loginField))}`;
  const runs = (action: string, who: Py): Py =>
    py`await run_roles(committing_app, monkeypatch, ${str(action)}, ${who}, ${str(role)})`;
  const fixtures = ["committing_app", "committing_client", "monkeypatch"] as const;
  return [
    {
      path: "tests/test_roles.py",
      above: [runFunction(), rolesFunction(table.name, column)],
      cases: [
        {
          name: "grants a role and takes it back",
          fixtures: [...fixtures],
          body: [
            registers(account, name("account"), [], client),
            runs("grant", login),
            py`assert ${str(role)} in await roles_in(committing_app)`,
            runs("revoke", login),
            py`assert ${str(role)} not in await roles_in(committing_app)`,
          ],
        },
        {
          name: "grants nothing to nobody",
          fixtures: [...fixtures],
          body: [
            paragraph(registers(account, name("account"), [], client)),
            py`
              with ${importedModule("pytest")}.raises(SystemExit, match="nobody signs in"):
                  ${runs("grant", py`"x" + ${login}`)}`,
            py`assert ${str(role)} not in await roles_in(committing_app)`,
          ],
        },
      ],
    },
  ];
}

/** The command as a shell calls it: looked up late, for the shell does so too. */
function runFunction(): Py {
  const pytest = importedModule("pytest");
  return py`
    async def run_roles(app: ${imported("fastapi", "FastAPI")}, monkeypatch: ${pytest}.MonkeyPatch, *arguments: str) -> None:
        assert ${imported("importlib.util", "find_spec")}("app.roles")
        monkeypatch.setattr("app.settings.Settings", lambda: app.state.settings)
        monkeypatch.setattr("sys.argv", ["app.roles", *arguments])
        # It has an event loop of its own.
        await ${importedModule("asyncio")}.to_thread(${imported("runpy", "run_module")}, "app.roles", run_name="__main__")`;
}

function rolesFunction(table: string, column: Py): Py {
  return py`
    async def roles_in(app: ${imported("fastapi", "FastAPI")}) -> list[str]:
        table = ${imported("app.database", "Base")}.metadata.tables[${str(table)}]
        async with app.state.engine.connect() as connection:
            return [*await connection.scalars(${imported("sqlalchemy", "select")}(table.c.${column}))]`;
}
