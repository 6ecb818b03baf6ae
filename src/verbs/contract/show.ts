import { normalize } from "node:path";
import { type Finding, hasErrors } from "#base";
import { type Answer, type Contract, findItems, type RegistryDocument, type RegistryItem } from "#contract";
import type { Workspace } from "#workspace";
import type { Verb, VerbContext, VerbResult } from "../verb.ts";
import { fullAnswers } from "./full-answers.ts";
import { noDocuments } from "./no-documents.ts";
import { type PrintedDocument, printDocument } from "./print-document.ts";
import { type RegistryReading, readRegistry } from "./registry-files.ts";
import type { ContractShowInput } from "./show-input.ts";
import { type ShownVersion, showVersions } from "./show-version.ts";
import { comparedDocuments } from "./source/compared-documents.ts";
import { type RecalledStates, recallStates } from "./source/kept-states.ts";

export type ContractShowValue =
  | {
      readonly kind: "answers";
      readonly name: string;
      readonly answers: readonly Answer[];
      /** What the source does of them, as far as that is known. */
      readonly source: RecalledStates;
      readonly more: readonly RegistryItem[];
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: "versions";
      readonly name: string;
      readonly versions: readonly ShownVersion[];
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: "document";
      readonly document: RegistryDocument;
      readonly contract: Contract;
      readonly items: readonly RegistryItem[];
      readonly findings: readonly Finding[];
    }
  | ({ readonly kind: "printed"; readonly file: string } & PrintedDocument)
  | {
      readonly kind: "nothing";
      readonly name: string;
      readonly nearest: readonly string[];
      readonly findings: readonly Finding[];
    };

/** Things of one name that are shown in full. */
const mostAnswers = 10;

/** One thing by its exact name, or one whole document. Unlike a query it does not go by words. */
export const contractShow: Verb<ContractShowInput, ContractShowValue> = {
  async run(workspace, { name: words = [], format }, context) {
    const name = words.join(" ");
    const recorded = showVersions(workspace, name);
    if (recorded !== undefined && recorded.versions.length > 0 && format !== undefined)
      return printVersion(recorded, { name, format });
    if (recorded !== undefined && recorded.versions.length > 0)
      return {
        exitCode: hasErrors(recorded.findings) ? 1 : 0,
        value: { kind: "versions", name, ...recorded },
      };
    const asked = { name, ...(format !== undefined && { format }) };
    const reading = await readRegistry(workspace, context);
    const result = showFrom(workspace, reading, asked, context);
    // What was kept of a document does not hold any more: then it is read anew.
    return reading.isStale() ? showFrom(workspace, await readRegistry(workspace), asked, context) : result;
  },
};

function showFrom(
  workspace: Workspace,
  reading: RegistryReading,
  { name, format }: { readonly name: string; readonly format?: string },
  context: VerbContext,
): VerbResult<ContractShowValue> {
  const { registry, places } = reading;
  if (registry.documents.length === 0)
    return { exitCode: 2, value: { kind: "nothing", name, nearest: [], findings: [noDocuments(places)] } };
  const document = registry.documents.find(
    ({ file, title }) => file === normalize(name) || title.toLowerCase() === name.trim().toLowerCase(),
  );
  const contract = document && reading.contractOf(document.file);
  if (document && contract && format !== undefined)
    return {
      exitCode: 0,
      value: { kind: "printed", file: document.file, ...printDocument(contract, format) },
    };
  if (document && contract) return showDocument(document, contract, reading);
  const { how, items, nearest } = findItems(registry, name);
  if (format !== undefined && items.length > 0 && how !== "words")
    return printItem(reading, { name, items, format });
  const findings: readonly Finding[] = [];
  if (items.length === 0 || how === "words")
    return {
      exitCode: 1,
      value: { kind: "nothing", name, nearest: items.length === 0 ? nearest : namesOf(items), findings },
    };
  const source = recallStates(workspace, context, () => comparedDocuments(reading));
  return {
    exitCode: 0,
    value: { kind: "answers", name, ...fullAnswers(reading, items, mostAnswers), source, findings },
  };
}

/** A document of its own that holds one thing, with the types and ways of signing in that it names, and nothing else. */
function printItem(
  reading: RegistryReading,
  { name, items, format }: Asked & { readonly items: readonly RegistryItem[] },
): VerbResult<ContractShowValue> {
  const [item, ...others] = items;
  const { answers } = fullAnswers(reading, items, 1);
  const [answer] = answers;
  const file = item?.said[0]?.file ?? "";
  const refuse = (message: string, mend: string): VerbResult<ContractShowValue> => ({
    exitCode: 2,
    value: {
      ...{ kind: "nothing", name, nearest: namesOf(items) },
      findings: [{ rule: "contract/no-document", severity: "error", message, mend }],
    },
  });
  if (others.length > 0)
    return refuse(
      `${name} may be any of ${items.length} things: one document holds one of them`,
      `name it by its id, or print the whole document that says it: ${file}`,
    );
  if (item === undefined || answer === undefined)
    return refuse(`${file} no longer says anything of ${name}`, "try again");
  return printed(file, answer.contract, { name: item.name, format });
}

interface Asked {
  readonly name: string;
  readonly format: string;
}

/** Refused where the form has no place for the very thing that was asked for. */
function printed(file: string, contract: Contract, { name, format }: Asked): VerbResult<ContractShowValue> {
  const { operations, events } = contract;
  const other =
    format === "asyncapi" && operations.length > 0
      ? "openapi"
      : format === "openapi" && events.length > 0
        ? "asyncapi"
        : undefined;
  if (other === undefined)
    return { exitCode: 0, value: { kind: "printed", file, ...printDocument(contract, format) } };
  const finding: Finding = {
    rule: "contract/no-document",
    severity: "error",
    message: `${name} is ${other === "openapi" ? "an operation" : "an event"}, for which ${format} has no place`,
    mend: `print it with --format ${other}, or --format markdown`,
  };
  return { exitCode: 2, value: { kind: "nothing", name, nearest: [], findings: [finding] } };
}

/** An accepted version as it was recorded, in a form. */
function printVersion(
  { versions, findings }: NonNullable<ReturnType<typeof showVersions>>,
  { name, format }: Asked,
): VerbResult<ContractShowValue> {
  const [version, ...others] = versions;
  const answer = version?.answer;
  if (answer !== undefined && others.length === 0 && !hasErrors(findings))
    return printed(`${name} as it was accepted`, answer.contract, { name, format });
  const finding: Finding = {
    rule: "contract/no-document",
    severity: "error",
    message: `${name} is no one accepted contract that could be printed`,
    mend: "keelback contract history NAME shows the versions; a digest names one of them",
  };
  return { exitCode: 2, value: { kind: "nothing", name, nearest: [], findings: [...findings, finding] } };
}

function namesOf(items: readonly RegistryItem[]): readonly string[] {
  return items.slice(0, mostAnswers).map(({ name }) => name);
}

function showDocument(
  document: RegistryDocument,
  contract: Contract,
  { registry }: RegistryReading,
): VerbResult<ContractShowValue> {
  const items = registry.items.filter(({ said }) => said.some(({ file }) => file === document.file));
  return { exitCode: 0, value: { kind: "document", document, contract, items, findings: document.findings } };
}
