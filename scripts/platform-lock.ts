// npm leaves a package for another platform out of package-lock.json where the registry it asks does not have it, and
// `npm ci` then refuses the lock everywhere. This adds the entry, from the name alone: `npm run locks` calls it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./steps.ts";

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface PackageLock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

interface MissingEntry {
  readonly name: string;
  readonly version: string;
  readonly wantedBy: LockEntry;
}

/** Optional packages of exact versions that the lock names and does not hold. */
export function findMissing({ packages }: PackageLock): readonly MissingEntry[] {
  return Object.values(packages).flatMap((wantedBy) =>
    Object.entries(wantedBy.optionalDependencies ?? {})
      .filter(([name]) => packages[`node_modules/${name}`] === undefined)
      .map(([name, version]) => ({ name, version, wantedBy })),
  );
}

/** The lock with an entry for each; without a checksum, which only the registry could tell. */
export function completeLock(lock: PackageLock): PackageLock {
  const added = findMissing(lock).map(({ name, version, wantedBy }) => {
    const match = /-(android|darwin|linux|win32|windows)-(arm64|x64)(-musl)?$/.exec(name);
    if (match === null) throw new Error(`${name} does not say which platform it is for`);
    const [, system = "", cpu = "", musl] = match;
    const entry = {
      version,
      cpu: [cpu],
      ...(wantedBy.dev === true && { dev: true }),
      ...(musl !== undefined && { libc: ["musl"] }),
      ...(wantedBy.license !== undefined && { license: wantedBy.license }),
      optional: true,
      os: [system === "windows" ? "win32" : system],
    };
    return [`node_modules/${name}`, entry] as const;
  });
  const all = [...Object.entries(lock.packages), ...added].sort(([one], [other]) =>
    one.localeCompare(other, "en"),
  );
  return { ...lock, packages: Object.fromEntries(all) };
}

export function completePackageLock(): number {
  const file = join(root, "package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8")) as PackageLock;
  const missing = findMissing(lock).length;
  if (missing > 0) writeFileSync(file, `${JSON.stringify(completeLock(lock), undefined, 2)}\n`);
  return missing;
}
