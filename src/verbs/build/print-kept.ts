import { cleanLine } from "#base";
import { isPending, type KeptPart, tellPlace, tellReason } from "./kept-part.ts";

/** The section of `HANDOFF.md` that says what edits keep out, with the exact text. */
export function printKept(kept: readonly KeptPart[]): readonly string[] {
  const pending = kept.filter(isPending);
  if (pending.length === 0) return [];
  const intro =
    "These parts were edited by hand and are left exactly as they stand. What would stand there without the edit is " +
    "shown: take over of it what is needed.";
  return ["## Left as edited", intro, ...pending.flatMap(printPart)];
}

function printPart(part: KeptPart): readonly string[] {
  const title = `### \`${cleanLine(tellPlace(part)).replaceAll("`", "'")}\`: ${tellReason(part)}`;
  if (part.text === undefined) return [title];
  if (part.missing && part.symbol === undefined) return [title, ...part.missing.flatMap(printMissing)];
  const imports = (part.imports ?? []).join("\n");
  const text = part.text.replace(/^\n+|\s+$/g, "");
  return [title, fence(imports === "" ? text : `${imports}\n\n${text}`, part.path)];
}

function printMissing({ line, text }: { readonly line: number; readonly text: string }): readonly string[] {
  return [line === 0 ? "At the beginning:" : `Behind line ${line}:`, fence(text, "")];
}

/** A block of code whose own backticks do not end it. */
function fence(text: string, path: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  return `${mark}${path.endsWith(".py") ? "python" : "text"}\n${text}\n${mark}`;
}
