import type { Contract } from "#contract";
import type { Domain } from "#domain";
import type { MigrationPlan } from "#generate";
import { type BuiltChanges, compareBuilt, describeBuilt } from "#plan";
import type { Workspace } from "#workspace";
import type { Settings } from "../settings.ts";
import type { UnderstoodDocument } from "../understanding.ts";
import { readBuilt } from "./built-file.ts";
import type { KeptPart } from "./kept-part.ts";
import { overlaidFrom } from "./overlaid-files.ts";
import { type GenerateRequest, generateProject, readMigrations, wantedFiles } from "./project-files.ts";
import { compareTarget } from "./target.ts";
import { readWritten } from "./written.ts";

/** What a build would change in a folder that was built before; nothing is written to find out. */
export interface ProjectChanges {
  /** Absent where the last build left no word of what it understood. */
  readonly contract?: BuiltChanges;
  readonly migration: Pick<MigrationPlan, "added" | "changes" | "assumptions" | "problems" | "warnings">;
  readonly files: {
    readonly added: readonly string[];
    readonly changed: readonly string[];
    /** Of those changed, the ones that a hand has edited. */
    readonly merged: readonly string[];
    readonly removed: readonly string[];
    readonly kept: readonly KeptPart[];
  };
}

export interface ChangesRequest extends Omit<GenerateRequest, "migrations" | "overlaid"> {
  readonly directory: string;
  readonly settings: Settings;
  readonly contract: Contract;
  readonly document: UnderstoodDocument;
  readonly domain: Domain;
}

/** Undefined for a folder that was not built, or for a stack that cannot be written so. */
export function foreseeChanges(
  workspace: Workspace,
  target: Workspace,
  { settings, directory, ...asked }: ChangesRequest,
): ProjectChanges | undefined {
  const written = readWritten(target);
  if (!written) return undefined;
  const request = {
    ...asked,
    ...overlaidFrom(workspace, directory, asked.contract.file, asked.document),
  };
  const migrations = readMigrations(target, request.stack, {
    renamed: settings.domain.renamed ?? {},
    existing: settings.domain.existing ?? {},
    allowDataLoss: false,
    migrated: false,
  });
  const project = generateProject(workspace, { ...request, migrations });
  if (!project) return undefined;
  const compared = compareTarget(target, wantedFiles(project, request), written);
  const before = readBuilt(target);
  const writes = compared.changes.filter(({ kind }) => kind === "write").map(({ path }) => path);
  const { added, changes, assumptions, problems, warnings } = project.migration;
  return {
    ...(before && { contract: compareBuilt(before, describeBuilt(request.domain, request.contract)) }),
    migration: { ...(added !== undefined && { added }), changes, assumptions, problems, warnings },
    files: {
      added: writes.filter((path) => !target.exists(path)),
      changed: writes.filter((path) => target.exists(path)),
      merged: compared.merged,
      removed: compared.changes.filter(({ kind }) => kind === "delete").map(({ path }) => path),
      kept: compared.kept,
    },
  };
}
