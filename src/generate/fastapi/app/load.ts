import { imported, importedModule, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { keptFields, pythonFile, schemaClass } from "./names.ts";

/** Everything that loads rows, in the order of the modules. */
export function loadersOf({ modules }: Blueprint): readonly OperationBlueprint[] {
  return modules.flatMap(({ loaders }) =>
    loaders.filter(({ meaning }) => meaning.behaviour.kind === "create"),
  );
}

/** Whether a function that makes a row reads what is given: what is loaded may hold nothing but what is made here. */
export function readsGiven(blueprint: Blueprint, maker: OperationBlueprint): boolean {
  const { behaviour } = maker.meaning;
  if (behaviour.kind !== "create" || !loadersOf(blueprint).includes(maker)) return true;
  return keptFields(entityNamed(blueprint, behaviour.entity), behaviour.body).length > 0;
}

/** `app/load.py`: the command that fills tables which no operation writes. */
export function emitLoad(blueprint: Blueprint): readonly GeneratedFile[] {
  const loaders = loadersOf(blueprint);
  if (loaders.length === 0) return [];
  return [
    pythonFile("app/load.py", [
      main(loaders),
      load(),
      ...loaders.map((loader) => loadRows(blueprint, loader)),
      table(loaders),
      run(),
    ]),
  ];
}

/** What the command calls the rows: the name of their table. */
export function loadedName({ meaning }: OperationBlueprint): string {
  return meaning.module;
}

function main(loaders: readonly OperationBlueprint[]): Py {
  const names = loaders.map(loadedName).join(", ");
  const parser = imported("argparse", "ArgumentParser");
  const sys = importedModule("sys");
  return py`
    def main() -> None:
        """Fill tables that no operation writes, from a JSON file with a list of rows."""
        parser = ${parser}(prog="python -m app.load", description=main.__doc__)
        parser.add_argument("rows", choices=LOADERS, help=${str(names)})
        parser.add_argument("file", type=${imported("pathlib", "Path")})
        given = parser.parse_args()
        try:
            count = ${importedModule("asyncio")}.run(load(${imported("app.settings", "Settings")}(), given.rows, given.file.read_bytes()))
        except (OSError, ${imported("pydantic", "ValidationError")}, ${imported("sqlalchemy.exc", "IntegrityError")}) as error:
            ${sys}.exit(f"nothing is loaded: {error}")
        ${sys}.stdout.write(f"{count} rows are loaded\n")`;
}

function load(): Py {
  return py`
    async def load(settings: ${imported("app.settings", "Settings")}, rows: str, content: bytes) -> int:
        """Load all rows or none, and count them."""
        engine = ${imported("app.database", "create_engine")}(settings.database_url)
        try:
            async with ${imported("sqlalchemy.ext.asyncio", "AsyncSession")}(engine) as session, session.begin():
                return await LOADERS[rows](session, content)
        finally:
            await engine.dispose()`;
}

function loadRows(blueprint: Blueprint, loader: OperationBlueprint): Py {
  const { module } = loader.meaning;
  const row = schemaClass(module, loader.bodyClass ?? "Row");
  const given = readsGiven(blueprint, loader);
  const keep = imported(`app.${module}.service`, loader.functionName);
  return py`
    async def ${name(`_${loader.functionName}`)}(session: ${imported("sqlalchemy.ext.asyncio", "AsyncSession")}, content: bytes) -> int:
        rows = ${imported("pydantic", "TypeAdapter")}(list[${row}]).validate_json(content)
        for ${name(given ? "row" : "_")} in rows:
            await ${keep}(session${given && py`, row`})
        return len(rows)`;
}

function table(loaders: readonly OperationBlueprint[]): Py {
  const callable = imported("collections.abc", "Callable");
  const awaitable = imported("collections.abc", "Awaitable");
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  return py`
    LOADERS: dict[str, ${callable}[[${session}, bytes], ${awaitable}[int]]] = {
        ${loaders.map((loader) => py`${str(loadedName(loader))}: ${name(`_${loader.functionName}`)},`)}
    }`;
}

function run(): Py {
  return py`
    if __name__ == "__main__":
        main()`;
}
