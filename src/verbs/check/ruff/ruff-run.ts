import type { LintPlace } from "#python";
import type { RuffSettings } from "./ruff-settings.ts";

/** What ruff is asked. */
export interface RuffRequest {
  /** The folder that is read, below the base. */
  readonly project: string;
  /** The files and folders that findings are shown of, relative to the base; none for all. */
  readonly shown: readonly string[];
  /** Selectors beside the project's own. */
  readonly added: readonly string[];
  readonly settings: RuffSettings;
}

export interface RuffHit {
  /** Relative to the base. */
  readonly file: string;
  readonly code: string;
  readonly message: string;
  /** Rows and columns from 1, in characters. */
  readonly start: LintPlace;
  readonly end: LintPlace;
  /** Where the rule is explained. */
  readonly url?: string;
}

export type RuffRun =
  | { readonly ok: true; readonly hits: readonly RuffHit[] }
  | { readonly ok: false; readonly message: string; readonly mayTryAgain: boolean };
