import type { Domain } from "#domain";
import type { Plan } from "#plan";
import type { ProjectChanges } from "#verbs";
import { shellWord } from "../shell.ts";
import { counted, figure } from "../text/figures.ts";
import { type Look, paint } from "../text/look.ts";
import { heading, layParagraph } from "../text/paragraph.ts";
import { layAssumptions } from "./assumptions.ts";
import { layChanges } from "./changes.ts";
import { layEntities, layRelations } from "./entities.ts";
import { layEverywhere } from "./everywhere.ts";
import { layMissing, missingAnswers, overlayName } from "./missing.ts";
import { layNever } from "./never.ts";
import { chooseShown, layOperations } from "./operations.ts";
import { laySteps } from "./steps.ts";

export interface PlanReportOptions {
  readonly look: Look;
  /** Everything; else what fits a minute of reading. */
  readonly all: boolean;
  /** Files of the overlays that are part of the contract. */
  readonly overlays?: readonly string[];
  /** What a build would call its own; left out, what it is called where nothing has that name. */
  readonly overlay?: string;
  /** Key paths that keelback.yaml says something about. */
  readonly settled?: ReadonlySet<string>;
  /** What a build would change, where the folder was built before. */
  readonly changes?: ProjectChanges;
  /** Sentences that come before the last line, such as what was written. */
  readonly notes?: readonly string[];
}

/** Most rows of one section when not all is asked for. */
const most = { entities: 16, operations: 24, assumptions: 12, bodyLines: 8 } as const;

/** What was understood, why, what is assumed and what comes next: to be read in a minute. */
export function reportPlan(domain: Domain, plan: Plan, options: PlanReportOptions): readonly string[] {
  const { look, all } = options;
  const bodyLines = all ? undefined : most.bodyLines;
  const more = `keelback plan ${shellWord(domain.contractFile)} --all`;
  const limit = (count: number): number => (all ? Number.POSITIVE_INFINITY : count);
  const entities = domain.entities.slice(0, limit(most.entities));
  const operations = chooseShown(domain.operations, limit(most.operations));
  const assumptions = domain.assumptions.slice(0, limit(most.assumptions));
  const rest = (total: number, shown: number): readonly string[] =>
    total > shown ? [paint(look, "faint", `  … ${figure(total - shown)} more: ${more}`)] : [];
  return [
    ...layTitle(plan, look, options.overlays),
    ...section("Entities", look, [
      ...layEntities(entities, domain, look, bodyLines),
      ...rest(domain.entities.length, entities.length),
    ]),
    ...section("Relations", look, layRelations(domain, look)),
    ...section("Operations", look, [
      ...layOperations(operations, look, bodyLines),
      ...rest(domain.operations.length, operations.length),
    ]),
    ...section("Everywhere", look, layEverywhere(domain, look)),
    ...section("Assumed (change in keelback.yaml)", look, [
      ...layAssumptions(assumptions, options.settled ?? new Set(), look),
      ...rest(domain.assumptions.length, assumptions.length),
    ]),
    ...section("Missing from the contract", look, layMissing(missingAnswers(domain), look, all)),
    ...section("Documented, and never answered", look, layNever(domain, look, all)),
    ...(options.changes
      ? section("Changes since it was built", look, layChanges(options.changes, look, all))
      : section("Steps", look, laySteps(plan, look))),
    "",
    ...layEnd(domain, plan, options.overlay ?? overlayName(domain.contractFile), look),
    ...(options.notes ?? []).flatMap((note) => layParagraph(note, look)),
    ...layNext(domain, plan, look),
  ];
}

function layTitle(
  { contract, madeFrom }: Plan,
  look: Look,
  overlays: readonly string[] = [],
): readonly string[] {
  const sizes = `${counted(contract.operations, "operation")}, ${counted(contract.schemas, "schema")}`;
  const title = [contract.title, contract.version].filter((part) => part !== "").join(" ");
  const version = `version ${madeFrom.contract.slice(0, 12)}`;
  return [
    ...heading(`${contract.file}: ${contract.label}, ${sizes}`, look),
    ...layParagraph(title === "" ? version : `${title}, ${version}`, look, 0, "faint"),
    ...(overlays.length === 0 ? [] : layParagraph(`with ${overlays.join(", ")}`, look, 0, "faint")),
  ];
}

function section(title: string, look: Look, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", ...heading(title, look), ...lines];
}

function layEnd(domain: Domain, plan: Plan, overlay: string, look: Look): readonly string[] {
  const total = domain.operations.length;
  const open = plan.leftOpen.length;
  const missing = missingAnswers(domain).reduce((sum, { operations }) => sum + operations.length, 0);
  const left = open === 0 ? "none is left open" : `${figure(open)} ${open === 1 ? "is" : "are"} left open`;
  const gaps =
    missing === 0
      ? "No answer is missing from the contract."
      : `${counted(missing, "answer")} ${missing === 1 ? "is" : "are"} missing from the contract and ` +
        `${missing === 1 ? "goes" : "go"} to ${overlay}.`;
  return [
    ...layParagraph(
      `${figure(plan.derived.length)} of ${counted(total, "operation")} can be derived; ${left}. ${gaps}`,
      look,
    ),
  ];
}

/** The command that comes next: none where nothing could be built. */
function layNext({ contractFile }: Domain, { derived }: Plan, look: Look): readonly string[] {
  if (derived.length === 0) return [];
  return layParagraph(`next: keelback build ${shellWord(contractFile)}`, look, 0, "good");
}
