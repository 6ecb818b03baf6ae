import { stringify } from "yaml";
import type { Contract, JsonValue } from "#contract";
import type { Domain } from "#domain";
import { type GeneratedProject, type StackMigrations, stackDescriptions, stacks } from "#generate";
import type { Workspace } from "#workspace";
import type { WantedFile } from "./wanted-file.ts";

export interface GenerateRequest {
  readonly domain: Domain;
  readonly contract: Contract;
  /** The contract as one document. */
  readonly document: { readonly text: string; readonly name: string; readonly plain: () => JsonValue };
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
    contractFileName: request.document.name,
    locks: readLocks(workspace, `${request.stack}-`),
  });
}

/** Pinned requirements that are shipped with this program. */
export function readLocks(workspace: Workspace, prefix: string): ReadonlyMap<string, string> {
  const folder = `${workspace.packageFolder}/python/locks`;
  const names = workspace.list(folder).filter((name) => name.startsWith(prefix) && name.endsWith(".txt"));
  return new Map(names.map((name) => [name, workspace.readText(`${folder}/${name}`) ?? ""]));
}

/** Every file that a build puts into the target; the finished application replaces the skeleton's files. */
export function wantedFiles(
  project: GeneratedProject,
  settings: Readonly<Record<string, string>>,
): readonly WantedFile[] {
  const files = new Map<string, string>();
  for (const { path, text } of [...project.skeleton, ...project.code, ...project.tests, ...project.project])
    files.set(path, text);
  const contract = project.project.find(
    ({ path }) => /^docs\/.*\.(ya?ml|json)$/.test(path) && !path.includes(".overlay."),
  );
  files.set("keelback.yaml", stringify({ ...(contract && { contract: contract.path }), ...settings }));
  return [...files].map(([path, text]) => ({ path, text }));
}
