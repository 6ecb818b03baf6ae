import type { Finding } from "#base";
import {
  type Answer,
  type FieldPlace,
  findItems,
  type Receipt,
  type Registry,
  type RegistryItem,
} from "#contract";
import type { Workspace } from "#workspace";
import type { Verb, VerbContext, VerbResult } from "../verb.ts";
import { fullAnswers } from "./full-answers.ts";
import { noDocuments } from "./no-documents.ts";
import type { ContractQueryInput } from "./query-input.ts";
import { recordReceipts } from "./receipts.ts";
import { type RegistryReading, readRegistry } from "./registry-files.ts";
import { comparedDocuments } from "./source/compared-documents.ts";
import { type RecalledStates, recallStates } from "./source/kept-states.ts";

export type ContractQueryValue =
  | {
      readonly kind: "answers";
      readonly question: string;
      readonly answers: readonly Answer[];
      /** What the source does of them, as far as that is known. */
      readonly source: RecalledStates;
      /** Further ones that are not shown. */
      readonly more: readonly RegistryItem[];
      /** Where fields stand that are called exactly as was asked, while the answers are only spelt alike. */
      readonly fields: readonly FieldPlace[];
      /** What was recorded for the task, where one was named. */
      readonly receipts?: readonly Receipt[];
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: "fields";
      readonly question: string;
      readonly places: readonly FieldPlace[];
      readonly findings: readonly Finding[];
    }
  | {
      /** Words that fit several things, none of which is certain. */
      readonly kind: "candidates";
      readonly question: string;
      readonly items: readonly RegistryItem[];
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: "nothing";
      readonly question: string;
      readonly nearest: readonly string[];
      readonly findings: readonly Finding[];
    };

/** Answers of one question that are given in full. */
const mostAnswers = 4;

/** The exact contract of what is asked for, from the documents alone. A miss says so; nothing is made up. */
export const contractQuery: Verb<ContractQueryInput, ContractQueryValue> = {
  async run(workspace, input, context) {
    const reading = await readRegistry(workspace, context);
    const result = await answerFrom(workspace, reading, input, context);
    return (
      result ??
      (await answerFrom(workspace, await readRegistry(workspace), input, context)) ??
      nothing(reading, input)
    );
  },
};

/** Undefined where a document is no longer what the registry has it for. */
async function answerFrom(
  workspace: Workspace,
  reading: RegistryReading,
  input: ContractQueryInput,
  context: VerbContext,
): Promise<VerbResult<ContractQueryValue> | undefined> {
  const { what = [], service, for: task } = input;
  if (reading.registry.documents.length === 0) return nothing(reading, input);
  const registry = service === undefined ? reading.registry : only(reading.registry, service);
  const result = answer(what.join(" "), registry, reading, () =>
    recallStates(workspace, context, () => comparedDocuments(reading)),
  );
  touchItems(result.value);
  if (reading.isStale()) return undefined;
  return task === undefined ? result : record(workspace, task, result, reading);
}

/** What is told of further things is read now, and not once it is told: then it is known whether it holds. */
function touchItems(value: ContractQueryValue): void {
  const items = value.kind === "answers" ? value.more : value.kind === "candidates" ? value.items : [];
  for (const { said } of items) said.at(0);
}

function nothing(
  { places }: RegistryReading,
  { what = [] }: ContractQueryInput,
): VerbResult<ContractQueryValue> {
  const findings = [noDocuments(places)];
  return { exitCode: 2, value: { kind: "nothing", question: what.join(" "), nearest: [], findings } };
}

/** A receipt is for what was answered in full, and for nothing else. */
async function record(
  workspace: Workspace,
  task: string,
  { exitCode, value }: VerbResult<ContractQueryValue>,
  { registry }: RegistryReading,
): Promise<VerbResult<ContractQueryValue>> {
  if (value.kind !== "answers") return { exitCode, value };
  const items = value.answers.map(({ item }) => item);
  const { value: receipts, findings } = await recordReceipts(workspace, task, { registry, items });
  return {
    exitCode: findings.length > 0 ? 2 : exitCode,
    value: { ...value, receipts, findings: [...findings, ...value.findings] },
  };
}

function only(registry: Registry, service: string): Registry {
  const wanted = service.trim().toLowerCase();
  const says = (title: string): boolean => title.toLowerCase() === wanted;
  return {
    ...registry,
    documents: registry.documents.filter(({ title }) => says(title)),
    items: registry.items.filter(({ said }) => said.some((entry) => says(entry.service))),
  };
}

function answer(
  question: string,
  registry: Registry,
  reading: RegistryReading,
  recall: () => RecalledStates,
): VerbResult<ContractQueryValue> {
  const { how, items, fields, nearest } = findItems(registry, question);
  const findings = shownFindings(reading);
  if (how === "nothing") return { exitCode: 1, value: { kind: "nothing", question, nearest, findings } };
  if (items.length === 0)
    return { exitCode: 0, value: { kind: "fields", question, places: fields, findings } };
  if (how === "words" && items.length > 1)
    return { exitCode: 1, value: { kind: "candidates", question, items, findings } };
  const { answers, more } = fullAnswers(reading, items, mostAnswers);
  return {
    exitCode: 0,
    value: { kind: "answers", question, answers, source: recall(), more, fields, findings },
  };
}

/** Broken documents are told beside every answer, for what was asked may stand in one of them. */
function shownFindings({ findings }: RegistryReading): readonly Finding[] {
  return findings.filter(({ severity }) => severity === "error");
}
