import { normalize } from "node:path";
import { type Finding, hasErrors } from "#base";
import { type Answer, type Contract, findItems, type RegistryDocument, type RegistryItem } from "#contract";
import type { Verb, VerbResult } from "../verb.ts";
import { fullAnswers } from "./full-answers.ts";
import { noDocuments } from "./no-documents.ts";
import { type PrintedDocument, printDocument } from "./print-document.ts";
import { type RegistryReading, readRegistry } from "./registry-files.ts";
import type { ContractShowInput } from "./show-input.ts";
import { type ShownVersion, showVersions } from "./show-version.ts";

export type ContractShowValue =
  | {
      readonly kind: "answers";
      readonly name: string;
      readonly answers: readonly Answer[];
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
  async run(workspace, { name: words = [], format }) {
    const name = words.join(" ");
    const recorded = showVersions(workspace, name);
    if (format === undefined && recorded !== undefined && recorded.versions.length > 0)
      return {
        exitCode: hasErrors(recorded.findings) ? 1 : 0,
        value: { kind: "versions", name, ...recorded },
      };
    const reading = await readRegistry(workspace);
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
    const findings: readonly Finding[] = format === undefined ? [] : [noDocument(items)];
    if (format !== undefined)
      return { exitCode: 2, value: { kind: "nothing", name, nearest: namesOf(items), findings } };
    if (items.length === 0 || how === "words")
      return {
        exitCode: 1,
        value: { kind: "nothing", name, nearest: items.length === 0 ? nearest : namesOf(items), findings },
      };
    return {
      exitCode: 0,
      value: { kind: "answers", name, ...fullAnswers(reading, items, mostAnswers), findings },
    };
  },
};

/** A form is one of whole documents: what they share would be lost with a part of one. */
function noDocument(items: readonly RegistryItem[]): Finding {
  const file = items[0]?.said[0]?.file;
  return {
    rule: "contract/no-document",
    severity: "error",
    message: "only a whole document can be printed in a form, and no document is called so",
    mend:
      file === undefined
        ? "name its file, such as docs/orders.yaml"
        : `name the document that says it: ${file}`,
  };
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
