import { digest, type Finding } from "#base";
import { parseJson, type Workspace } from "#workspace";
import type { FileRole } from "../review.ts";
import { type KnownDigests, type KnownFiles, knowFiles } from "./known-files.ts";
import { type PackedFindings, packFindings, unpackFindings } from "./pack-findings.ts";

/** What a review has to say of a project, whoever asks for which part of it. */
export interface Reviewed {
  readonly findings: readonly Finding[];
  /** How many findings comments have silenced. */
  readonly silenced: number;
  readonly roles: ReadonlyMap<string, FileRole>;
  /** Where rules of another tool that spoke are explained. */
  readonly links: ReadonlyMap<string, string>;
  readonly files: number;
  readonly lines: number;
}

export interface ReviewQuestion {
  readonly base: Workspace;
  readonly project: string;
  /** All that a review rests on beside the files: the program, what is asked, settings. */
  readonly said: readonly unknown[];
}

/** The files of a project, with what the last review of the same had to say, where there was one. */
export interface KeptReview {
  readonly files: KnownFiles;
  readonly reviewed: Reviewed | undefined;
  readonly keep: (reviewed: Reviewed) => void;
}

/**
 * Looks whether program, question, settings and every file are as they were. The answer lies in the user's cache folder; a lost or broken
 * one costs time and nothing else.
 */
export function recallReview({ base, project, said }: ReviewQuestion): KeptReview {
  const question = digest(JSON.stringify([base.root, project, said]));
  const cache = base.at(base.cacheFolder);
  const path = `${base.cacheFolder}/reviews/${placeOf(question)}.json`;
  const kept = readKept(base.readText(path));
  const files = knowFiles(base, project, kept?.digests ?? {});
  const key = digest(JSON.stringify([question, files.tree]));
  const reviewed = kept?.key === key ? unpack(kept) : undefined;
  const keep = (made: Reviewed): void => {
    if (!files.isWhole()) return;
    const text = printKept({ key, digests: files.digests, ...pack(made) });
    // Where the cache cannot be written the next run is slower, no more.
    if (text.length <= longest) cache.apply([{ kind: "write", path, text }]);
  };
  if (reviewed !== undefined && files.isNews) keep(reviewed);
  return { files, reviewed, keep };
}

/** One of 64 places and never more than this in one, so that ever new folders do not fill the cache. */
const longest = 16_000_000;

function placeOf(question: string): string {
  return (Number.parseInt(question.slice(0, 2), 16) % 64).toString().padStart(2, "0");
}

interface Kept {
  readonly key: string;
  readonly digests: KnownDigests;
  readonly packed: PackedFindings;
  readonly silenced: number;
  readonly roles: readonly (readonly [string, FileRole])[];
  readonly links: readonly (readonly [string, string])[];
  readonly files: number;
  readonly lines: number;
}

/** A first line with the digest of the second one: what was cut off or overwritten counts for nothing. */
function printKept(kept: Kept): string {
  const text = JSON.stringify(kept);
  return `${digest(text)}\n${text}`;
}

function readKept(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  const body = text.slice(text.indexOf("\n") + 1);
  return text.startsWith(`${digest(body)}\n`) ? (parseJson(body) as Kept) : undefined;
}

function pack({ findings, roles, links, ...rest }: Reviewed): Omit<Kept, "key" | "digests"> {
  return { packed: packFindings(findings), roles: [...roles], links: [...links], ...rest };
}

function unpack({ packed, roles, links, silenced, files, lines }: Kept): Reviewed {
  const findings = unpackFindings(packed);
  return { findings, roles: new Map(roles), links: new Map(links), silenced, files, lines };
}
