import { stringify } from "yaml";
import type { Contract } from "#contract";
import type { Domain } from "#domain";
import { type GeneratedProject, type StackMigrations, stackDescriptions, stacks } from "#generate";
import type { Workspace } from "#workspace";
import type { UnderstoodDocument } from "../understanding.ts";
import { isOwn, namesIn, type OverlaidFiles } from "./overlaid-files.ts";
import type { WantedFile } from "./wanted-file.ts";

export interface GenerateRequest {
  readonly domain: Domain;
  readonly contract: Contract;
  readonly document: Pick<UnderstoodDocument, "text" | "name" | "plain">;
  /** What the contract is put together from, where it has overlays. */
  readonly overlaid?: OverlaidFiles;
  readonly stack: string;
  readonly database: string;
  readonly migrations?: StackMigrations;
}

export type MigrationWishes = Pick<StackMigrations, "renamed" | "existing" | "allowDataLoss" | "migrated">;

/** What a target holds of migrations. */
export function readMigrations(target: Workspace, stack: string, wishes: MigrationWishes): StackMigrations {
  const places = stackDescriptions.find(({ name }) => name === stack)?.migrations;
  const folder = places?.folder ?? "";
  const paths = places
    ? target
        .list(folder, target.folders(folder))
        .filter((path) => path.endsWith(".py"))
        .map((path) => `${folder}/${path}`)
    : [];
  const record = places && target.readText(places.record);
  return {
    ...wishes,
    standing: new Map(paths.map((path) => [path, target.readText(path) ?? ""])),
    ...(record !== undefined && { record }),
  };
}

/** The whole project, as text. */
export function generateProject(
  workspace: Workspace,
  request: GenerateRequest,
): GeneratedProject | undefined {
  const stack = stacks.find(({ name }) => name === request.stack);
  if (!stack?.databases.includes(request.database)) return undefined;
  return stack.generate({
    ...request,
    contractText: request.document.text,
    contractDocument: request.document.plain(),
    ...namesIn(request.document.name, request.overlaid),
    locks: readLocks(workspace, `${request.stack}-`),
  });
}

/** Pinned requirements that are shipped with this program. */
export function readLocks(workspace: Workspace, prefix: string): ReadonlyMap<string, string> {
  const folder = `${workspace.packageFolder}/python/locks`;
  const names = workspace.list(folder).filter((name) => name.startsWith(prefix) && name.endsWith(".txt"));
  return new Map(names.map((name) => [name, workspace.readText(`${folder}/${name}`) ?? ""]));
}

/**
 * Every file that a build puts into the target; the finished application replaces the skeleton's files. A contract that stands
 * in the project beside its overlays stays without them: they would be applied to it again.
 */
export function wantedFiles(
  project: GeneratedProject,
  { overlaid, stack, database }: Pick<GenerateRequest, "overlaid" | "stack" | "database">,
): readonly WantedFile[] {
  const files = new Map<string, string>();
  for (const { path, text } of [...project.skeleton, ...project.code, ...project.tests, ...project.project])
    files.set(path, text);
  const contract = project.project.find(
    ({ path }) => /^docs\/.*\.(ya?ml|json)$/.test(path) && !path.includes(".overlay."),
  );
  if (contract && isOwn(overlaid)) files.set(contract.path, overlaid.bare.text);
  const settings = { ...(contract && { contract: contract.path }), stack, database };
  files.set("keelback.yaml", stringify(settings));
  return [...files].map(([path, text]) => ({ path, text }));
}
