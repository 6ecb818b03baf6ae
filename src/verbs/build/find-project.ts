import { join } from "node:path";
import { snakeCase } from "#base";
import type { Workspace } from "#workspace";
import { settingsFile } from "../settings.ts";
import { readUnderstanding, type Understanding } from "../understanding.ts";
import { writtenFile } from "./written-file.ts";

export interface FoundProject {
  readonly understanding: Understanding;
  /** As the user would name it. */
  readonly directory: string;
}

/**
 * The folder to build into, and the contract as the settings in it would have it understood: the one that is named; this
 * one, where it was built; else one that is called after the API.
 */
export async function findProject(
  workspace: Workspace,
  request: { readonly contract?: string | undefined; readonly directory?: string | undefined },
): Promise<FoundProject> {
  const { contract } = request;
  const directory = request.directory ?? (workspace.exists(writtenFile) ? "." : undefined);
  if (directory !== undefined)
    return { directory, understanding: await readUnderstanding(workspace, { contract, directory }) };
  const understanding = await readUnderstanding(workspace, { contract });
  const named = snakeCase(understanding.domain?.title ?? "") || "backend";
  if (!workspace.exists(join(named, settingsFile))) return { directory: named, understanding };
  const again = { contract: contract ?? understanding.file, directory: named };
  return { directory: named, understanding: await readUnderstanding(workspace, again) };
}
