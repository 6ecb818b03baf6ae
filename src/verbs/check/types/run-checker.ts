import { posix } from "node:path";
import type { Finding } from "#base";
import type { Project } from "#facts";
import type { Workspace } from "#workspace";
import type { CheckPlace } from "../find-place.ts";
import { openPlaces } from "../ruff/places.ts";
import type { Linted } from "../ruff/run-ruff.ts";
import { type Checker, type CheckerName, checkers, findChecker } from "./find-checker.ts";
import { readTypeHits, type TypeHit } from "./read-output.ts";

/** What the project's type checker answered, or why it did not. */
export interface TypesAnswer {
  readonly checker: Checker | undefined;
  /** Where it ran, absolute. */
  readonly folder: string;
  readonly hits: readonly TypeHit[];
  /** Why there is nothing. */
  readonly refused?: { readonly message: string; readonly mend: string };
}

/** Whether something names a type checker, or one of its codes: `mypy`, `pyright/reportMissingImports`. */
export function isTypesName(name: string): boolean {
  return checkers.some((each) => name === each || name.startsWith(`${each}/`));
}

const options: Readonly<Record<CheckerName, readonly string[]>> = {
  mypy: [
    "--show-column-numbers",
    "--show-error-end",
    "--show-error-codes",
    "--no-pretty",
    "--hide-error-context",
    "--no-error-summary",
    "--no-color-output",
  ],
  pyright: ["--outputjson"],
  basedpyright: ["--outputjson"],
  ty: ["check", "--output-format", "concise"],
};

const longestMs = 900_000;

/** Runs the checker that the project is set up for, as the project has set it up, in the project's folder. */
export async function askTypes(base: Workspace, place: CheckPlace): Promise<TypesAnswer> {
  const folder = posix.join(base.root, place.project);
  const checker = findChecker(base, place.project);
  const refuse = (message: string, mend: string): TypesAnswer => ({
    checker,
    folder,
    hits: [],
    refused: { message, mend },
  });
  if (checker === undefined)
    return refuse(
      "no type checker is set up here, in pyproject.toml, mypy.ini, setup.cfg, pyrightconfig.json or ty.toml",
      "set one up: [tool.mypy] with strict = true in pyproject.toml, or [tool.pyright]",
    );
  const { name, settings, program, isTold } = checker;
  if (program === undefined)
    return refuse(
      `${settings} sets up ${name}, which is neither in .venv nor on the PATH`,
      `install the project's packages with ${name} among them, or put it on the PATH`,
    );
  const lines: string[] = [];
  const result = await base.run({
    program,
    arguments: [...options[name], ...(isTold || name === "ty" ? [] : ["."])],
    folder,
    environment: { MYPY_FORCE_COLOR: undefined, NO_COLOR: "1" },
    timeoutMs: longestMs,
    onLine: (line, stream) => {
      if (stream === "stdout" && lines.length < mostLines) lines.push(line);
    },
  });
  const hits = readTypeHits(name, lines.join("\n"));
  const isDone =
    result.status === "exited" && (result.code === 0 || (result.code === 1 && hits !== undefined));
  if (isDone && hits !== undefined) return { checker, folder, hits };
  const why =
    result.status === "timed-out"
      ? "it took longer than 15 minutes"
      : lastLine(result.stderr || result.stdout);
  return refuse(
    `${name} does not run here: ${why}`,
    `run it by hand in this folder, and mend what it says: ${name}`,
  );
}

const mostLines = 300_000;

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.slice(0, 300) ?? "it said nothing";
}

/** What it says of the files that were read, under codes of its own. */
export function readTypesAnswer(base: Workspace, answer: TypesAnswer, project: Project): Linted {
  const { checker, folder, hits, refused } = answer;
  if (refused !== undefined || checker === undefined)
    return { findings: [notRun(refused)], links: new Map(), asked: [] };
  const spanOf = openPlaces(project);
  const links = new Map<string, string>();
  const findings = hits.flatMap(({ file, code, severity, message, start, end }): readonly Finding[] => {
    const own = posix.relative(base.root, posix.resolve(folder, file));
    const span = spanOf({ file: own, code, message, start, end });
    const rule = `${checker.name}/${code}`;
    if (span === undefined) return [];
    links.set(rule, pageOf(checker.name, code));
    return [{ rule, severity, message: message.replace(/\.$/, ""), span }];
  });
  return { findings, links, asked: [] };
}

function pageOf(name: CheckerName, code: string): string {
  if (name === "mypy") return `https://mypy.readthedocs.io/en/stable/_refs.html#code-${code}`;
  if (name === "ty") return `https://docs.astral.sh/ty/reference/rules/#${code}`;
  return `https://github.com/microsoft/pyright/blob/main/docs/configuration.md#${code}`;
}

function notRun(refused: TypesAnswer["refused"]): Finding {
  return {
    rule: "types/not-run",
    severity: "warning",
    message: `no types were checked: ${refused?.message ?? "nothing answered"}`,
    ...(refused === undefined ? {} : { mend: refused.mend }),
  };
}
