import type { Finding } from "#base";
import type { RuleChoice } from "#rules";
import type { Workspace } from "#workspace";
import type { CheckInput } from "../check-input.ts";
import { isBelow } from "../python-files.ts";
import { countLines } from "../source-findings.ts";
import type { VerbContext } from "../verb.ts";
import type { CheckPlace } from "./find-place.ts";
import type { KeptReview, Reviewed } from "./kept/kept-review.ts";
import type { KnownFiles } from "./kept/known-files.ts";
import { addLinted } from "./lint.ts";
import { mendAll, writeMended } from "./mend.ts";
import { type Review, reviewProject } from "./review.ts";
import type { RuffChoice } from "./ruff/choose-ruff.ts";
import { askRuff, notLinted, type RuffAnswer, readRuffAnswer } from "./ruff/run-ruff.ts";
import { askTypes, readTypesAnswer, type TypesAnswer } from "./types/run-checker.ts";

/** What was asked for, and what it was asked of. */
export interface Call {
  readonly base: Workspace;
  readonly place: CheckPlace;
  readonly input: CheckInput;
  readonly context: VerbContext;
  readonly files: KnownFiles;
  readonly choices: readonly RuleChoice[];
  /** What of ruff's to hear; absent, nothing. */
  readonly ruff: RuffChoice | undefined;
}

/** The day, as rules are told it: they have no clock of their own. */
export function todayOf(workspace: Workspace): string {
  return workspace.now().slice(0, "2026-11-27".length);
}

/** Asks all rules and ruff, which run side by side; what they say is kept for a run to come. */
export async function reviewNow(call: Call, kept: KeptReview | undefined): Promise<Reviewed> {
  const { base, place, files, choices, ruff } = call;
  const texts = files.texts();
  const answer = ruff && askRuff(base, place, texts, ruff);
  const typing = call.input.types ? askTypes(base, place) : undefined;
  const review = reviewProject(texts, choices, todayOf(base));
  const answered = await answer;
  const reviewed = join(call, review, answered, await typing);
  // What failed may work by the next run.
  if (answered?.run.ok !== false) kept?.keep(reviewed);
  return reviewed;
}

/** What is mended is mended first: ruff reads what lies there then. */
export async function mendFirst(
  call: Call,
  isShown: (finding: Finding) => boolean,
): Promise<
  | {
      readonly sources: ReadonlyMap<string, string>;
      readonly mended: readonly Finding[];
      readonly reviewed: Reviewed;
    }
  | { readonly unwritten: string }
> {
  const { base, place, files, choices, ruff, input } = call;
  const texts = files.texts();
  const unsafe = input.unsafe ?? false;
  const today = todayOf(base);
  const made = mendAll(texts, reviewProject(texts, choices, today), choices, { unsafe, isShown, today });
  const written = await writeMended(base, texts, made.texts);
  if (!written.ok) return { unwritten: written.message };
  const answered = ruff && (await askRuff(base, place, made.texts, ruff));
  const typed = input.types ? await askTypes(base, place) : undefined;
  return { sources: made.texts, mended: made.mended, reviewed: join(call, made.review, answered, typed) };
}

function join(
  { base, place, choices, ruff }: Call,
  review: Review,
  answered: RuffAnswer | undefined,
  typed: TypesAnswer | undefined,
): Reviewed {
  const linted = ruff && answered ? readRuffAnswer(base, answered, review.project, ruff) : notLinted;
  const types = typed ? readTypesAnswer(base, typed, review.project) : notLinted;
  const links = new Map([...linted.links, ...types.links]);
  const findings = [...linted.findings, ...types.findings];
  const whole = addLinted(review, choices, { findings, links, asked: linted.asked }, typed !== undefined);
  return { ...describeReview(whole, place), links };
}

/** What is to be told of a review. */
export function describeReview(review: Review, place: CheckPlace): Reviewed {
  const { project, findings, silenced, roles } = review;
  const shown = [...project.modules.values()].filter(({ path }) => isBelow(path, place.shown));
  return {
    findings,
    silenced,
    roles,
    links: new Map(),
    files: shown.length,
    lines: shown.reduce((sum, { syntax }) => sum + countLines(syntax.text), 0),
  };
}
