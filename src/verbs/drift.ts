import { type Contract, operationName } from "#contract";
import { compareOperations, type Drift, driftFindings, type Matched, matchOperations } from "#drift";
import { extractContract } from "#extract";
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
  readonly compared: readonly { readonly file: string; readonly operations: number; readonly kept: number }[];
  /** Documents of which the source answers nothing: contracts of other services. */
  readonly others: readonly string[];
  readonly all: boolean;
}

/** Where the source does not keep what its contracts promise, with both places. Nothing is run. */
export const drift: Verb<DriftInput, DriftValue> = {
  async run(workspace, input, { version }) {
    const { documents = [], direction = "source", format = "text", all = false } = input;
    const reading = await readRegistry(workspace);
    const { texts, findings: unread } = readPythonFiles(workspace);
    const project = readProject(texts);
    const facts = readFacts(project);
    const extraction = extractContract(facts);
    const kept = extraction.value;
    const asked = [...contractsOf(reading).values()]
      .filter(({ operations }) => operations.length > 0)
      .filter(({ file }) => isBelow(file, documents));
    const matched = asked.map((contract) => matchOperations(contract, kept?.operations ?? []));
    const ours = matched.filter(({ pairs }) => pairs.length > 0 || asked.length === 1);
    const drifts =
      kept === undefined
        ? []
        : [...ours.flatMap((each) => compareOperations(each, kept)), ...compareRest(ours, kept, facts)];
    const told = settleFindings(
      driftFindings(drifts, direction as "source" | "document"),
      reading.settings.rules,
    );
    const problems = [
      ...(asked.length === 0 ? [noDocuments(reading.places)] : []),
      ...reading.findings.filter(({ severity }) => severity === "error"),
      ...unread,
      ...[...project.modules.values()].flatMap(brokenFile),
      ...extraction.findings,
    ];
    const sources = new Map([...reading.sources, ...texts]);
    const { fresh, refused, ...chosen } = await chooseFindings(workspace, input, {
      ...{ verb: "drift", command: "keelback drift", sources, problems, findings: told },
      isPart: documents.length > 0,
    });
    const isBad = fresh.some(({ severity }) => severity !== "note");
    const exitCode = asked.length === 0 || kept === undefined || refused ? 2 : isBad ? 1 : 0;
    return {
      exitCode,
      value: {
        ...{ format: format as CheckFormat, version, exitCode, sources, all },
        ...chosen,
        drifts,
        rules: rulesAsked(["drift"], reading.settings.rules),
        compared: ours.map(({ contract, pairs }) => ({
          file: contract.file,
          operations: contract.operations.length,
          kept: pairs.length,
        })),
        others: matched.filter((each) => !ours.includes(each)).map(({ contract }) => contract.file),
      },
    };
  },
};

/** What no document speaks of, and what no test calls. Without a document of one's own, nothing is undocumented. */
function compareRest(ours: readonly Matched[], kept: Contract, { tests }: Facts): readonly Drift[] {
  const paired = new Map(
    ours.flatMap(({ pairs }) => pairs.map(({ promised, kept: its }) => [its, promised] as const)),
  );
  const undocumented = ours.length === 0 ? [] : kept.operations.filter((operation) => !paired.has(operation));
  const called = new Set(tests.flatMap(({ calls }) => calls.flatMap(({ routes }) => routes)));
  const untested = [...paired].filter(([its]) => tests.length > 0 && !called.has(operationName(its)));
  return [
    ...undocumented
      .filter(({ path }) => !isUsual(path))
      .map(
        (operation): Drift => ({
          ...{ kind: "operation-undocumented", item: operationName(operation), at: "", promised: "" },
          ...{ kept: operation.summary, source: operation.span },
        }),
      ),
    ...untested.map(
      ([its, promised]): Drift => ({
        ...{ kind: "operation-untested", item: operationName(promised), at: "", promised: promised.summary },
        ...{ kept: "", document: promised.span, source: its.span },
      }),
    ),
  ];
}

/** What machines that run a service ask it, which contracts for its callers rarely speak of. */
function isUsual(path: string): boolean {
  return /^\/?(?:health(?:z|\/(?:live|ready))?|healthcheck|livez|readyz|ready|live|ping|version|info|metrics)\/?$/.test(
    path,
  );
}
