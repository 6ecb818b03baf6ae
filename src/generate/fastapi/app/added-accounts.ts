import { imported, importedModule, py, str } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { conflictError } from "./errors.ts";
import { model, pythonFile, schemaClass } from "./names.ts";

/** What adds accounts, where no operation lets people make one for themselves. */
export function adderOf({ modules }: Blueprint): OperationBlueprint | undefined {
  return modules
    .flatMap(({ loaders }) => loaders)
    .find(({ meaning }) => meaning.behaviour.kind === "register");
}

/** `app/add_account.py`: the command that adds accounts. A password in its arguments would be seen by others on the machine. */
export function emitAddedAccounts(blueprint: Blueprint): readonly GeneratedFile[] {
  const adder = adderOf(blueprint);
  const { account } = blueprint;
  if (!adder || !account) return [];
  const title = model(blueprint, account.name);
  const settings = imported("app.settings", "Settings");
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  const sys = importedModule("sys");
  const details = schemaClass(adder.meaning.module, adder.bodyClass ?? "Added");
  const service = imported(`app.${adder.meaning.module}.service`, adder.functionName);
  const { loginField = "" } = blueprint.domain.accounts ?? {};
  return [
    pythonFile("app/add_account.py", [
      py`
        def main() -> None:
            """Add an account, from a JSON object on the standard input."""
            ${imported("argparse", "ArgumentParser")}(prog="python -m app.add_account", description=main.__doc__).parse_args()
            try:
                ${importedModule("asyncio")}.run(_add(${settings}(), ${sys}.stdin.buffer.read()))
            except ${imported("pydantic", "ValidationError")} as error:
                # Without what was given: a password would stand among it.
                mistakes = error.errors(include_input=False, include_url=False)
                ${sys}.exit("; ".join(["no account is added", *(f"{each['loc']}: {each['msg']}" for each in mistakes)]))
            except ${conflictError(blueprint)}:
                ${sys}.exit(${str(`no account is added: ${loginField} is taken`)})`,
      py`
        async def add(session: ${session}, settings: ${settings}, content: bytes) -> ${title}:
            return await ${service}(session, settings, ${details}.model_validate_json(content))`,
      py`
        async def _add(settings: ${settings}, content: bytes) -> None:
            engine = ${imported("app.database", "create_engine")}(settings.database_url)
            try:
                async with ${session}(engine) as session, session.begin():
                    await add(session, settings, content)
            finally:
                await engine.dispose()`,
      py`
        if __name__ == "__main__":
            main()`,
    ]),
  ];
}
