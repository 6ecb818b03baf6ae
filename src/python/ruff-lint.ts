import { loadRuff } from "./ruff.ts";

/** What ruff found in one text. Rows and columns count from 1, columns in characters and without a byte order mark. */
export interface LintHit {
  readonly code: string;
  readonly message: string;
  readonly start: LintPlace;
  readonly end: LintPlace;
}

export interface LintPlace {
  readonly row: number;
  readonly column: number;
}

export interface Linter {
  readonly check: (text: string) => readonly LintHit[];
}

/** Ruff's rules with options as `[tool.ruff]` has them; where it refuses those, why. */
export function openLinter(options: unknown): Linter | { readonly refused: string } {
  try {
    const { Workspace, PositionEncoding } = loadRuff();
    const workspace = new Workspace(options, PositionEncoding.Utf32);
    return { check: (text) => checkText(workspace, text) };
  } catch (cause) {
    return { refused: tell(cause) };
  }
}

function checkText(workspace: InstanceType<ReturnType<typeof loadRuff>["Workspace"]>, text: string) {
  try {
    const isMarked = text.startsWith("\ufeff");
    const hits: readonly RawDiagnostic[] = workspace.check(isMarked ? text.slice(1) : text);
    return hits.flatMap(({ code, message, start_location: start, end_location: end }): readonly LintHit[] =>
      code === null ? [] : [{ code, message, start, end }],
    );
  } catch {
    // What ruff trips over it says nothing of.
    return [];
  }
}

interface RawDiagnostic {
  readonly code: string | null;
  readonly message: string;
  readonly start_location: LintPlace;
  readonly end_location: LintPlace;
}

function tell(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
}
