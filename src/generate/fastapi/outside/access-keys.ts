import { imported, importedModule, type Py, py, str } from "#python";
import { emitModels } from "../app/models.ts";
import { pythonFile } from "../app/names.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { keepsSchemes, keptCredentials, keyModule } from "./credentials.ts";

/** `app/access_keys/`: keys that the owner of the server hands out by a command, and takes back. */
export function emitAccessKeys(blueprint: Blueprint): readonly GeneratedFile[] {
  if (keptCredentials(blueprint.domain).length === 0) return [];
  const module = keyModule(blueprint.domain);
  const tables = blueprint.modules.find((candidate) => candidate.name === module);
  return [
    { path: `app/${module}/__init__.py`, text: "" },
    ...(tables ? emitModels(blueprint, tables) : []),
    pythonFile(`app/${module}/service.py`, service(blueprint)),
    pythonFile(`app/${module}/__main__.py`, command(blueprint)),
  ];
}

/** `AccessKey`, imported. */
export function accessKey(blueprint: Blueprint): Py {
  return imported(`app.${keyModule(blueprint.domain)}.models`, "AccessKey");
}

function service(blueprint: Blueprint): readonly Py[] {
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  const key = accessKey(blueprint);
  const schemes = keepsSchemes(blueprint.domain);
  const scheme = schemes && py`, scheme: str`;
  const ofScheme = schemes && py`, ${key}.scheme == scheme`;
  return [
    py`
      def digest(key: str) -> str:
          # Keys are long and random, so a fast digest is enough: there is nothing to be guessed.
          return ${importedModule("hashlib")}.sha256(key.encode()).hexdigest()`,
    py`
      async def find_holder(session: ${session}${scheme}, key: str) -> str | None:
          """Find the name that a key was minted for."""
          statement = ${imported("sqlalchemy", "select")}(${key}.name).where(${key}.key_hash == digest(key)${ofScheme})
          holder: str | None = await session.scalar(statement)
          return holder`,
    py`
      async def mint(session: ${session}${scheme}, name: str) -> str:
          """Make a key, which is known to whoever asked for it and to nobody else."""
          key = ${importedModule("secrets")}.token_urlsafe(32)
          session.add(${key}(${schemes && py`scheme=scheme, `}name=name, key_hash=digest(key), created_at=${imported("app", "clock")}.now()))
          await session.flush()
          return key`,
    py`
      async def revoke(session: ${session}, name: str) -> bool:
          """Take the key of a name back; false where there is none."""
          statement = ${imported("sqlalchemy", "delete")}(${key}).where(${key}.name == name).returning(${key}.id)
          return await session.scalar(statement) is not None`,
  ];
}

function command(blueprint: Blueprint): readonly Py[] {
  const module = keyModule(blueprint.domain);
  const settings = imported("app.settings", "Settings");
  const asyncio = importedModule("asyncio");
  const schemes = keepsSchemes(blueprint.domain);
  const choices = keptCredentials(blueprint.domain).map(({ scheme }) => str(scheme));
  return [
    py`
      def main(arguments: ${imported("collections.abc", "Sequence")}[str] | None = None) -> None:
          """Mint and revoke keys: a key is printed once, and only its digest is kept."""
          parser = ${imported("argparse", "ArgumentParser")}(prog=${str(`python -m app.${module}`)}, description=main.__doc__)
          commands = parser.add_subparsers(dest="command", required=True)
          minting = commands.add_parser("mint", help="make a key for a name, and print it")
          ${schemes && py`minting.add_argument("--scheme", required=True, choices=[${choices}])`}
          minting.add_argument("name")
          revoking = commands.add_parser("revoke", help="take the key of a name back")
          revoking.add_argument("name")
          given = parser.parse_args(arguments)
          if given.command == "mint":
              key = ${asyncio}.run(mint_key(${settings}(), ${schemes && py`given.scheme, `}given.name))
              ${importedModule("sys")}.stdout.write(f"{key}\n")
          else:
              ${asyncio}.run(revoke_key(${settings}(), given.name))`,
    ...transactions(blueprint),
    py`
      if __name__ == "__main__":
          main()`,
  ];
}

function transactions(blueprint: Blueprint): readonly Py[] {
  const settings = imported("app.settings", "Settings");
  const own = (symbol: string): Py => imported(`app.${keyModule(blueprint.domain)}.service`, symbol);
  const exit = importedModule("sys");
  const schemes = keepsSchemes(blueprint.domain);
  const session = py`async with ${imported("sqlalchemy.ext.asyncio", "AsyncSession")}(engine) as session, session.begin():`;
  const engine = py`engine = ${imported("app.database", "create_engine")}(settings.database_url)`;
  return [
    py`
      async def mint_key(settings: ${settings}${schemes && py`, scheme: str`}, name: str) -> str:
          ${engine}
          try:
              ${session}
                  return await ${own("mint")}(session${schemes && py`, scheme`}, name)
          except ${imported("sqlalchemy.exc", "IntegrityError")}:
              ${exit}.exit(f"{name} holds a key already: revoke it first")
          finally:
              await engine.dispose()`,
    py`
      async def revoke_key(settings: ${settings}, name: str) -> None:
          ${engine}
          try:
              ${session}
                  if not await ${own("revoke")}(session, name):
                      ${exit}.exit(f"nobody holds a key as {name}")
          finally:
              await engine.dispose()`,
  ];
}
