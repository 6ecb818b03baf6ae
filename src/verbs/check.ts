import { type Finding, findingKey, hasErrors, type Span } from "#base";
import type { RuleChoice, Silence } from "#rules";
import type { Workspace } from "#workspace";
import { baselineFile, compareBaseline, printBaseline, readBaseline } from "./check/baseline.ts";
import { isChanged, readChangedLines } from "./check/changed-lines.ts";
import { chooseRules } from "./check/choose-rules.ts";
import { type CheckPlace, findPlace } from "./check/find-place.ts";
import { addLinted } from "./check/lint.ts";
import { mendAll, writeMended } from "./check/mend.ts";
import { type FileRole, type Review, reviewProject } from "./check/review.ts";
import { chooseRuff, type RuffChoice } from "./check/ruff/choose-ruff.ts";
import { askRuff, type Linted, notLinted, type RuffAnswer, readRuffAnswer } from "./check/ruff/run-ruff.ts";
import { readRuleSettings } from "./check/rule-settings.ts";
import { type AskedLine, readAskedLine, silencesAt } from "./check/silence.ts";
import type { CheckFormat, CheckInput } from "./check-input.ts";
import { isBelow, readPythonFiles, withoutPython } from "./python-files.ts";
import { countLines, noPython } from "./source-findings.ts";
import type { Verb, VerbContext, VerbResult } from "./verb.ts";

export interface CheckValue {
  readonly format: CheckFormat;
  /** The version of this program. */
  readonly version: string;
  readonly exitCode: number;
  readonly findings: readonly Finding[];
  /** Texts of all files that were read, by the file's name in spans. */
  readonly sources: ReadonlyMap<string, string>;
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
    const { texts, findings: unread } = readPythonFiles(base, place.project);
    const missing = withoutPython(place.shown, texts);
    if (missing.length > 0) return stop(missing.map(noPython), input, context);
    const ruff = chooseRuff(settled.value, input.only);
    // What is mended first, ruff sees afterwards.
    const isEarly = ruff !== undefined && !input.fix && asked.value === undefined;
    const answer = isEarly ? askRuff(base, place, texts, ruff) : undefined;
    const review = reviewProject(texts, chosen.value);
    const call: Call = { base, place, input, context, texts, unread, choices: chosen.value, ruff };
    const result = asked.value
      ? explainSilence(call, review, asked.value)
      : await conclude(call, review, answer);
    return { ...result, value: { ...result.value, durationMs: workspace.elapsedMs() - from } };
  },
};

/** What was asked for, and what it was asked of. */
interface Call {
  readonly base: Workspace;
  readonly place: CheckPlace;
  readonly input: CheckInput;
  readonly context: VerbContext;
  readonly texts: ReadonlyMap<string, string>;
  readonly unread: readonly Finding[];
  readonly choices: readonly RuleChoice[];
  /** What of ruff's to hear; absent, nothing. */
  readonly ruff: RuffChoice | undefined;
}

async function conclude(
  call: Call,
  review: Review,
  answer: Promise<RuffAnswer> | undefined,
): Promise<VerbResult<CheckValue>> {
  const { base, place, input, context, choices, unread } = call;
  const home = base.at(place.home);
  const changed =
    input.since === undefined ? undefined : await readChangedLines(base, place.project, input.since);
  const baseline = input.noBaseline || input.writeBaseline ? undefined : readBaseline(home);
  const problems = [...(changed?.findings ?? []), ...(baseline?.findings ?? [])];
  if (problems.length > 0) return stop(problems, input, context);
  const isAskedFor = (texts: Call["texts"]) => (finding: Finding) =>
    (finding.span === undefined || isBelow(finding.span.file, place.shown)) &&
    (changed?.value === undefined || isChanged(finding, changed.value, lineCounter(texts)));
  const made = input.fix
    ? mendAll(call.texts, review, choices, { unsafe: input.unsafe ?? false, isShown: isAskedFor(call.texts) })
    : { texts: call.texts, mended: [], review };
  const written = await writeMended(base, call.texts, made.texts);
  if (!written.ok) return stop([unwritten(written.message)], input, context);
  const linted = await lint(call, made, answer);
  const whole = addLinted(made.review, choices, linted);
  const keyOf = keyReader(place, made.texts);
  const found = [...unread, ...whole.findings].filter(isAskedFor(made.texts));
  if (input.writeBaseline) {
    const saved = home.apply([{ kind: "write", path: baselineFile, text: printBaseline(found, keyOf) }]);
    if (!saved.ok) return stop([unwritten(saved.message)], input, context);
  }
  const { fresh, accepted } = input.writeBaseline
    ? { fresh: [], accepted: found.length }
    : compareBaseline(found, baseline?.value ?? new Map(), keyOf);
  const exitCode = fresh.some(({ severity }) => severity !== "note") ? 1 : 0;
  const value: CheckValue = {
    ...describe(call, whole),
    exitCode,
    links: linted.links,
    findings: fresh,
    keyOf,
    sources: made.texts,
    mended: made.mended,
    accepted,
    ...(input.writeBaseline && { baseline: baselineFile }),
  };
  return { exitCode, value };
}

/** Ruff reads what lies there now, after all that was mended. */
async function lint(
  { base, place, ruff }: Call,
  { texts, review }: { readonly texts: Call["texts"]; readonly review: Review },
  answer: Promise<RuffAnswer> | undefined,
): Promise<Linted> {
  if (ruff === undefined) return notLinted;
  return readRuffAnswer(base, await (answer ?? askRuff(base, place, texts, ruff)), review.project, ruff);
}

function explainSilence(call: Call, review: Review, asked: AskedLine): VerbResult<CheckValue> {
  const said = silencesAt(review.silences, asked, lineCounter(call.texts));
  const silences = [...said, ...review.explain(asked)];
  const findings = review.findings.filter(
    ({ span }) => span?.file === asked.file && span.line === asked.line,
  );
  const value = { ...describe(call, review), findings, silence: { ...asked, silences } };
  return { exitCode: 0, value };
}

function describe({ place, input, context, texts, choices }: Call, review: Review): CheckValue {
  const shown = [...review.project.modules.values()].filter(({ path }) => isBelow(path, place.shown));
  return {
    ...nothing(input, context),
    keyOf: keyReader(place, texts),
    sources: texts,
    roles: review.roles,
    choices,
    files: shown.length,
    lines: shown.reduce((sum, { syntax }) => sum + countLines(syntax.text), 0),
    silenced: review.silenced,
  };
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

function lineCounter(texts: ReadonlyMap<string, string>): (span: Span) => number {
  return ({ file, offset, end }) =>
    countLines(texts.get(file)?.slice(offset, Math.max(end, offset + 1)) ?? "x");
}

/** Files by their names in the project, wherever the command runs. */
function keyReader({ home }: CheckPlace, texts: ReadonlyMap<string, string>): (finding: Finding) => string {
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
