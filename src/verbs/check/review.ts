import type { Finding } from "#base";
import { type Facts, openReading, type Project, readFacts, readProject } from "#facts";
import { applySuppressions, explainLine, type RuleChoice, runRules, type Silence } from "#rules";
import { brokenFile } from "../source-findings.ts";
import { isRuleName, standsFor } from "./choose-rules.ts";
import type { AskedLine } from "./silence.ts";

export type FileRole = "routes" | "models";

export interface Review {
  readonly project: Project;
  /** What files are for, where routes or models stand in them. */
  readonly roles: ReadonlyMap<string, FileRole>;
  /** All that rules have found, before comments were heeded. */
  readonly found: readonly Finding[];
  readonly findings: readonly Finding[];
  readonly silences: readonly Silence[];
  /** Why nothing is said of what a line reads of rows; worked out only where it is asked for. */
  readonly explain: (asked: AskedLine) => readonly Silence[];
  /** How many findings comments have silenced. */
  readonly silenced: number;
}

/** Reads the files of a project once, asks each rule, and heeds the comments that silence them. */
export function reviewProject(
  texts: ReadonlyMap<string, string>,
  choices: readonly RuleChoice[],
  today?: string,
): Review {
  const project = readProject(texts);
  const reading = openReading(project);
  const facts = readFacts(project, undefined, reading);
  const { findings, silences } = runRules(reading, facts, choices, today);
  const isAsked = (name: string): boolean => choices.some(({ id }) => standsFor(name, id));
  const found = findings;
  const explain = (asked: AskedLine): readonly Silence[] => explainLine(reading, facts, asked);
  return {
    project,
    roles: readRoles(facts),
    found,
    silences,
    explain,
    ...judgeFindings(project, found, isAsked),
  };
}

/** What comments leave of what was found, with what is to be said of the files and of those comments. */
export function judgeFindings(
  project: Project,
  found: readonly Finding[],
  isAsked: (name: string) => boolean,
): Pick<Review, "findings" | "silenced"> {
  const modules = [...project.modules.values()];
  const { findings, silenced } = applySuppressions(
    [...modules, ...project.templates.values(), ...project.manifests.values()],
    found,
    {
      isAsked,
      isKnown: isRuleName,
      names: standsFor,
    },
  );
  return { findings: [...modules.flatMap(brokenFile), ...findings], silenced };
}

function readRoles({ routes, models }: Facts): ReadonlyMap<string, FileRole> {
  return new Map([
    ...routes.map(({ handler }) => [handler.slice(0, handler.lastIndexOf(":")), "routes"] as const),
    ...models.map(({ span }) => [span.file, "models"] as const),
  ]);
}
