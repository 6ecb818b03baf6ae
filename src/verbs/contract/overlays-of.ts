import { isAbsolute, join, normalize, relative } from "node:path";
import { type Finding, nearestName } from "#base";
import {
  formatOf,
  type OpenFile,
  overlaysByDocument,
  type RegistryDocument,
  readRegistryDocument,
  tellStrayOverlays,
} from "#contract";
import type { Workspace } from "#workspace";
import { openBeside } from "../contract-files.ts";
import { readSettings, type Settings } from "../settings.ts";
import { listDocuments } from "./list-documents.ts";

/** What the overlays of one contract say, as the registry has it. */
export interface ContractOverlays {
  /** Their files, in the order in which they are applied. */
  readonly files: readonly string[];
  /** Texts that places lead into. */
  readonly sources: ReadonlyMap<string, string>;
  /** What is wrong with them by themselves, and with others that may have been meant for it. */
  readonly findings: readonly Finding[];
}

export interface NamedContract {
  readonly file: string;
  readonly text: string;
  /** The folder of the project, and what is settled there. */
  readonly directory: string;
  readonly settings: Settings;
}

/**
 * The overlays of a contract among the documents of the repository, of the project's folder and beside it. What a build wrote is
 * none of them: it says what is built beyond the contract.
 */
export async function overlaysOf(workspace: Workspace, named: NamedContract): Promise<ContractOverlays> {
  const contract = plainFile(workspace, named.file);
  const open = openBeside(workspace, named.file);
  const texts = new Map<string, string>();
  const overlays = (await listNear(workspace, named)).flatMap((file) => {
    const read = file === contract ? undefined : readOverlayFile(file, open);
    if (read === undefined) return [];
    texts.set(file, read.text);
    return [read.document];
  });
  const format = formatOf(named.file, named.text) ?? "openapi";
  const document = { file: contract, format };
  const theirs = overlays.filter((overlay) => overlay.extends?.isBuilt !== true);
  const meant = theirs.filter((overlay) => mayBeFor(contract, overlay, open));
  const applied = format === "record" ? [] : (overlaysByDocument(theirs).get(contract) ?? []);
  return {
    files: applied,
    sources: new Map(meant.map(({ file }) => [file, texts.get(file) ?? ""])),
    findings: [...meant.flatMap(({ findings }) => findings), ...tellStrayOverlays([...meant, document])],
  };
}

/** Whether an overlay is for a contract, or may have been meant for it: it does not say, or names what is not there. */
function mayBeFor(contract: string, { extends: its, findings }: RegistryDocument, open: OpenFile): boolean {
  if (its?.file === contract) return true;
  // What it names and cannot be followed is something else, unless that is a text for people.
  if (its === undefined) return !findings.some(isUnfollowed) || !/\.(?:ya?ml|json)$/i.test(contract);
  return typeof open(its.file) !== "string" && nearestName(its.file, [contract]) !== undefined;
}

function isUnfollowed({ rule, severity }: Finding): boolean {
  return rule === "contract/overlay-without-document" && severity === "error";
}

function readOverlayFile(
  file: string,
  open: OpenFile,
): { readonly text: string; readonly document: RegistryDocument } | undefined {
  const text = open(file);
  if (typeof text !== "string" || formatOf(file, text) !== "overlay") return undefined;
  const read = readRegistryDocument(file, text);
  return read && { text, document: read.document };
}

/** Files that the registry of the repository reads, and that of the project's folder, as seen from the root. */
async function listNear(
  workspace: Workspace,
  { file, directory, settings }: NamedContract,
): Promise<readonly string[]> {
  const isRoot = normalize(directory) === ".";
  const atRoot = isRoot ? settings : (await readSettings(workspace)).value;
  const files = listDocuments(workspace, { ...atRoot, contract: file });
  const inProject = isRoot
    ? []
    : listDocuments(workspace.at(directory), settings).map((each) => join(directory, each));
  const data = [...files, ...inProject].filter((each) => /\.(?:ya?ml|json)$/i.test(each));
  return [...new Set(data.map((each) => plainFile(workspace, each)))];
}

/** As the registry would name it: from the root where it lies below that, with forward slashes. */
function plainFile({ root }: Workspace, file: string): string {
  const below = isAbsolute(file) ? relative(root, file) : normalize(file);
  const plain = isAbsolute(below) || (isAbsolute(file) && below.startsWith("..")) ? normalize(file) : below;
  return plain.replaceAll("\\", "/");
}
