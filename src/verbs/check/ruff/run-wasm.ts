import { posix } from "node:path";
import { isPython } from "#facts";
import { type Linter, openLinter } from "#python";
import { isBelow } from "../../python-files.ts";
import { globMatcher } from "./glob.ts";
import type { RuffHit, RuffRequest, RuffRun } from "./ruff-run.ts";
import { asTable, asTexts, type RuffTable, type Table } from "./ruff-settings.ts";
import { covers } from "./selectors.ts";

/** Rules that look at where a file lies or at the files around it, which this form of ruff does not see. */
const blind = ["I", "INP", "EXE", "TID", "N999", "D100", "D104", "A005", "RUF067"];

/** Ruff as WebAssembly, over the files that were read: for machines that have no ruff. */
export function runWasm(texts: ReadonlyMap<string, string>, root: string, request: RuffRequest): RuffRun {
  const { shown, settings, added } = request;
  const opened = new Map<RuffTable | undefined, Asked>();
  const hits: RuffHit[] = [];
  for (const [file, text] of texts) {
    if (!isPython(file) || !isBelow(file, shown)) continue;
    const path = posix.join(root, file);
    const table = settings.of(path);
    const asked = opened.get(table) ?? open(table, added, settings.isEmpty);
    opened.set(table, asked);
    if (typeof asked === "string") return { ok: false, mayTryAgain: false, message: asked };
    if (asked.leavesOut(path)) continue;
    for (const hit of asked.linter.check(text))
      if (!asked.ignores(path, hit.code) && !blind.some((each) => covers(each, hit.code)))
        hits.push({ file, ...hit });
  }
  return { ok: true, hits };
}

type Asked =
  | string
  | {
      readonly linter: Linter;
      readonly leavesOut: (path: string) => boolean;
      readonly ignores: (path: string, code: string) => boolean;
    };

function open(own: RuffTable | undefined, added: readonly string[], isEmpty: boolean): Asked {
  const linter = openLinter(optionsOf(own, added, isEmpty));
  if ("refused" in linter) return linter.refused;
  const { folder = "/", table = {} } = own ?? {};
  const lint = asTable(table["lint"]);
  const matcher = (pattern: string): ((path: string) => boolean) => globMatcher(folder, pattern);
  const excluded = [
    ...(Array.isArray(table["exclude"]) ? asTexts(table["exclude"]) : usuallyExcluded),
    ...asTexts(table["extend-exclude"]),
    ...asTexts(lint["exclude"]),
  ].map(matcher);
  const perFile = [table, lint]
    .flatMap((each) => [each["per-file-ignores"], each["extend-per-file-ignores"]])
    .flatMap((each) => Object.entries(asTable(each)))
    .map(([pattern, codes]) => ({ matches: matcher(pattern), codes: asTexts(codes) }));
  return {
    linter,
    leavesOut: (path) => excluded.some((matches) => matches(path)),
    ignores: (path, code) =>
      perFile.some(({ matches, codes }) => codes.some((each) => covers(each, code)) && matches(path)),
  };
}

/** https://docs.astral.sh/ruff/settings/#exclude */
const usuallyExcluded =
  ".bzr .direnv .eggs .git .hg .ipynb_checkpoints .nox .pyenv .svn .tox .venv .vscode _build buck-out dist venv".split(
    " ",
  );

/**
 * The project's options with what is added. Which version runs is not the project's to say here; and with its previews this form names
 * rules and tells no codes.
 */
function optionsOf(own: RuffTable | undefined, added: readonly string[], isEmpty: boolean): Table {
  if (isEmpty) return { lint: { select: added } };
  const { "required-version": _, "extend-select": older, ...table } = own?.table ?? {};
  const lint = asTable(table["lint"]);
  const selected = [...asTexts(older), ...asTexts(lint["extend-select"]), ...added];
  const target = own?.target;
  return {
    ...(target !== undefined && { "target-version": target }),
    ...table,
    preview: false,
    lint: { ...lint, preview: false, "extend-select": selected },
  };
}
