import { assert } from "#base";
import { type Domain, fieldOf } from "#domain";
import { commaList, imported, importedModule, literal, name, type Py, py, str } from "#python";
import { type Blueprint, type OperationBlueprint, variableName } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { anotherRole } from "../refusal-texts.ts";
import { attributeName, referenceAttribute, type Table } from "../tables.ts";
import { signsInByMail } from "./input-types.ts";
import { primaryKey } from "./keys.ts";
import { model, pythonFile, tableClass } from "./names.ts";

/** Whether some operation asks for a role. */
export function asksForRoles({ roles }: Domain): boolean {
  return roles !== undefined;
}

/** The table of roles, where no field of the account says its role. */
export function roleTableOf({ tables }: Blueprint): Table | undefined {
  return tables.find(({ origin }) => origin.kind === "roles");
}

/** `Depends(RequireRole("admin"))`, for an operation that asks for one. */
export function roleGuard({ meaning: { roles } }: OperationBlueprint): Py | undefined {
  if (roles.length === 0) return undefined;
  return py`${imported("fastapi", "Depends")}(${imported("app.security", "RequireRole")}(${commaList(roles.map((role) => str(role)))}))`;
}

/** The dependency that looks at the caller's role. */
export function requireRole(blueprint: Blueprint): readonly Py[] {
  const { account } = blueprint;
  if (!account || !asksForRoles(blueprint.domain)) return [];
  const variable = name(variableName(account));
  const caller = name(`Current${account.name}`);
  const table = roleTableOf(blueprint);
  const session = table && py`, session: ${imported("app.database", "Session")}`;
  return [
    py`
      class RequireRole:
          """Lets in callers with one of these roles."""

          def __init__(self, *roles: str) -> None:
              self.roles = roles

          async def __call__(self, ${variable}: ${caller}${session}) -> None:
              ${table && py`held = await session.scalar(${held(blueprint, table)})`}
              if ${table ? py`held is None` : py`${variable}.${roleAttribute(blueprint)} not in self.roles`}:
                  raise ${imported("app.errors", "ForbiddenError")}(${str(anotherRole)})`,
  ];
}

function held(blueprint: Blueprint, table: Table): Py {
  assert(blueprint.account, "accounts have roles");
  const title = tableClass(table);
  const owner = name(referenceAttribute(table));
  const variable = name(variableName(blueprint.account));
  return py`
    ${imported("sqlalchemy", "select")}(${title}.role)
    .where(${title}.${owner} == ${variable}.${primaryKey(blueprint.account)}, ${title}.role.in_(self.roles))
    .limit(1)`;
}

function roleAttribute({ domain }: Blueprint): Py {
  return name(attributeName(domain.roles?.field ?? "role"));
}

/** `app/roles.py`: the command that grants roles, which nobody can take. */
export function emitRoles(blueprint: Blueprint): readonly GeneratedFile[] {
  const { account, domain } = blueprint;
  const { accounts, roles } = domain;
  if (!account || !accounts || !roles) return [];
  const login = fieldOf(account, accounts.loginField);
  const given = login && signsInByMail(login) ? py`given.login.lower()` : py`given.login`;
  const title = model(blueprint, account.name);
  const variable = name(variableName(account));
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  const settings = imported("app.settings", "Settings");
  const sys = importedModule("sys");
  return [
    pythonFile("app/roles.py", [
      py`
        ROLES = (${commaList(roles.names.map((role) => str(role)))}${roles.names.length === 1 && py`,`})`,
      py`
        def main() -> None:
            """Grant an account a role, or take it back."""
            parser = ${imported("argparse", "ArgumentParser")}(prog="python -m app.roles", description=main.__doc__)
            parser.add_argument("action", choices=("grant", "revoke"))
            parser.add_argument("login", help=${str(`${accounts.loginField} of the account`)})
            parser.add_argument("role", choices=ROLES)
            given = parser.parse_args()
            change = grant if given.action == "grant" else revoke
            if not ${importedModule("asyncio")}.run(_change(${settings}(), change, ${given}, given.role)):
                ${sys}.exit(f"nobody signs in with {given.login}")`,
      ...changes(blueprint),
      py`
        async def _change(settings: ${settings}, change: ${change(session, title)}, login: str, role: str) -> bool:
            engine = ${imported("app.database", "create_engine")}(settings.database_url)
            try:
                async with ${session}(engine) as session, session.begin():
                    ${variable} = await session.scalar(${imported("sqlalchemy", "select")}(${title}).where(${title}.${name(attributeName(accounts.loginField))} == login))
                    if ${variable} is None:
                        return False
                    await change(session, ${variable}, role)
                    return True
            finally:
                await engine.dispose()`,
      py`
        if __name__ == "__main__":
            main()`,
    ]),
  ];
}

function change(session: Py, title: Py): Py {
  return py`${imported("collections.abc", "Callable")}[[${session}, ${title}, str], ${imported("collections.abc", "Awaitable")}[None]]`;
}

function changes(blueprint: Blueprint): readonly Py[] {
  const { account, domain } = blueprint;
  assert(account, "accounts have roles");
  const title = model(blueprint, account.name);
  const variable = name(variableName(account));
  const parameters = py`session: ${imported("sqlalchemy.ext.asyncio", "AsyncSession")}, ${variable}: ${title}, role: str`;
  const table = roleTableOf(blueprint);
  if (!table) {
    const held = py`${variable}.${roleAttribute(blueprint)}`;
    const [least = ""] = domain.roles?.names ?? [];
    return [
      py`
        async def grant(${parameters}) -> None:
            ${held} = role
            await session.flush()`,
      py`
        async def revoke(${parameters}) -> None:
            """Leave the least that there is."""
            if ${held} == role:
                ${held} = ${literal(least)}
            await session.flush()`,
    ];
  }
  const owner = name(referenceAttribute(table));
  const key = py`${variable}.${primaryKey(account)}`;
  const roles = tableClass(table);
  return [
    py`
      async def grant(${parameters}) -> None:
          await session.execute(
              ${imported("app.database", "insert")}(${roles})
              .values(${owner}=${key}, role=role)
              .on_conflict_do_nothing()
          )`,
    py`
      async def revoke(${parameters}) -> None:
          await session.execute(
              ${imported("sqlalchemy", "delete")}(${roles}).where(${roles}.${owner} == ${key}, ${roles}.role == role)
          )`,
  ];
}
