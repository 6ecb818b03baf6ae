import { digest } from "#base";
import type { GeneratedProject } from "#generate";
import { parseJson, type Workspace } from "#workspace";
import type { BuildInput } from "../build-input.ts";
import type { ExitCode } from "../verb.ts";
import type { Built } from "./build-value.ts";
import { ignoredFolders } from "./ignored-folders.ts";
import { isOfProject } from "./kept-proof.ts";
import { migrationFindings } from "./migration-findings.ts";
import { type GenerateRequest, readLocks } from "./project-files.ts";
import { readWritten } from "./written.ts";

/** What a build says where nothing is to be done. */
export interface Settled {
  readonly exitCode: ExitCode;
  readonly built: Built;
}

export interface SettledQuestion {
  readonly workspace: Workspace;
  readonly target: Workspace;
  readonly directory: string;
  readonly input: BuildInput;
  readonly request: GenerateRequest;
  /** All settings that the understanding and the migrations are made from. */
  readonly settings: unknown;
  /** Digest of the running program; undefined where it is not one file, and then nothing is remembered. */
  readonly program: string | undefined;
}

/**
 * What the last build left to say, where program, contract, settings and tree are as they were then: a second build
 * need not write everything in memory to find that it is there. The answer lies in the user's cache folder, and a lost
 * one costs time and nothing else.
 */
export function recallSettled(question: SettledQuestion): Settled | undefined {
  const { workspace, target } = question;
  const kept = parseJson(workspace.readText(placeOf(workspace, target))) as Partial<Kept> | null | undefined;
  if (kept?.key === undefined || kept.key !== keyOf(question)) return undefined;
  return kept.tree === treeOf(target) ? kept.settled : undefined;
}

/** Remembers what a build of the same would say. Only where no hand edit is told and no migration has a say. */
export function rememberSettled(
  question: SettledQuestion,
  settled: Settled,
  migration: GeneratedProject["migration"],
): void {
  const key = keyOf(question);
  if (key === undefined || migrationFindings(migration).length > 0) return;
  const { workspace, target } = question;
  const kept: Kept = { key, tree: treeOf(target), settled };
  const text = `${JSON.stringify(kept)}\n`;
  // Where the cache cannot be written the next build is slower, no more.
  workspace.at(workspace.cacheFolder).apply([{ kind: "write", path: placeOf(workspace, target), text }]);
}

interface Kept {
  readonly key: string;
  readonly tree: string;
  readonly settled: Settled;
}

/** One of 256 places, so that builds in ever new folders do not fill the cache. */
function placeOf({ cacheFolder }: Workspace, target: Workspace): string {
  return `${cacheFolder}/settled/${digest(target.root).slice(0, 2)}.json`;
}

function keyOf(question: SettledQuestion): string | undefined {
  const { workspace, target, directory, input, request, settings, program } = question;
  // General mutants are asked for by name, and tried each time.
  if (program === undefined || input.mutation !== undefined) return undefined;
  const { document, contract, overlaid, stack, database } = request;
  const locks = [...readLocks(workspace, `${stack}-`)].flat();
  const said = {
    ...input,
    overlaid,
    root: target.root,
    directory,
    stack,
    database,
    settings,
    file: document.name,
  };
  return digest(JSON.stringify([program, contract.digest, digest(document.text), said, locks]));
}

/** All that was written, what hands have put beside it, and the records, as they stand. */
function treeOf(target: Workspace): string {
  const paths = [
    ...(readWritten(target)?.files.keys() ?? []),
    ...target.list(".", ignoredFolders).filter(isOfProject),
    ...target.list(".keelback", ["local"]).map((path) => `.keelback/${path}`),
  ];
  return digest(
    [...new Set(paths)]
      .toSorted()
      .map((path) => `${path}\n${digest(target.readText(path) ?? "absent")}\n`)
      .join(""),
  );
}
