import { type Finding, findingKey, hasErrors, type Span } from "#base";
import { countEnded } from "#facts";
import type { RuleChoice, Silence } from "#rules";
import type { Workspace } from "#workspace";
import { baselineFile, compareBaseline, printBaseline, readBaseline } from "./check/baseline.ts";
import { isChanged, readChangedLines } from "./check/changed-lines.ts";
import { chooseRules } from "./check/choose-rules.ts";
import { type CheckPlace, findPlace } from "./check/find-place.ts";
import { type KeptReview, recallReview } from "./check/kept/kept-review.ts";
import { knowFiles } from "./check/kept/known-files.ts";
import { type FileRole, reviewProject } from "./check/review.ts";
import { type Call, describeReview, mendFirst, reviewNow, todayOf } from "./check/review-now.ts";
import { readAroundRuff } from "./check/ruff/around-ruff.ts";
import { chooseRuff } from "./check/ruff/choose-ruff.ts";
import { readRuleSettings } from "./check/rule-settings.ts";
import { type AskedLine, readAskedLine, silencesAt } from "./check/silence.ts";
import type { CheckFormat, CheckInput } from "./check-input.ts";
import { isBelow, withoutPython } from "./python-files.ts";
import { countLines, noPython } from "./source-findings.ts";
import type { Verb, VerbContext, VerbResult } from "./verb.ts";

export interface CheckValue {
  readonly format: CheckFormat;
  /** The version of this program. */
  readonly version: string;
  readonly exitCode: number;
  readonly findings: readonly Finding[];
  /** Texts of all files that were read, by the file's name in spans. */
  readonly sources: Pick<ReadonlyMap<string, string>, "get">;
  /** What files are for, where routes or models stand in them. */
  readonly roles: ReadonlyMap<string, FileRole>;
  /** What marks a finding in runs to come, wherever its line has moved. */
  readonly keyOf: (finding: Finding) => string;
  /** The rules that were asked. */
  readonly choices: readonly RuleChoice[];
  /** Where rules of another tool that spoke are explained. */
  readonly links: ReadonlyMap<string, string>;
  readonly files: number;
  readonly lines: number;
  readonly durationMs: number;
  readonly mended: readonly Finding[];
  /** How many the baseline accepts, and comments silence. */
  readonly accepted: number;
  readonly silenced: number;
  /** The file that all findings of now were written to. */
  readonly baseline?: string;
  /** The line whose silence is to be explained. */
  readonly silence?: AskedLine & { readonly silences: readonly Silence[] };
}

/** What a senior engineer would say of the code: every finding with the evidence that leads to it. */
export const check: Verb<CheckInput, CheckValue> = {
  async run(workspace, input, context) {
    const from = workspace.elapsedMs();
    const { value: place, findings: refused } = findPlace(workspace, input.paths ?? []);
    const base = workspace.at(place.base);
    const settled = await readRuleSettings(base.at(place.home), place.home);
    const chosen = chooseRules(settled.value, input.only);
    const asked = readAskedLine(workspace, base, input.explainSilence);
    const problems = [
      ...refused,
      ...settled.findings,
      ...chosen.findings,
      ...asked.findings,
      ...usage(input),
    ];
    if (hasErrors(problems)) return stop(problems, input, context);
    const ruff = chooseRuff(settled.value, input.only);
    const mayKeep = !input.noCache && !input.fix && !input.types && asked.value === undefined;
    const said = [
      input.only,
      settled.value.map(({ name, setting }) => [name, setting]),
      place.shown,
      countEnded(todayOf(base)),
    ];
    const kept = mayKeep
      ? recall(base, place, context, [said, ruff && readAroundRuff(base, place.project)])
      : undefined;
    const files = kept?.files ?? knowFiles(base, place.project, {});
    const missing = withoutPython(place.shown, files.paths);
    if (missing.length > 0) return stop(missing.map(noPython), input, context);
    const call: Call = { base, place, input, context, files, choices: chosen.value, ruff };
    const result = asked.value ? explainSilence(call, asked.value) : await conclude(call, kept);
    return { ...result, value: { ...result.value, durationMs: workspace.elapsedMs() - from } };
  },
};

/** What an earlier run of this very program has to say; of one that may change under our feet, nothing is kept. */
function recall(
  base: Workspace,
  { project }: CheckPlace,
  { version, runtime }: VerbContext,
  asked: readonly unknown[],
): KeptReview | undefined {
  const program = runtime.digest?.();
  if (program === undefined) return undefined;
  return recallReview({ base, project, said: [program, version, runtime.version, asked] });
}

