import { basename } from "node:path";
import { stringify } from "yaml";
import type { Contract } from "#contract";
import type { Domain } from "#domain";
import { type GeneratedProject, type StackMigrations, stackDescriptions, stacks } from "#generate";
import type { Workspace } from "#workspace";
import { contractFrom, type UnderstoodDocument } from "../understanding.ts";
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

/** A contract and its overlays, as seen from the project's folder: what of them lies in it stays as it is. */
export interface OverlaidFiles {
  readonly contract: string;
  /** The contract's text without them, and the name that it has so. */
  readonly bare: { readonly text: string; readonly name: string };
  readonly overlays: readonly string[];
  /** The overlays as the user would name them. */
  readonly named: readonly string[];
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
  const { overlaid } = request;
  return stack.generate({
    ...request,
    contractText: request.document.text,
    contractDocument: request.document.plain(),
    contractFileName: isOwn(overlaid) ? overlaid.bare.name : request.document.name,
    taken: overlaid?.overlays ?? [],
    locks: readLocks(workspace, `${request.stack}-`),
  });
}

/** The files of a contract as the project's folder has them; nothing where it has no overlays. */
export function overlaidFrom(
  workspace: Workspace,
  directory: string,
  contract: string,
  { overlays, bare }: UnderstoodDocument,
): Pick<GenerateRequest, "overlaid"> {
  if (overlays.length === 0) return {};
  const from = (file: string): string => contractFrom(workspace, directory, file);
  return {
    overlaid: { contract: from(contract), bare: bare(), overlays: overlays.map(from), named: overlays },
  };
}

/** Whether a contract stands where a project keeps its own, beside its overlays. */
function isOwn(overlaid: OverlaidFiles | undefined): overlaid is OverlaidFiles {
  return overlaid !== undefined && overlaid.contract === `docs/${basename(overlaid.bare.name)}`;
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
