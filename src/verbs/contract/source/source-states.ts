import type { Span } from "#base";
import { type Contract, operationName } from "#contract";
import { type Drift, driftFindings } from "#drift";
import type { Facts } from "#facts";
import type { Compared } from "../../compare-source.ts";
import type { RuleSetting } from "../../rule-setting.ts";
import { settleFindings } from "../choose-contract-rules.ts";
import { type SourceState, type SourceStates, type StateDrift, stateKey } from "./source-state.ts";

/** What a comparison tells of each operation and event. Rules that the settings turn off tell nothing. */
export function sourceStates(
  { ours: all, events, drifts, hasRoutes }: Compared,
  { tests }: Pick<Facts, "tests">,
  rules: Rules,
): SourceStates {
  const ours = hasRoutes ? all : [];
  const byName = driftsByName(drifts);
  const documents = countNames(ours.map(({ contract }) => contract.operations.map(operationName)));
  const givers = [...events.compared.keys()];
  const speakers = countNames(givers.map((contract) => contract.events.map(({ name }) => name)));
  const states = new Map<string, SourceState>();
  const add = (kind: "operation" | "event", name: string, contract: Contract, found: Found): void => {
    const isOnly = (kind === "operation" ? documents : speakers).get(name) === 1;
    // Two services may have an operation of one name: a difference is one of the document whose place it names.
    const own = (byName.get(name) ?? []).filter(
      ({ document }) => isOnly || document === undefined || document.file === contract.file,
    );
    const state = stateFrom(found, own, rules);
    if (state !== undefined) states.set(stateKey(contract.file, { kind, name }), state);
  };
  for (const { contract, pairs, missing } of ours) {
    for (const { promised, kept } of pairs)
      add("operation", operationName(promised), contract, { at: kept.span, hasTests: tests.length > 0 });
    for (const promised of missing) add("operation", operationName(promised), contract, {});
  }
  for (const contract of givers)
    for (const event of contract.events)
      add("event", event.name, contract, { isGiven: events.answered.has(event) });
  return states;
}

type Rules = Readonly<Record<string, RuleSetting>> | undefined;

/** Where an operation is answered, or whether an event is given. */
interface Found {
  readonly at?: Span;
  readonly hasTests?: boolean;
  readonly isGiven?: boolean;
}

function driftsByName(drifts: readonly Drift[]): ReadonlyMap<string, readonly Drift[]> {
  return Map.groupBy(
    drifts.flatMap(({ others = [], ...drift }) => [
      drift,
      ...others.map((place) => ({ ...drift, ...place })),
    ]),
    ({ item }) => item,
  );
}

function countNames(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of lists.flatMap((names) => [...new Set(names)]))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function stateFrom(
  { at, hasTests, isGiven = at !== undefined }: Found,
  own: readonly Drift[],
  rules: Rules,
): SourceState | undefined {
  // An event that is neither given nor missing is one of which that is not known.
  if (!isGiven && own.length === 0) return undefined;
  const isTested = !own.some(({ kind }) => kind === "operation-untested");
  return {
    kept: !isGiven ? "no" : own.some(isPart) ? "partly" : "yes",
    ...(at !== undefined && { tested: hasTests === true && isTested, at }),
    // That no test calls it is told already.
    drifts: own.filter(({ kind }) => kind !== "operation-untested").flatMap((drift) => tell(drift, rules)),
  };
}

/** Whether a difference is one of the program, and not of its tests or of what nobody promised. */
function isPart(drift: Drift): boolean {
  const { kind } = drift;
  const [told] = driftFindings([drift], "source");
  return kind !== "operation-untested" && kind !== "answer-untested" && told?.severity !== "note";
}

function tell(drift: Drift, rules: Rules): readonly StateDrift[] {
  const { document, source } = drift;
  return settleFindings(driftFindings([drift], "source"), rules).map(({ severity, message }) => ({
    severity,
    message,
    ...(document && { document }),
    ...(source && { source }),
  }));
}