async function conclude(call: Call, kept: KeptReview | undefined): Promise<VerbResult<CheckValue>> {
  const { base, place, input, context, files } = call;
  const home = base.at(place.home);
  const changed =
    input.since === undefined ? undefined : await readChangedLines(base, place.project, input.since);
  const baseline = input.noBaseline || input.writeBaseline ? undefined : readBaseline(home);
  const problems = [...(changed?.findings ?? []), ...(baseline?.findings ?? [])];
  if (problems.length > 0) return stop(problems, input, context);
  const isAskedFor = (finding: Finding, sources: CheckValue["sources"]): boolean =>
    (finding.span === undefined || isBelow(finding.span.file, place.shown)) &&
    (changed?.value === undefined || isChanged(finding, changed.value, lineCounter(sources)));
  const made = input.fix
    ? await mendFirst(call, (finding) => isAskedFor(finding, files))
    : { sources: files, mended: [], reviewed: kept?.reviewed ?? (await reviewNow(call, kept)) };
  if ("unwritten" in made) return stop([unwritten(made.unwritten)], input, context);
  const { sources, reviewed } = made;
  const keyOf = keyReader(place, sources);
  const found = [...files.unread, ...reviewed.findings].filter((each) => isAskedFor(each, sources));
  if (input.writeBaseline) {
    const saved = home.apply([{ kind: "write", path: baselineFile, text: printBaseline(found, keyOf) }]);
    if (!saved.ok) return stop([unwritten(saved.message)], input, context);
  }
  const { fresh, accepted } = input.writeBaseline
    ? { fresh: [], accepted: found.length }
    : compareBaseline(found, baseline?.value ?? new Map(), keyOf);
  const exitCode = fresh.some(({ severity }) => severity !== "note") ? 1 : 0;
  const value: CheckValue = {
    ...nothing(input, context),
    ...reviewed,
    choices: call.choices,
    exitCode,
    findings: fresh,
    keyOf,
    sources,
    mended: made.mended,
    accepted,
    ...(input.writeBaseline && { baseline: baselineFile }),
  };
  return { exitCode, value };
}

function explainSilence(call: Call, asked: AskedLine): VerbResult<CheckValue> {
  const { files, choices, place, input, context } = call;
  const review = reviewProject(files.texts(), choices, todayOf(call.base));
  const said = silencesAt(review.silences, asked, lineCounter(files));
  const silences = [...said, ...review.explain(asked)];
  const findings = review.findings.filter(
    ({ span }) => span?.file === asked.file && span.line === asked.line,
  );
  const value = {
    ...nothing(input, context),
    ...describeReview(review, place),
    choices,
    keyOf: keyReader(place, files),
    sources: files,
    findings,
    silence: { ...asked, silences },
  };
  return { exitCode: 0, value };
}

function nothing({ format = "text" }: CheckInput, { version }: VerbContext): CheckValue {
  return {
    format: format as CheckFormat,
    version,
    exitCode: 0,
    findings: [],
    sources: new Map(),
    roles: new Map(),
    keyOf: (finding) => findingKey(finding, finding.span?.file ?? "", ""),
    choices: [],
    links: new Map(),
    files: 0,
    lines: 0,
    durationMs: 0,
    mended: [],
    accepted: 0,
    silenced: 0,
  };
}

function stop(findings: readonly Finding[], input: CheckInput, context: VerbContext): VerbResult<CheckValue> {
  return { exitCode: 2, value: { ...nothing(input, context), exitCode: 2, findings } };
}

function lineCounter(texts: CheckValue["sources"]): (span: Span) => number {
  return ({ file, offset, end }) =>
    countLines(texts.get(file)?.slice(offset, Math.max(end, offset + 1)) ?? "x");
}

/** Files by their names in the project, wherever the command runs. */
function keyReader({ home }: CheckPlace, texts: CheckValue["sources"]): (finding: Finding) => string {
  return (finding) => {
    const file = finding.span?.file ?? "";
    const own = home !== "." && file.startsWith(`${home}/`) ? file.slice(home.length + 1) : file;
    return findingKey(finding, own, texts.get(file) ?? "");
  };
}

function usage({ fix, unsafe, writeBaseline, since, only, paths = [] }: CheckInput): readonly Finding[] {
  const refuse = (rule: string, message: string, mend: string): Finding => ({
    rule: `usage/${rule}`,
    severity: "error",
    message,
    mend,
  });
  const isPart = since !== undefined || only !== undefined || paths.length > 0;
  return [
    ...(unsafe && !fix
      ? [
          refuse(
            "unsafe-alone",
            "--unsafe says what --fix may mend, and nothing by itself",
            "keelback check --fix --unsafe",
          ),
        ]
      : []),
    ...(writeBaseline && isPart
      ? [
          refuse(
            "partial-baseline",
            "a baseline of a part would lose what it accepts elsewhere",
            "keelback check --write-baseline, in the folder of the project",
          ),
        ]
      : []),
  ];
}

function unwritten(message: string): Finding {
  return { rule: "usage/not-written", severity: "error", message, mend: "run it again" };
}
