import type { Finding } from "#base";
import type { Contract } from "#contract";
import {
  type ComparedEvents,
  compareErrorForms,
  compareEvents,
  compareOperations,
  compareTests,
  type Drift,
  type ErrorForms,
  type Matched,
  matchOperations,
  undocumentedOperations,
} from "#drift";
import { extractContract, extractEvents, extractRefusals } from "#extract";
import type { Facts } from "#facts";
import { withoutAnswered } from "./answered-otherwise.ts";

/** What contracts promise beside what source keeps. */
export interface Compared {
  readonly ours: readonly Matched[];
  readonly events: ComparedEvents;
  readonly drifts: readonly Drift[];
  /** Whether there was nothing on the side of the source. */
  readonly isNothing: boolean;
  /** Whether it answers anything at all: else nothing of it is missing. */
  readonly hasRoutes: boolean;
  /** What of the source is not known. */
  readonly unknown: readonly Finding[];
}

/** What routes, messages and tests of the source are beside what the contracts that are asked for say of them. */
export function compareSource(facts: Facts, asked: readonly Contract[], application?: string): Compared {
  const extraction = extractContract(facts, undefined, application);
  const kept = extraction.value;
  const withOperations = asked.filter(({ operations }) => operations.length > 0);
  const matched = withOperations.map((contract) =>
    withoutAnswered(matchOperations(contract, kept?.operations ?? []), facts.routes),
  );
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
    ...{ ours, events, isNothing: kept === undefined && !isMessaging, hasRoutes: kept !== undefined },
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
