import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const seedFolder = join(import.meta.dirname, "seeds");

/** A defect that is put into a project without any. */
export interface Seed {
  readonly rule: string;
  readonly project: string;
  readonly changes: readonly Change[];
}

interface Change {
  readonly file: string;
  /** What must stand there once; nothing where text is added at the end, or makes the file. */
  readonly old: string;
  readonly new: string;
}

/**
 * The seeds of all families, each in a text of its own: below a heading with the rule's id stands a block that names the project, and
 * after each `+++ file` the lines that go and come, as in a patch without numbers of lines.
 */
export function readSeeds(): readonly Seed[] {
  return readdirSync(seedFolder)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => readFileSync(join(seedFolder, name), "utf8").split(/^## /m).slice(1))
    .flatMap((section) => {
      const rule = section.slice(0, section.indexOf("\n")).trim();
      return [...section.matchAll(/^```diff (.*)\n([\s\S]*?)^```$/gm)].map(([, project = "", text = ""]) => ({
        rule,
        project,
        changes: readChanges(text),
      }));
    });
}

function readChanges(text: string): readonly Change[] {
  return text
    .split(/^\+\+\+ /m)
    .slice(1)
    .flatMap((part) => {
      const end = part.indexOf("\n");
      const hunks = part.slice(end + 1).split(/^@@\n/m);
      return hunks.map((hunk) => ({ file: part.slice(0, end).trim(), ...readHunk(hunk) }));
    });
}

function readHunk(hunk: string): Pick<Change, "old" | "new"> {
  const lines = hunk.split(/(?<=\n)/).map((line) => (line === "\n" ? " \n" : line));
  const without = (sign: string): string =>
    lines
      .filter((line) => !line.startsWith(sign))
      .map((line) => line.slice(1))
      .join("");
  return { old: without("+"), new: without("-") };
}

/** The Python of an example that build has written, or of a project that stands beside the seeds, with its templates. */
export function readSeededProject(name: string): ReadonlyMap<string, string> {
  const own = join(seedFolder, name);
  const folder = existsSync(own) ? own : join(root, "examples", name);
  const paths = (readdirSync(folder, { recursive: true }) as string[]).filter((path) =>
    /\.(?:py|html|toml|lock)$|requirements.*\.txt$|Dockerfile$/.test(path),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** The files of a project with a seed in them. */
export function plant(
  files: ReadonlyMap<string, string>,
  { rule, changes }: Seed,
): ReadonlyMap<string, string> {
  const planted = new Map(files);
  for (const change of changes) {
    const text = planted.get(change.file) ?? "";
    if (change.old !== "" && text.split(change.old).length !== 2)
      throw new Error(`${rule}: this does not stand once in ${change.file}:\n${change.old}`);
    planted.set(
      change.file,
      change.old === "" ? text + change.new : text.replace(change.old, () => change.new),
    );
  }
  return planted;
}
