import { posix } from "node:path";
import { parse } from "smol-toml";
import type { Workspace } from "#workspace";

export const checkers = ["mypy", "pyright", "basedpyright", "ty"] as const;

export type CheckerName = (typeof checkers)[number];

/** The type checker that a project is set up for. */
export interface Checker {
  readonly name: CheckerName;
  /** The file that sets it up, relative to the project. */
  readonly settings: string;
  /** Whether the settings say themselves what is looked at. */
  readonly isTold: boolean;
  /** Absent where it is neither in the project's environment nor on the PATH. */
  readonly program?: string;
}

/** The first checker that has settings in the project's folder; none is run that nobody has set up. */
export function findChecker(base: Workspace, project: string): Checker | undefined {
  const folder = posix.join(base.root, project);
  const found = settingsIn(base, folder);
  if (found === undefined) return undefined;
  const program = findProgram(base, folder, found.name);
  return { ...found, ...(program === undefined ? {} : { program }) };
}

type Settings = Pick<Checker, "name" | "settings" | "isTold">;

function settingsIn(base: Workspace, folder: string): Settings | undefined {
  const text = (name: string): string | undefined => {
    const reading = base.readUntrusted(posix.join(folder, name));
    return reading.ok ? reading.text : undefined;
  };
  const tools = readTools(text("pyproject.toml"));
  const told = (tool: Table, ...keys: readonly string[]): boolean =>
    keys.some((key) => Object.hasOwn(tool, key));
  for (const file of ["mypy.ini", ".mypy.ini", "setup.cfg"]) {
    const own = text(file);
    if (own !== undefined && /^\[mypy\]/m.test(own))
      return { name: "mypy", settings: file, isTold: /^(?:files|packages|modules)\s*=/m.test(own) };
  }
  const mypy = tableOf(tools, "mypy");
  if (mypy !== undefined)
    return { name: "mypy", settings: "pyproject.toml", isTold: told(mypy, "files", "packages", "modules") };
  const config = text("pyrightconfig.json");
  if (config !== undefined) return { name: "pyright", settings: "pyrightconfig.json", isTold: true };
  for (const name of ["basedpyright", "pyright"] as const)
    if (tableOf(tools, name) !== undefined) return { name, settings: "pyproject.toml", isTold: true };
  if (text("ty.toml") !== undefined) return { name: "ty", settings: "ty.toml", isTold: true };
  if (tableOf(tools, "ty") !== undefined) return { name: "ty", settings: "pyproject.toml", isTold: true };
  return undefined;
}

type Table = Readonly<Record<string, unknown>>;

function readTools(text: string | undefined): Table {
  if (text === undefined || !/^\[+tool\./m.test(text)) return {};
  try {
    return tableOf(parse(text), "tool") ?? {};
  } catch {
    return {};
  }
}

function tableOf(table: unknown, key: string): Table | undefined {
  if (typeof table !== "object" || table === null || !Object.hasOwn(table, key)) return undefined;
  const value = (table as Table)[key];
  return typeof value === "object" && value !== null ? (value as Table) : undefined;
}

/** In the project's environment, for types of packages are read there; else on the PATH. Asked for, it is run. */
function findProgram(base: Workspace, folder: string, name: CheckerName): string | undefined {
  const active = base.environment["VIRTUAL_ENV"];
  const environments = [...(active === undefined ? [] : [active]), ".venv", "venv"].map((each) =>
    posix.resolve(folder, each),
  );
  const path = (base.environment["PATH"] ?? "").split(":").filter((each) => each.startsWith("/"));
  return [...environments.map((each) => posix.join(each, "bin")), ...path]
    .map((each) => posix.join(each, name))
    .find((each) => base.exists(each));
}
