import { createRequire } from "node:module";
import type { Diagnostic } from "@astral-sh/ruff-wasm-nodejs";
import type { ProjectFile } from "#generate";

type Ruff = typeof import("@astral-sh/ruff-wasm-nodejs");

/** The rules of the generated project's own `pyproject.toml`: INP001 apart, which looks at folders. */
const ignored = ["COM812", "CPY", "D1", "D203", "D213", "EM", "TRY003", "INP001"];
const ignoredInTests = ["FBT001", "PLR2004", "S101", "S105", "S106"];

const { Workspace, PositionEncoding }: Ruff = createRequire(import.meta.url)("@astral-sh/ruff-wasm-nodejs");
const workspace = new Workspace(
  {
    "line-length": 100,
    "target-version": "py312",
    lint: {
      select: ["ALL"],
      ignore: ignored,
      isort: { "known-first-party": ["app", "tests", "migrations"] },
    },
  },
  PositionEncoding.Utf16,
);

/** Most files of two projects are the same; each text is judged once. */
const judged = new Map<string, readonly string[]>();
const most = 20_000;

/** What ruff says of generated Python, as `path:line: CODE message`: names that nothing binds, bound twice, hidden. */
export function judgePython(files: readonly ProjectFile[]): readonly string[] {
  return files
    .filter(({ path }) => path.endsWith(".py"))
    .flatMap(({ path, text }) => judgeFile(path, text).map((problem) => `${path}:${problem}`));
}

/** The same of Python that is thrown away after a proof: it need not be tidy, but it must run. */
export function judgeTrialPython(files: readonly ProjectFile[]): readonly string[] {
  return judgePython(files).filter((problem) => /^[^:]*:\d+: (?:invalid-syntax|F821|F811)/.test(problem));
}

/** Names and texts of any kind make lines too long, names in odd cases and the like: untidy, and no harm. */
export function harmful(problems: readonly string[]): readonly string[] {
  return problems.filter((problem) => !/^[^:]*:\d+: (?!F821|F811|invalid-syntax)[A-Z]+\d+ /.test(problem));
}

function judgeFile(path: string, text: string): readonly string[] {
  const place = path.startsWith("tests/") ? "tests" : "app";
  const key = `${place} ${text}`;
  const known = judged.get(key);
  if (known) return known;
  if (judged.size > most) judged.clear();
  const diagnostics: readonly Diagnostic[] = workspace.check(text);
  const problems = diagnostics
    .filter(({ code }) => place === "app" || code === null || !ignoredInTests.includes(code))
    .map(({ code, message, start_location: { row } }) => `${row}: ${code ?? "invalid-syntax"} ${message}`);
  judged.set(key, problems);
  return problems;
}
