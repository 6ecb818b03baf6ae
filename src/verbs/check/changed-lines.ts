import type { Finding, Read, Span } from "#base";
import type { CommandResult, Workspace } from "#workspace";

/** Numbers of the lines of each file that are other than they were; a file that is new is changed from end to end. */
export interface ChangedLines {
  has(span: Span, lines: number): boolean;
}

/** Git, told to run nothing that a repository's own settings name. */
const git = ["-c", "core.fsmonitor=false", "-c", "core.quotepath=off"];

/** What changed in a folder since a commit or, of a branch, since it was left: in commits, in the index, and in files that nobody added. */
export async function readChangedLines(
  workspace: Workspace,
  folder: string,
  ref: string,
): Promise<Read<ChangedLines | undefined>> {
  const run = (...words: readonly string[]): Promise<CommandResult> =>
    workspace.run({ program: "git", arguments: [...git, ...words], folder });
  const named = await run("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (named.status === "not-found") return { value: undefined, findings: [noGit()] };
  if (named.code !== 0) return { value: undefined, findings: [unknownCommit(ref)] };
  const commit = named.stdout.trim();
  const merged = await run("merge-base", commit, "HEAD");
  const from = merged.code === 0 ? merged.stdout.trim() : commit;
  const ranges = new Map<string, (readonly [first: number, last: number])[]>();
  const read = hunkReader(folder, ranges);
  await workspace.run({
    program: "git",
    arguments: [
      ...git,
      "diff",
      "--unified=0",
      "--no-color",
      "--no-ext-diff",
      "--no-textconv",
      "--no-renames",
      "--relative",
      "--src-prefix=a/",
      "--dst-prefix=b/",
      from,
      "--",
      ".",
    ],
    folder,
    onLine: (line, stream) => stream === "stdout" && read(line),
  });
  await workspace.run({
    program: "git",
    arguments: [...git, "ls-files", "--others", "--exclude-standard", "--", "."],
    folder,
    onLine: (line, stream) => {
      if (stream === "stdout") ranges.set(below(folder, unquote(line)), [[1, Number.POSITIVE_INFINITY]]);
    },
  });
  return { value: asLines(ranges), findings: [] };
}

function asLines(ranges: ReadonlyMap<string, readonly (readonly [number, number])[]>): ChangedLines {
  return {
    has: ({ file, line }, lines) =>
      ranges.get(file)?.some(([first, last]) => first < line + lines && last >= line) ?? false,
  };
}

function hunkReader(
  folder: string,
  ranges: Map<string, (readonly [number, number])[]>,
): (line: string) => void {
  let open: (readonly [number, number])[] | undefined;
  let isHead = false;
  return (line) => {
    if (line.startsWith("diff --git ")) [open, isHead] = [undefined, true];
    const file = isHead ? /^\+\+\+ (.*?)\t?$/.exec(line)?.[1] : undefined;
    if (file !== undefined && file !== "/dev/null") {
      open = [];
      ranges.set(below(folder, unquote(file).replace(/^b\//, "")), open);
    }
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) return;
    isHead = false;
    const [first, count] = [Number(hunk[1]), Number(hunk[2] ?? 1)];
    // Where lines were only taken out, what stands around the gap has changed.
    open?.push(count === 0 ? [first, first + 1] : [first, first + count - 1]);
  };
}

function below(folder: string, path: string): string {
  return folder === "." ? path : `${folder}/${path}`;
}

/** Git quotes names with strange characters as C does. */
function unquote(name: string): string {
  if (!/^".*"$/.test(name)) return name;
  return name
    .slice(1, -1)
    .replace(/\\(["\\])/g, "$1")
    .replace(/\\t/g, "\t");
}

/** Whether a finding, or a step of the path that leads to it, stands on a line that changed. */
export function isChanged(
  { span, path = [] }: Finding,
  changed: ChangedLines,
  linesOf: (span: Span) => number,
): boolean {
  return [...(span === undefined ? [] : [span]), ...path.map((step) => step.span)].some((place) =>
    changed.has(place, linesOf(place)),
  );
}

function noGit(): Finding {
  return {
    rule: "usage/no-git",
    severity: "error",
    message: "git is not installed, and tells which lines changed",
    mend: "install git, or leave --since out",
  };
}

function unknownCommit(ref: string): Finding {
  return {
    rule: "usage/unknown-commit",
    severity: "error",
    message: `git knows no commit "${ref}" here`,
    mend: "name a commit, a tag or a branch; in a shallow clone, fetch it first",
  };
}
