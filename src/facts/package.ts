import type { Span } from "#base";

/** A version as numbers: `4.2.11` is [4, 2, 11]. */
export type Version = readonly number[];

/** Up to where versions are let in. */
export interface VersionLimit {
  readonly version: Version;
  /** Whether this very version is let in too. */
  readonly inclusive: boolean;
}

/** A package that a project runs with, as one of its files says. */
export interface PackageFact {
  /** As package indexes compare it: lower case, with hyphens; `python` is the language itself. */
  readonly package: string;
  /** The newest version that is let in; absent where any newer one is. */
  readonly limit?: VersionLimit;
  /** `locked` by a program, from what somebody has declared. */
  readonly form: "declared" | "locked";
  readonly span: Span;
}

/** One series of a package, and until when its own people mend what is found in it. */
export interface Series {
  /** `4.2`. */
  readonly name: string;
  /** The last day, `2026-04-30`; of a month, where only that is announced, its last. Absent where none is announced. */
  readonly ends?: string;
}

/** What the people behind a package say of its versions. */
export interface PackageReleases {
  readonly package: string;
  /** As it is called. */
  readonly name: string;
  /** Where they say it. */
  readonly source: string;
  /** The oldest first. */
  readonly series: readonly Series[];
  /** The series that new back ends are written with. */
  readonly current: string;
}
