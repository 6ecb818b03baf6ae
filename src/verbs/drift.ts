import type { Contract } from "#contract";
import { type ComparedEvents, type Drift, driftFindings, type Matched } from "#drift";
import { readFacts, readProject } from "#facts";
import type { CheckFormat } from "./check-input.ts";
import { compareSource } from "./compare-source.ts";
import { rulesAsked, settleFindings } from "./contract/choose-contract-rules.ts";
import { contractsOf } from "./contract/contracts-of.ts";
import { noDocuments } from "./contract/no-documents.ts";
import { readRegistry } from "./contract/registry-files.ts";
import { comparedDocuments } from "./contract/source/compared-documents.ts";
import { keepStates, sourceDigest, sourceMarks } from "./contract/source/kept-states.ts";
import { sourceStates } from "./contract/source/source-states.ts";
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
  async run(workspace, input, context) {
    const { version } = context;
    const { documents = [], app, direction = "source", format = "text", all = false } = input;
    const reading = await readRegistry(workspace);
    const marks = sourceMarks(workspace);
    const { texts, findings: unread } = readPythonFiles(workspace);
    const project = readProject(texts);
    const facts = readFacts(project);
    const asked = [...contractsOf(reading).values()]
      .filter(({ operations, events }) => operations.length + events.length > 0)
      .filter(({ file }) => isBelow(file, documents));
    const compared = compareSource(facts, asked, app);
    const { ours, events, drifts, isNothing, unknown } = compared;
    if (documents.length === 0 && app === undefined)
      keepStates(
        workspace,
        context,
        { documents: comparedDocuments(reading), source: sourceDigest(texts), marks },
        sourceStates(compared, facts, reading.settings.rules),
      );
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
