import type { Finding } from "#base";
import type { Contract } from "#contract";
import {
  type ComparedEvents,
  compareErrorForms,
  compareEvents,
  compareOperations,
  compareTests,
  type Drift,
  driftFindings,
  type ErrorForms,
  type Matched,
  matchOperations,
  undocumentedOperations,
} from "#drift";
import { extractContract, extractEvents, extractRefusals } from "#extract";
import { type Facts, readFacts, readProject } from "#facts";
import type { CheckFormat } from "./check-input.ts";
import { rulesAsked, settleFindings } from "./contract/choose-contract-rules.ts";
import { contractsOf } from "./contract/contracts-of.ts";
import { noDocuments } from "./contract/no-documents.ts";
import { readRegistry } from "./contract/registry-files.ts";
import type { DriftInput } from "./drift-input.ts";
import { isBelow, readPythonFiles } from "./python-files.ts";
import { brokenFile } from "./source-findings.ts";
import { chooseFindings, type ToldFindings } from "./told-findings.ts";
import type { Verb } from "./verb.ts";

export interface DriftValue extends ToldFindings {
  readonly drifts: readonly Drift[];
  /** Documents that were compared, and how many of their operations the source answers. */
  readonly compared: readonly ComparedDocument[];
  /** Documents of which the source answers nothing: contracts of other services. */
  readonly others: readonly string[];
  readonly all: boolean;
}

export interface ComparedDocument {
  readonly file: string;
  readonly operations: number;
  readonly kept: number;
  /** Events that the program is meant to give, and how many of them it gives. */
  readonly events: number;
  readonly given: number;
}

/** Where the source does not keep what its contracts promise, with both places. Nothing is run. */
export const drift: Verb<DriftInput, DriftValue> = {
  async run(workspace, input, { version }) {
    const { documents = [], direction = "source", format = "text", all = false } = input;
    const reading = await readRegistry(workspace);
    const { texts, findings: unread } = readPythonFiles(workspace);
    const project = readProject(texts);
    const facts = readFacts(project);
    const asked = [...contractsOf(reading).values()]
      .filter(({ operations, events }) => operations.length + events.length > 0)
      .filter(({ file }) => isBelow(file, documents));
    const { ours, events, drifts, isNothing, unknown } = compareAll(facts, asked);
    const told = settleFindings(
      driftFindings(drifts, /^(?:source|code)$/.test(direction) ? "source" : "document"),
      reading.settings.rules,
    );
    const problems = [
      ...(asked.length === 0 ? [noDocuments(reading.places)] : []),
      ...reading.findings.filter(({ severity }) => severity === "error"),
      ...unread,
      ...[...project.modules.values()].flatMap(brokenFile),
      ...unknown,
    ];
    const sources = new Map([...reading.sources, ...texts]);
    const { fresh, refused, ...chosen } = await chooseFindings(workspace, input, {
      ...{ verb: "drift", command: "keelback drift", sources, problems, findings: told },
      isPart: documents.length > 0,
    });
    const isBad = fresh.some(({ severity }) => severity !== "note");
    const exitCode = asked.length === 0 || isNothing || refused ? 2 : isBad ? 1 : 0;
    return {
      exitCode,
      value: {
        ...{ format: format as CheckFormat, version, exitCode, sources, all },
        ...chosen,
        drifts,
        rules: rulesAsked(["drift"], reading.settings.rules),
        ...tellCompared(asked, ours, events),
      },
    };
  },
};

interface Compared {
  readonly ours: readonly Matched[];
  readonly events: ComparedEvents;
  readonly drifts: readonly Drift[];
  /** Whether there was nothing on the side of the source. */
  readonly isNothing: boolean;
  /** What of the source is not known. */
  readonly unknown: readonly Finding[];
}

/** What routes, messages and tests of the source are beside what the contracts that are asked for say of them. */
function compareAll(facts: Facts, asked: readonly Contract[]): Compared {
  const extraction = extractContract(facts);
  const kept = extraction.value;
  const withOperations = asked.filter(({ operations }) => operations.length > 0);
  const matched = withOperations.map((contract) => matchOperations(contract, kept?.operations ?? []));
  const ours = matched.filter(({ pairs }) => pairs.length > 0 || withOperations.length === 1);
  const messages = extractEvents(facts);
  const events = compareEvents({
    documents: asked,
    ...(messages.value && { kept: messages.value }),
    tasks: messages.tasks,
    isOpen: messages.unknown.some(({ direction }) => direction === "given"),
    title: facts.applications[0]?.title ?? "",
    ours: new Set(ours.map(({ contract }) => contract)),
  });
  const isMessaging = kept === undefined && events.compared.size > 0;
  return {
    ...{ ours, events, isNothing: kept === undefined && !isMessaging },
    drifts: [...(kept === undefined ? [] : compareRoutes(facts, ours, kept)), ...events.drifts],
    unknown: [...(isMessaging ? [] : extraction.findings), ...messages.findings],
  };
}

function compareRoutes(facts: Facts, ours: readonly Matched[], kept: Contract): readonly Drift[] {
  return [
    ...ours.flatMap((each) => compareOperations(each, kept)),
    ...undocumentedOperations(ours, kept),
    ...compareErrorForms(ours, errorForms(facts, kept)),
    ...compareTests(ours, facts.tests),
  ];
}

/** How the source answers errors, and which statuses its routes are seen to raise. */
function errorForms(facts: Facts, kept: Contract): ErrorForms {
  const { schemas, ...forms } = extractRefusals(facts);
  const raised = new Map(
    facts.routes.map(({ method, path, operation }) => [
      `${method} ${path}`,
      new Set(
        (operation?.responses ?? []).filter(({ by }) => by === "raised").map(({ status }) => String(status)),
      ),
    ]),
  );
  return { ...forms, kept: { ...kept, schemas }, raised };
}

function tellCompared(
  asked: readonly Contract[],
  ours: readonly Matched[],
  { compared }: ComparedEvents,
): Pick<DriftValue, "compared" | "others"> {
  const all = asked.map((contract) => {
    const own = ours.find((each) => each.contract === contract);
    const events = compared.get(contract);
    return {
      file: contract.file,
      isOurs: own !== undefined || events !== undefined,
      operations: own === undefined ? 0 : contract.operations.length,
      kept: own?.pairs.length ?? 0,
      ...{ events: events?.events ?? 0, given: events?.given ?? 0 },
    };
  });
  return {
    compared: all.filter((each) => each.isOurs).map(({ isOurs: _, ...each }) => each),
    others: all.filter((each) => !each.isOurs).map(({ file }) => file),
  };
}
