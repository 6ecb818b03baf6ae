import type { Finding } from "#base";
import { lintStructure, type RegistryDocument } from "#contract";
import type { Workspace } from "#workspace";
import { openBeside } from "../contract-files.ts";

/** Whether the linter underneath knows a document's form. */
export function hasStructure({ format }: Pick<RegistryDocument, "format">): boolean {
  return format === "openapi" || format === "asyncapi";
}

/** What the linter underneath says of a document with this text; nothing of forms that it does not know. */
export async function structureFindings(
  workspace: Workspace,
  document: Pick<RegistryDocument, "file" | "format" | "overlays">,
  text: string,
): Promise<readonly Finding[]> {
  const { file, overlays } = document;
  return hasStructure(document) ? lintStructure(file, text, openBeside(workspace, file), overlays) : [];
}

/** Where our own readers have told what is wrong at a line, the linter underneath says it once more. */
export function withoutSaid(findings: readonly Finding[], own: readonly Finding[]): readonly Finding[] {
  const told = new Set(own.map(({ span }) => (span === undefined ? "" : `${span.file} ${span.line}`)));
  return findings.filter(({ span }) => span === undefined || !told.has(`${span.file} ${span.line}`));
}
