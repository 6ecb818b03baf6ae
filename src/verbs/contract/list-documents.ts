import { dirname, join, normalize } from "node:path";
import type { Workspace } from "#workspace";
import { foreignFolders } from "../python-files.ts";
import { type Settings, settingsFile } from "../settings.ts";

/** Where contracts lie unless the settings say otherwise. Documents directly in the project's folder belong to them too. */
export const usualPlace = "docs";

/** Where documents are looked for, as the user would write it. */
export function placesOf({ contracts }: Pick<Settings, "contracts">): readonly string[] {
  return contracts ?? [usualPlace];
}

/** Files below the places, those beside the settings, and the contract that is named with the overlays beside it; sorted. */
export function listDocuments(
  workspace: Workspace,
  settings: Pick<Settings, "contract" | "contracts">,
): readonly string[] {
  const below = placesOf(settings).flatMap((place) => {
    if (!workspace.exists(place)) return [];
    if (isDocument(place) && workspace.stamp(place) !== undefined) return [place];
    return workspace.list(place, foreignFolders).map((file) => join(place, file));
  });
  const named =
    settings.contract === undefined || !workspace.exists(settings.contract)
      ? []
      : [settings.contract, ...overlaysBeside(workspace, settings.contract)];
  // A text that is not kept among the contracts may well have tables of operations, and promises nothing: a report, a guide.
  const files = new Set(
    [...below, ...dataDirectlyIn(workspace, "."), ...named].map((file) => file.replaceAll("\\", "/")),
  );
  files.delete(settingsFile);
  return [...files].filter(isDocument).filter(isTheirs).toSorted();
}

/** Files beside a contract whose names say that they are overlays: what else lies there is no part of it. */
function overlaysBeside(workspace: Workspace, contract: string): readonly string[] {
  const folder = dirname(contract);
  return dataDirectlyIn(workspace, folder)
    .filter((file) => /(?:^|[^a-z])overlays?(?:[^a-z]|$)/i.test(file))
    .map((file) => join(folder, file));
}

function dataDirectlyIn(workspace: Workspace, folder: string): readonly string[] {
  return workspace.list(folder, workspace.folders(folder)).filter((file) => /\.(?:ya?ml|json)$/i.test(file));
}

export function isDocument(file: string): boolean {
  return /\.(?:ya?ml|json|md|markdown)$/i.test(file);
}

/** What was accepted once is written in the form of documents, and is none: it would speak beside those of now. */
function isTheirs(file: string): boolean {
  return !normalize(file).split(/[\\/]/).includes(".keelback");
}
