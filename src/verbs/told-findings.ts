import { type Finding, findingKey, type Severity } from "#base";
import type { Workspace } from "#workspace";
import { compareBaseline, printBaseline, readBaseline } from "./check/baseline.ts";
import { isChanged, readChangedLines } from "./check/changed-lines.ts";
import type { CheckFormat } from "./check-input.ts";
import { countLines } from "./source-findings.ts";

/** Findings of a verb, with all that any form of telling them needs. */
export interface ToldFindings {
  readonly format: CheckFormat;
  /** The version of this program. */
  readonly version: string;
  readonly exitCode: number;
  readonly findings: readonly Finding[];
  /** Texts that findings point into, by the file's name in spans. */
  readonly sources: ReadonlyMap<string, string>;
  /** The rules that were asked. */
  readonly rules: readonly ToldRule[];
  /** What marks a finding in runs to come, wherever its line has moved. */
  readonly keyOf: (finding: Finding) => string;
  /** How many the baseline accepts. */
  readonly accepted: number;
  /** The file that all findings of now were written to. */
  readonly baseline?: string;
}

export interface ToldRule {
  readonly id: string;
  readonly severity: Severity;
  readonly summary?: string;
}

/** What the user wants to be told of all that was found. */
export interface ToldChoice {
  readonly format?: string;
  readonly since?: string;
  readonly writeBaseline?: boolean;
  readonly noBaseline?: boolean;
}

export interface Found {
  /** `lint`: the verb as its file of accepted findings is called. */
  readonly verb: "lint" | "drift";
  readonly command: string;
  readonly sources: ReadonlyMap<string, string>;
  /** What the verb may not be silent about: what cannot be read, or is wrong with the call. */
  readonly problems: readonly Finding[];
  readonly findings: readonly Finding[];
  /** Whether only a part of what there is was looked at. */
  readonly isPart: boolean;
}

export interface Chosen {
  readonly findings: readonly Finding[];
  /** What is told, without what the verb may not be silent about. */
  readonly fresh: readonly Finding[];
  readonly accepted: number;
  readonly refused: boolean;
  readonly keyOf: (finding: Finding) => string;
  readonly baseline?: string;
}

/** Of all that was found, what changed lines and the baseline leave to be told. */
export async function chooseFindings(
  workspace: Workspace,
  { since, writeBaseline = false, noBaseline = false }: ToldChoice,
  { verb, command, sources, problems, findings, isPart }: Found,
): Promise<Chosen> {
  const place = { file: `.keelback/${verb}-baseline.json`, command: `${command} --write-baseline` };
  const keyOf = (finding: Finding): string =>
    findingKey(finding, finding.span?.file ?? "", sources.get(finding.span?.file ?? "") ?? "");
  const refuse = (more: readonly Finding[]): Chosen => ({
    ...{ findings: [...problems, ...more], fresh: [], accepted: 0, refused: true, keyOf },
  });
  if (writeBaseline && (isPart || since !== undefined)) return refuse([partialBaseline(place.command)]);
  const changed = since === undefined ? undefined : await readChangedLines(workspace, ".", since);
  const known = writeBaseline || noBaseline ? undefined : readBaseline(workspace, place);
  const wrong = [...(changed?.findings ?? []), ...(known?.findings ?? [])];
  if (wrong.length > 0) return refuse(wrong);
  const lines = changed?.value;
  const linesOf = (span: { file: string; offset: number; end: number }): number =>
    countLines(sources.get(span.file)?.slice(span.offset, Math.max(span.end, span.offset + 1)) ?? "x");
  const asked = lines === undefined ? findings : findings.filter((each) => isChanged(each, lines, linesOf));
  if (writeBaseline) {
    const saved = workspace.apply([{ kind: "write", path: place.file, text: printBaseline(asked, keyOf) }]);
    if (!saved.ok) return refuse([unwritten(saved.message)]);
    const accepted = asked.length;
    return { findings: problems, fresh: [], accepted, refused: false, keyOf, baseline: place.file };
  }
  const { fresh, accepted } = compareBaseline(asked, known?.value ?? new Map(), keyOf);
  return { findings: [...problems, ...fresh], fresh, accepted, refused: false, keyOf };
}

function partialBaseline(command: string): Finding {
  return {
    rule: "usage/partial-baseline",
    severity: "error",
    message: "a baseline of a part would lose what it accepts elsewhere",
    mend: command,
  };
}

function unwritten(message: string): Finding {
  return { rule: "usage/not-written", severity: "error", message, mend: "run it again" };
}
