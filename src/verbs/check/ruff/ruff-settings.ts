import { posix } from "node:path";
import { parse } from "smol-toml";
import type { Workspace } from "#workspace";
import { foreignFolders } from "../../python-files.ts";

/** What a project says to ruff, in one of the files that ruff reads. */
export interface RuffTable {
  /** The folder of the file, absolute. */
  readonly folder: string;
  /** The whole table, as `[tool.ruff]` has it. */
  readonly table: Table;
  readonly selected: readonly string[];
  readonly ignored: readonly string[];
  /** The oldest Python that the project runs on, in ruff's words: from its metadata, where the table says nothing. */
  readonly target?: string;
}

export type Table = Readonly<Record<string, unknown>>;

export interface RuffSettings {
  /** The nearest ones above a file, absolute. */
  readonly of: (file: string) => RuffTable | undefined;
  readonly isEmpty: boolean;
  /** All of them. */
  readonly tables: readonly RuffTable[];
}

/** In the order in which ruff prefers them: https://docs.astral.sh/ruff/configuration/#config-file-discovery */
const names = [".ruff.toml", "ruff.toml", "pyproject.toml"];
const mostExtended = 8;

/** All settings of ruff that hold for files of a project: in it, and above it. */
export function readRuffSettings(base: Workspace, project: string): RuffSettings {
  const root = posix.join(base.root, project);
  const below = base
    .list(project, foreignFolders)
    .filter((path) => names.includes(posix.basename(path)))
    .map((path) => posix.dirname(posix.join(root, path)));
  const tables = new Map<string, RuffTable>();
  for (const folder of new Set([...below, ...upwards(root)])) {
    const table = readFolder(base, folder);
    if (table !== undefined) tables.set(folder, table);
  }
  const nearest = new Map<string, RuffTable | undefined>();
  const of = (file: string): RuffTable | undefined => {
    const folder = posix.dirname(file);
    if (!nearest.has(folder))
      nearest.set(
        folder,
        upwards(folder)
          .map((each) => tables.get(each))
          .find((table) => table !== undefined),
      );
    return nearest.get(folder);
  };
  return { of, isEmpty: tables.size === 0, tables: [...tables.values()] };
}

function readFolder(workspace: Workspace, folder: string): RuffTable | undefined {
  for (const name of names) {
    const table = readTable(workspace, posix.join(folder, name));
    if (table === undefined) continue;
    const whole = extended(workspace, folder, table, mostExtended);
    const lint = asTable(whole["lint"]);
    const both = (key: string): readonly string[] => [...asTexts(whole[key]), ...asTexts(lint[key])];
    const target = readTarget(workspace, folder);
    return {
      folder,
      table: whole,
      selected: [...both("select"), ...both("extend-select")],
      ignored: [...both("ignore"), ...both("extend-ignore")],
      ...(target !== undefined && { target }),
    };
  }
  return undefined;
}

/** https://docs.astral.sh/ruff/settings/#target-version */
function readTarget(workspace: Workspace, folder: string): string | undefined {
  const reading = workspace.readUntrusted(posix.join(folder, "pyproject.toml"));
  const minor = reading.ok
    ? /^requires-python\s*=\s*["'][^"'\n]*>=\s*3\.(\d+)/m.exec(reading.text)?.[1]
    : undefined;
  return minor === undefined ? undefined : `py3${minor}`;
}

/** `extend = "../ruff.toml"`: what another file says, where this one says nothing else. */
function extended(workspace: Workspace, folder: string, table: Table, left: number): Table {
  const { extend, ...own } = table;
  if (typeof extend !== "string" || left === 0) return own;
  const path = posix.resolve(folder, extend);
  const other = readTable(workspace, path);
  if (other === undefined) return own;
  const under = extended(workspace, posix.dirname(path), other, left - 1);
  return { ...under, ...own, lint: { ...asTable(under["lint"]), ...asTable(own["lint"]) } };
}

function readTable(workspace: Workspace, path: string): Table | undefined {
  const reading = workspace.readUntrusted(path);
  if (!reading.ok) return undefined;
  const isProject = posix.basename(path) === "pyproject.toml";
  if (isProject && !/\bruff\b/.test(reading.text)) return undefined;
  try {
    const value: unknown = parse(reading.text);
    if (!isProject) return asTable(value);
    const tool = asTable(asTable(value)["tool"]);
    return Object.hasOwn(tool, "ruff") ? asTable(tool["ruff"]) : undefined;
  } catch {
    // Ruff itself tells what is wrong with it.
    return isProject ? undefined : {};
  }
}

export function asTable(value: unknown): Table {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** A folder and all above it. */
export function upwards(folder: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== "/" && at !== "."; found.push(at)) at = posix.dirname(at);
  return found;
}
