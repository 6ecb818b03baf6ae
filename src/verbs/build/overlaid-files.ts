import { basename } from "node:path";
import type { StackInput } from "#generate";
import type { Workspace } from "#workspace";
import { contractFrom, type UnderstoodDocument } from "../understanding.ts";

/** A contract and its overlays, as seen from the project's folder: what of them lies in it stays as it is. */
export interface OverlaidFiles {
  readonly contract: string;
  /** The contract's text without them, and the name that it has so. */
  readonly bare: { readonly text: string; readonly name: string };
  readonly overlays: readonly string[];
  /** The overlays as the user would name them. */
  readonly named: readonly string[];
}

/** The files of a contract as the project's folder has them; nothing where it has no overlays. */
export function overlaidFrom(
  workspace: Workspace,
  directory: string,
  contract: string,
  { overlays, bare }: Pick<UnderstoodDocument, "overlays" | "bare">,
): { readonly overlaid?: OverlaidFiles } {
  if (overlays.length === 0) return {};
  const from = (file: string): string => contractFrom(workspace, directory, file);
  return {
    overlaid: { contract: from(contract), bare: bare(), overlays: overlays.map(from), named: overlays },
  };
}

/** Whether a contract stands where a project keeps its own, beside its overlays. */
export function isOwn(overlaid: OverlaidFiles | undefined): overlaid is OverlaidFiles {
  return overlaid !== undefined && overlaid.contract === `docs/${basename(overlaid.bare.name)}`;
}

/** What the contract is called in the project, and which names its overlays have there. */
export function namesIn(
  name: string,
  overlaid: OverlaidFiles | undefined,
): Required<Pick<StackInput, "contractFileName" | "taken">> {
  return {
    contractFileName: isOwn(overlaid) ? overlaid.bare.name : name,
    taken: overlaid?.overlays ?? [],
  };
}
