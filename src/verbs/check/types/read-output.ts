import type { Severity } from "#base";
import { parseJson } from "#workspace";
import type { CheckerName } from "./find-checker.ts";

/** One thing that a type checker says, with rows and columns from 1. */
export interface TypeHit {
  /** As the checker names it: absolute, or relative to where it ran. */
  readonly file: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: Place;
  readonly end: Place;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

const severities: Readonly<Record<string, Severity>> = {
  error: "error",
  warning: "warning",
  information: "note",
  info: "note",
};

/** Reads what a checker printed; undefined where it is no report. */
export function readTypeHits(name: CheckerName, output: string): readonly TypeHit[] | undefined {
  if (name === "mypy") return output.split("\n").flatMap(readMypyLine);
  if (name === "ty") return output.split("\n").flatMap(readTyLine);
  return readPyright(output);
}

/** `shop/a.py:3:5:3:9: error: Incompatible types  [assignment]`; its notes belong to what stands before. */
function readMypyLine(line: string): readonly TypeHit[] {
  const found = /^(.+?):(\d+):(\d+):(\d+):(\d+): error: (.*?)(?: {2}\[([\w-]+)\])?\r?$/.exec(line);
  if (found === null) return [];
  const [, file = "", row, column, lastRow, lastColumn, message = "", code = "misc"] = found;
  const end = { row: Number(lastRow), column: Number(lastColumn) + 1 };
  return [
    { file, code, severity: "error", message, start: { row: Number(row), column: Number(column) }, end },
  ];
}

/** `shop/a.py:3:5: error[invalid-assignment] Object of type …`. */
function readTyLine(line: string): readonly TypeHit[] {
  const found = /^(.+?):(\d+):(\d+): (error|warning|info)\[([\w-]+)\]:? (.*?)\r?$/.exec(line);
  if (found === null) return [];
  const [, file = "", row, column, level = "", code = "", message = ""] = found;
  const start = { row: Number(row), column: Number(column) };
  return [{ file, code, severity: severities[level] ?? "warning", message, start, end: start }];
}

interface Diagnostic {
  readonly file?: unknown;
  readonly severity?: unknown;
  readonly message?: unknown;
  readonly rule?: unknown;
  readonly range?: { readonly start?: Position; readonly end?: Position };
}

interface Position {
  readonly line?: unknown;
  readonly character?: unknown;
}

function readPyright(output: string): readonly TypeHit[] | undefined {
  const read = parseJson(output.slice(output.indexOf("{")));
  const all = (read as { readonly generalDiagnostics?: unknown } | undefined)?.generalDiagnostics;
  if (!Array.isArray(all)) return undefined;
  return (all as readonly Diagnostic[]).flatMap(
    ({ file, severity, message, rule, range }): readonly TypeHit[] => {
      if (typeof file !== "string" || typeof message !== "string") return [];
      const start = placeOf(range?.start);
      return [
        {
          file,
          code: typeof rule === "string" ? rule : "syntax",
          severity: severities[String(severity)] ?? "warning",
          message: message.replace(/\s*\n\s*/g, ": "),
          start,
          end: range?.end === undefined ? start : placeOf(range.end),
        },
      ];
    },
  );
}

function placeOf(position: Position | undefined): Place {
  return { row: Number(position?.line ?? 0) + 1, column: Number(position?.character ?? 0) + 1 };
}
