import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openDisk } from "#workspace";
import manifest from "../../package.json" with { type: "json" };
import { callKeelback } from "../hostile/call.ts";
import { assertProven, type BuildReport, build, inProject, root, temporaryFolder } from "./harness.ts";

/** A line or a member that somebody wrote into a file of the project, in place of `from`. */
export interface HandEdit {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

export interface Changing<Name extends string> {
  /** The contract after these changes. */
  readonly after: (...names: readonly Name[]) => object;
  /** In an order in which they can follow one another. */
  readonly names: readonly Name[];
  /** Words of the command line that a change asks for. */
  readonly options?: Readonly<Partial<Record<Name, readonly string[]>>>;
  /** What the owner writes into `keelback.yaml` for a change. */
  readonly settings?: Readonly<Partial<Record<Name, string>>>;
  readonly edits: readonly HandEdit[];
  /** Modules of their own, by path. */
  readonly own: Readonly<Record<string, string>>;
  /** How many operations are derived in the end, where a proof ends it; absent, it ends with what a project checks of itself. */
  readonly operations?: number;
}

/**
 * Builds, edits by hand, brings in one change after the other and takes what is told, and proves what has come of it. Nothing
 * that was written by hand may change on the way. Answers the project, to be looked at.
 */
export async function buildThroughChanges<Name extends string>(
  changing: Changing<Name>,
): Promise<(path: string) => string> {
  const folder = temporaryFolder();
  const contract = join(folder, "contract.json");
  const project: Project = { folder: join(folder, "project"), ...changing };
  writeFileSync(contract, JSON.stringify(changing.after()));
  assert.equal((await write([contract, project.folder])).code, 0);
  for (const { path, from, to } of changing.edits) edit(project, path, from, to);
  for (const [path, text] of Object.entries(changing.own)) put(project, path, text);
  const done: Name[] = [];
  for (const name of changing.names) {
    done.push(name);
    writeFileSync(contract, JSON.stringify(changing.after(...done)));
    const settings = changing.settings?.[name];
    if (settings !== undefined) edit(project, "keelback.yaml", "database:", `${settings}database:`);
    const words = [contract, project.folder, ...(changing.options?.[name] ?? [])];
    const first = await write(words);
    assertEdits(project, name);
    takeTold(project, first.report);
    const { code, report, told } =
      first.code === 0 && first.report.changes.kept.length === 0
        ? first
        : await write([...words, "--settle"]);
    assert.deepEqual([code, report.changes.kept], [0, []], `${name}: ${first.told}\n${told}`);
    assertEdits(project, name);
  }
  if (changing.operations === undefined) await assertStands(project);
  else assertProven((await build([contract, project.folder])).report, changing.operations);
  assertEdits(project, "the proof");
  return (path) => read(project, path);
}

/** A build that proves nothing, in this process: there are some two dozen of them, each shorter than the start of one. */
async function write(
  words: readonly string[],
): Promise<{ readonly code: number; readonly report: BuildReport; readonly told: string }> {
  const line = ["build", ...words, "--no-prove", "--json"];
  const { code, out, err } = await callKeelback(line, openDisk({ root }), manifest.version);
  assert.notEqual(out.trim(), "", err);
  return { code, report: JSON.parse(out) as BuildReport, told: err };
}

const surroundings = {
  DATABASE_URL: "sqlite+aiosqlite:///trial.sqlite3",
  CLIENT_TOKEN_KEY: "a key of a trial, known to everybody",
};

/** What the project's own pipeline runs: layout, types, migrations up and down again, and the whole suite. */
async function assertStands({ folder }: Project): Promise<void> {
  for (const line of [
    "ruff check .",
    "ruff format --check .",
    "mypy app tests migrations",
    "alembic upgrade head",
    "alembic check",
    "alembic downgrade base",
    "alembic upgrade head",
    "pytest -q",
  ])
    await inProject(folder, ["-m", ...line.split(" ")], surroundings, "requirements-dev.txt");
}

interface Project extends Pick<Changing<string>, "edits" | "own"> {
  readonly folder: string;
}

function read({ folder }: Project, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

function put({ folder }: Project, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function edit(project: Project, path: string, from: string, to: string): void {
  const text = read(project, path);
  assert.ok(text.includes(from), `${path} has ${from}`);
  put(
    project,
    path,
    text.replace(from, () => to),
  );
}

/** What stands there by hand, whatever the contract has become. */
function assertEdits(project: Project, when: string): void {
  for (const { path, to } of project.edits)
    assert.ok(read(project, path).includes(to), `after ${when} ${path} still has ${to}`);
  for (const [path, text] of Object.entries(project.own))
    assert.equal(read(project, path), text, `after ${when} ${path} is as it was`);
}

/** The user takes what was told: the text as it would stand there, with the own lines in it. */
function takeTold(project: Project, report: BuildReport): void {
  for (const { path, symbol, text } of report.changes.kept) {
    assert.ok(text, `${path} ${symbol} is told with its text`);
    const own = project.edits.filter((each) => each.path === path && text.includes(each.from));
    assert.ok(own.length > 0, `only what was edited is told: ${path} ${symbol}`);
    const told = own.reduce((known, { from, to }) => known.replace(from, () => to), text);
    if (symbol === undefined) put(project, path, told);
    else edit(project, path, functionOf(read(project, path), symbol), told.trimEnd());
  }
}

/** A function at the top level, up to the next thing that is not indented. */
function functionOf(module: string, name: string): string {
  const lines = module.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`async def ${name}(`));
  assert.ok(from >= 0, `${name} is there`);
  const rest = lines.slice(from + 1);
  const ends = rest.findIndex((line) => line !== "" && !/^[\s)]/.test(line));
  return lines
    .slice(from, ends < 0 ? undefined : from + 1 + ends)
    .join("\n")
    .trimEnd();
}
