import { cleanLines } from "#base";
import { type Built, isPending, tellPlace, tellReason } from "#verbs";
import { counted } from "../text/figures.ts";
import { type Look, paint } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";

const mostParts = 8;
const mostLines = 6;

/** What hand edits keep out, with the beginning of what would stand there without; and what of it was brought in. */
export function layKept({ kept, merged }: Built, look: Look): readonly string[] {
  const pending = kept.filter(isPending);
  const rest = kept.filter((part) => !isPending(part));
  const shown = pending.slice(0, mostParts);
  const more = pending.length - shown.length;
  return [
    ...(merged.length === 0
      ? []
      : layParagraph(
          `brought into ${counted(merged.length, "file")} beside hand edits: ${merged.join(", ")}`,
          look,
        )),
    ...rest.flatMap((part) => layParagraph(`left alone: ${tellPlace(part)}, ${tellReason(part)}`, look)),
    ...shown.flatMap((part) => [
      ...layParagraph(`left alone: ${tellPlace(part)}, ${tellReason(part)}`, look, 0, "warning"),
      ...layText(part, look),
    ]),
    ...(pending.length === 0
      ? []
      : layParagraph(
          `${more > 0 ? `${counted(more, "more part")}, and the` : "the"} whole text of what would stand there: HANDOFF.md, or --json`,
          look,
        )),
  ];
}

function layText({ text, missing }: Built["kept"][number], look: Look): readonly string[] {
  const lines = cleanLines(missing?.map((run) => run.text).join("\n") ?? text ?? "").filter(
    (line) => line.trim() !== "",
  );
  const width = Math.max(20, look.width - 5);
  const shown = lines.slice(0, mostLines).map((line) => `    ${line.slice(0, width)}`);
  const rest = lines.length > mostLines ? ["    …"] : [];
  return [...shown, ...rest].map((line) => paint(look, "faint", line));
}
