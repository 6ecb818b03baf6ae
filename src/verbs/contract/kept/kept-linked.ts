import type { LookupIndex, Registry } from "#contract";
import type { Workspace } from "#workspace";
import { type FileStates, isUnread } from "./file-states.ts";
import { saidDigest } from "./kept-lines.ts";
import { recallLookup } from "./kept-lookup.ts";
import {
  type LinkedFile,
  type LinkedRegistry,
  type OpenFields,
  readLinked,
  writeLinked,
} from "./linked-registry.ts";

/** A registry as the last run linked it, and the files of it that could not be read. */
export interface RecalledRegistry {
  readonly registry: Registry;
  readonly unread: readonly string[];
}

export interface KeptLinked {
  /** All of it as the last run linked it, where none of these files has changed since, and no file has come or gone. */
  open(files: readonly string[]): RecalledRegistry | undefined;
  /** Whether a document, packed, is what was linked of a file; undefined where nothing was opened. */
  holds(file: string, packed: string): boolean | undefined;
  /** Whether what was opened turned out to be nothing that was ever kept. */
  isBroken(): boolean;
  keep(files: readonly LinkedFile[], registry: Registry): void;
  /** By what things of the registry that was opened or kept are looked up; undefined where none was. */
  lookup(registry: Registry): LookupIndex | undefined;
}

export interface LinkedPlace {
  readonly workspace: Workspace;
  readonly path: string;
  readonly question: string;
  readonly states: FileStates;
  readonly fieldsOf: OpenFields;
}

export function openLinked({ workspace, path, question, states, fieldsOf }: LinkedPlace): KeptLinked {
  let linked: LinkedRegistry | undefined;
  let digest: string | undefined;
  const isBroken = (): boolean => linked?.isBroken() === true;
  return {
    isBroken,
    open(files) {
      const found = readLinked(workspace, path, question, fieldsOf);
      if (found === undefined || !isUnchanged(found, files, states)) return undefined;
      linked = found;
      digest = found.digest;
      const unread = found.files.filter(({ read }) => isUnread(read)).map(({ file }) => file);
      return { registry: found.registry, unread };
    },
    holds: (file, packed) =>
      linked?.files.some((each) => each.file === file && each.said === saidDigest(packed)),
    keep(files, registry) {
      // What has just been written may be written once more without a sign: then nothing could be told of it by its mark.
      if (files.every((each) => states.canBeTold(each.file, each)))
        digest = writeLinked(workspace, path, question, files, registry);
    },
    lookup: (registry) =>
      digest === undefined
        ? undefined
        : recallLookup(workspace, { path: `${path}.words`, of: digest, isBroken }, registry),
  };
}

/** Whether these are the files that were linked, each as it was, and whatever they were read with says the same. */
function isUnchanged(
  { files: linked, registry }: LinkedRegistry,
  files: readonly string[],
  states: FileStates,
): boolean {
  const known = new Map(linked.map((each) => [each.file, each]));
  if (known.size !== files.length) return false;
  for (const file of files) {
    const then = known.get(file);
    if (then === undefined || !states.isSurelySame(file, then)) return false;
  }
  return registry.documents.every(({ file, others }) =>
    others.every((other) => states.openedDigest(file, other.file) === other.digest),
  );
}
