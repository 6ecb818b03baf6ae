import type { Finding } from "#base";
import {
  type ContractChange,
  contentFile,
  findItems,
  findVersions,
  historyFolder,
  readContract,
  sliceOf,
  splitVersion,
} from "#contract";
import type { Workspace } from "#workspace";
import { openBeside } from "../contract-files.ts";
import { unreadFinding } from "../unread-file.ts";
import { linesCalled } from "./choose-named.ts";
import type { DocumentVersion } from "./compare-documents.ts";
import { readContent, readHistoryFiles } from "./history-files.ts";
import { readRegistry } from "./registry-files.ts";

/** One side of a comparison: a file, or one thing as it was accepted or is now. */
export interface DiffSide extends DocumentVersion {
  readonly label: string;
  readonly thing?: { readonly kind: string; readonly id: string };
}

/** `Order@2`, `docs/orders.yaml`, or, beside a version, the `Order` of now. What is wrong reduces what is compared, and is told. */
export async function openSides(
  workspace: Workspace,
  before: string,
  after: string | undefined,
  findings: Finding[],
): Promise<readonly [DiffSide, DiffSide] | undefined> {
  const isOfVersion = [before, after].some((word) => word !== undefined && asked(workspace, word));
  const other = after ?? asked(workspace, before)?.name;
  if (other === undefined) {
    findings.push(notCompared("there is nothing to compare with", "name the file of the version after, too"));
    return undefined;
  }
  const sides: DiffSide[] = [];
  for (const word of [before, other]) {
    const side = isOfVersion
      ? await openThing(workspace, word, findings)
      : openFile(workspace, word, findings);
    if (side === undefined) return undefined;
    sides.push(side);
  }
  const [was, is] = sides;
  if (was === undefined || is === undefined) return undefined;
  if (was.thing?.kind === is.thing?.kind) return [was, is];
  findings.push(
    notCompared(`${was.label} and ${is.label} are not of one kind`, "name two versions of one thing"),
  );
  return undefined;
}

/** Of a type, what it names comes with it, and is compared where it names it. */
export function changesOfThing(
  changes: readonly ContractChange[],
  { thing }: DiffSide,
): readonly ContractChange[] {
  return thing?.kind === "type" ? changes.filter(({ item }) => item === thing.id) : changes;
}

function asked(
  workspace: Workspace,
  word: string,
): { readonly name: string; readonly version: string } | undefined {
  return workspace.exists(word) ? undefined : splitVersion(word);
}

function openFile(workspace: Workspace, file: string, findings: Finding[]): DiffSide | undefined {
  const text = workspace.readUntrusted(file);
  if (!text.ok) {
    findings.push(unreadFinding(file, text));
    return undefined;
  }
  const reading = readContract(file, text.text, openBeside(workspace, file));
  findings.push(...reading.findings.filter(({ severity }) => severity === "error"));
  return reading.value && { label: file, contract: reading.value, reading };
}

async function openThing(
  workspace: Workspace,
  word: string,
  findings: Finding[],
): Promise<DiffSide | undefined> {
  const version = asked(workspace, word);
  return version === undefined
    ? await openPresent(workspace, word, findings)
    : openVersion(workspace, word, version, findings);
}

function openVersion(
  workspace: Workspace,
  word: string,
  { name, version }: { readonly name: string; readonly version: string },
  findings: Finding[],
): DiffSide | undefined {
  const history = readHistoryFiles(workspace);
  const meant = linesCalled(history, name).flatMap((line) => findVersions(line, version));
  const contents = new Set(meant.map(({ item }) => item.content));
  const [found] = meant;
  if (found === undefined || contents.size > 1) {
    const why =
      found === undefined
        ? `nothing was accepted as ${word}`
        : `${word} may be any of ${meant.map(({ item, number }) => `${item.name}@${number} of ${item.service || "no service"}`).join(", ")}`;
    findings.push(
      notCompared(why, "keelback contract history NAME shows the versions; a digest names one of them"),
    );
    return undefined;
  }
  const { item, number } = found;
  if (item.content === undefined) {
    findings.push(
      notCompared(`${word} is its removal: nothing was promised any more`, "name a version before it"),
    );
    return undefined;
  }
  const text = readContent(workspace, item.content);
  if (typeof text !== "string") {
    findings.push(text);
    return undefined;
  }
  const reading = readContract(`${historyFolder}/${contentFile(item.content)}`, text);
  const thing = { kind: item.line[0] ?? "", id: item.id };
  return reading.value && { label: `${item.name}@${number}`, contract: reading.value, reading, thing };
}

async function openPresent(
  workspace: Workspace,
  word: string,
  findings: Finding[],
): Promise<DiffSide | undefined> {
  const { registry, contractOf } = await readRegistry(workspace);
  const { how, items, nearest } = findItems(registry, word);
  const [item, ...others] = how === "words" ? [] : items;
  const [entry] = item?.said ?? [];
  const contract = entry && contractOf(entry.file);
  const slice = contract && sliceOf(contract, entry);
  if (item === undefined || slice === undefined || others.length > 0) {
    const why =
      others.length > 0
        ? `${word} may be any of ${items.map(({ name, service }) => `${name} of ${service || "no service"}`).join(", ")}`
        : `no contract here speaks of "${word}", and there is no such file`;
    findings.push(
      notCompared(why, nearest[0] === undefined ? "name it exactly" : `did you mean "${nearest[0]}"?`),
    );
    return undefined;
  }
  // Without its document, only what it says is compared.
  const reading = { value: slice, findings: [] };
  return { label: `${item.name} of now`, contract: slice, reading, thing: { kind: item.kind, id: item.id } };
}

function notCompared(message: string, mend: string): Finding {
  return { rule: "contract/not-compared", severity: "error", message, mend };
}
