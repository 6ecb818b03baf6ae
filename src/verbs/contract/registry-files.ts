import { join, normalize } from "node:path";
import type { Finding } from "#base";
import {
  type Contract,
  type ContractReading,
  linkRegistry,
  type Registry,
  type RegistryDocument,
  readRegistryDocument,
} from "#contract";
import type { Workspace } from "#workspace";
import { openBeside } from "../contract-files.ts";
import { foreignFolders } from "../python-files.ts";
import { readSettings, type Settings, settingsFile } from "../settings.ts";
import { unreadFinding } from "../unread-file.ts";

/** The registry of a repository, with what is needed to answer from it. */
export interface RegistryReading {
  readonly registry: Registry;
  readonly settings: Settings;
  /** Where documents were looked for, as the user would write it. */
  readonly places: readonly string[];
  /** What is wrong with settings, files and documents. */
  readonly findings: readonly Finding[];
  /** Texts that findings point into. */
  readonly sources: ReadonlyMap<string, string>;
  /** The contract of one of its documents. */
  contractOf(file: string): Contract | undefined;
}

/** Where contracts lie unless the settings say otherwise. Documents directly in the project's folder belong to them too. */
export const usualPlace = "docs";

/** Reads all documents of a repository. A broken one reduces what is known and is told; it never hides the others. */
export async function readRegistry(workspace: Workspace): Promise<RegistryReading> {
  const settings = await readSettings(workspace);
  const places = settings.value.contracts ?? [usualPlace];
  const files = listDocuments(workspace, settings.value, places);
  const sources = new Map<string, string>();
  const readings = new Map<string, ContractReading>();
  const documents: RegistryDocument[] = [];
  const unread: Finding[] = [];
  for (const file of files) {
    const text = workspace.readUntrusted(file, ["."]);
    if (!text.ok) {
      unread.push(unreadFinding(file, text));
      continue;
    }
    const read = readRegistryDocument(file, text.text, openBeside(workspace, file));
    if (read === undefined) continue;
    sources.set(file, text.text);
    for (const [other, its] of read.reading.bundle?.sources ?? []) sources.set(other, its);
    readings.set(file, read.reading);
    documents.push(read.document);
  }
  const registry = linkRegistry(documents);
  return {
    registry,
    settings: settings.value,
    places,
    findings: [
      ...settings.findings,
      ...missingPlaces(workspace, settings.value),
      ...unread,
      ...registry.findings,
    ],
    sources,
    contractOf: (file) => readings.get(file)?.value,
  };
}

/** Files below the places, those beside the settings, and the contract that the settings name; sorted. */
function listDocuments(
  workspace: Workspace,
  settings: Settings,
  places: readonly string[],
): readonly string[] {
  const below = places.flatMap((place) => {
    if (!workspace.exists(place)) return [];
    if (isDocument(place) && workspace.stamp(place) !== undefined) return [place];
    return workspace.list(place, foreignFolders).map((file) => join(place, file));
  });
  // A text that is not kept among the contracts may well have tables of operations, and promises nothing: a report, a guide.
  const beside = workspace
    .list(".", workspace.folders("."))
    .filter((file) => /\.(?:ya?ml|json)$/i.test(file));
  const named =
    settings.contract === undefined || !workspace.exists(settings.contract) ? [] : [settings.contract];
  const files = new Set([...below, ...beside, ...named].map((file) => file.replaceAll("\\", "/")));
  files.delete(settingsFile);
  return [...files].filter(isDocument).filter(isTheirs).toSorted();
}

export function isDocument(file: string): boolean {
  return /\.(?:ya?ml|json|md|markdown)$/i.test(file);
}

/** What was accepted once is written in the form of documents, and is none: it would speak beside those of now. */
function isTheirs(file: string): boolean {
  return !normalize(file).split(/[\\/]/).includes(".keelback");
}

function missingPlaces(workspace: Workspace, { contracts = [] }: Settings): readonly Finding[] {
  return contracts
    .filter((place) => !workspace.exists(place))
    .map((place) => ({
      rule: "contract/not-found",
      severity: "error",
      message: `there is no ${place}, which ${settingsFile} names among "contracts"`,
      mend: "name folders and files that are there",
    }));
}
