import { stringify } from "yaml";
import type { JsonValue } from "../contract.ts";
import type { DocumentStyle } from "./document-style.ts";

/** A key with its value as lines of YAML, all of them set in. */
export function blockLines(
  entry: readonly [string, JsonValue],
  indent: number,
  { step, indentsLists, singleQuotes }: DocumentStyle,
): readonly string[] {
  const laid = stringify(Object.fromEntries([entry]), {
    ...{ indent: step, indentSeq: indentsLists, lineWidth: 0, aliasDuplicateObjects: false },
    // What older readers take for something else than a text is quoted.
    ...{ schema: "core", compat: "yaml-1.1", singleQuote: singleQuotes ? true : null },
  });
  return laid
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => (line === "" ? line : " ".repeat(indent) + line));
}

/** A key with its value as JSON, on lines of its own where there is a step. */
export function flowEntry(
  [key, value]: readonly [string, JsonValue],
  indent: string,
  step: string | undefined,
  isDense: boolean,
): string {
  const name = JSON.stringify(key);
  if (isDense) return `${name}:${JSON.stringify(value)}`;
  const laid = JSON.stringify(value, null, step ?? 1);
  // A line end within a text is written as an escape, so each of these is one between values.
  return `${name}: ${step === undefined ? laid.replace(/\n\s*/g, " ") : laid.replaceAll("\n", `\n${indent}`)}`;
}
