import { posix } from "node:path";
import { type Finding, remember } from "#base";
import type { Project } from "#facts";
import type { Workspace } from "#workspace";
import type { CheckPlace } from "../find-place.ts";
import type { RuffChoice } from "./choose-ruff.ts";
import { findRuff } from "./find-ruff.ts";
import { openPlaces } from "./places.ts";
import type { RuffHit, RuffRequest, RuffRun } from "./ruff-run.ts";
import { type RuffTable, readRuffSettings } from "./ruff-settings.ts";
import { runNative } from "./run-native.ts";
import { runWasm } from "./run-wasm.ts";

/** What ruff says of a project, beside our own rules. */
export interface Linted {
  readonly findings: readonly Finding[];
  /** Where each rule that speaks is explained. */
  readonly links: ReadonlyMap<string, string>;
  /** Selectors of the rules that ran; none where ruff did not run. */
  readonly asked: readonly string[];
}

export const notLinted: Linted = { findings: [], links: new Map(), asked: [] };

const pages = "https://docs.astral.sh/ruff/rules/";

/** What ruff was asked, and what it answered. */
export interface RuffAnswer {
  readonly run: RuffRun;
  readonly request: RuffRequest;
}

/**
 * Runs ruff over the files as they lie on the disk: as a program where there is one, which goes on while others do their work, else as
 * WebAssembly.
 */
export async function askRuff(
  base: Workspace,
  place: CheckPlace,
  texts: ReadonlyMap<string, string>,
  choice: RuffChoice,
): Promise<RuffAnswer> {
  const settings = readRuffSettings(base, place.project);
  const request = { project: place.project, shown: place.shown, added: choice.added, settings };
  if (settings.isEmpty && choice.added.length === 0) return { run: { ok: true, hits: [] }, request };
  return { run: await runEither(base, texts, request), request };
}

/** What ruff's answer says of the files that were read. */
export function readRuffAnswer(
  base: Workspace,
  { run, request: { settings } }: RuffAnswer,
  project: Project,
  choice: RuffChoice,
): Linted {
  if (!run.ok) return { ...notLinted, findings: [notRun(run.message)] };
  const spanOf = openPlaces(project);
  const links = new Map<string, string>();
  const tables = new Set<RuffTable>();
  const findings: Finding[] = [];
  for (const [file, hits] of Map.groupBy(run.hits, (hit) => hit.file)) {
    const own = settings.of(posix.join(base.root, file));
    if (own !== undefined) tables.add(own);
    const severityOf = remember((code) => choice.severityOf(code, file, own));
    for (const hit of hits) {
      const severity = isRule(hit) ? severityOf(hit.code) : undefined;
      const span = severity === undefined ? undefined : spanOf(hit);
      if (severity === undefined || span === undefined) continue;
      const rule = `ruff/${hit.code}`;
      links.set(rule, hit.url ?? links.get(rule) ?? pages);
      findings.push({ rule, severity, message: hit.message.replace(/\.$/, ""), span });
    }
  }
  const selected = new Set([...tables].flatMap((table) => table.selected));
  return { findings, links, asked: [...choice.added, ...selected] };
}

async function runEither(
  base: Workspace,
  texts: ReadonlyMap<string, string>,
  request: RuffRequest,
): Promise<RuffRun> {
  const program = findRuff(base);
  const run = program === undefined ? undefined : await runNative(program, base, request);
  if (run !== undefined && (run.ok || !run.mayTryAgain)) return run;
  // One of another version may not know the project's settings, or all that is added to them.
  const other = runWasm(texts, base.root, request);
  return other.ok || run === undefined ? other : run;
}

/** What is no Python at all we tell ourselves. */
function isRule({ code }: RuffHit): boolean {
  return /^[A-Z]+\d+$/.test(code);
}

function notRun(message: string): Finding {
  return {
    rule: "ruff/not-run",
    severity: "note",
    message: `ruff does not run here, and its rules say nothing: ${message}`,
    mend: "mend its settings, or turn it off: rules: { ruff: off }",
  };
}
