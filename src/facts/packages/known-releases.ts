import type { FrontEnd } from "../front-end.ts";
import { frontEnds } from "../front-ends.ts";
import type { PackageReleases } from "../package.ts";
import { pythonReleases } from "./python-releases.ts";

/** What is known of versions of the language and of the packages that front ends read. */
export function knownReleases(ends: readonly FrontEnd[] = frontEnds): readonly PackageReleases[] {
  return [pythonReleases, ...ends.flatMap(({ releases }) => releases ?? [])];
}

/** How many of these series had come to their end before a day: what is said of a project can change when another does. */
export function countEnded(today: string): number {
  return knownReleases()
    .flatMap(({ series }) => series)
    .filter(({ ends }) => ends !== undefined && ends < today).length;
}
