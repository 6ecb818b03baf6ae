import type { Part } from "./parts.ts";
import { plain, uncode } from "./plain.ts";
import { answerOf } from "./small-words.ts";
import type { Piece } from "./source.ts";

export function textsOf(part: Part): readonly string[] {
  const texts = part.blocks.flatMap((block) => {
    if (block.kind === "paragraph") return [block.lines.map((line) => line.text).join("\n")];
    if (block.kind === "quote") return [block.text];
    if (block.kind !== "list") return [];
    return [
      block.items
        .map(({ blocks: [first] }) =>
          first?.kind === "paragraph" ? `- ${first.lines.map((line) => line.text).join(" ")}` : "",
        )
        .join("\n"),
    ];
  });
  return [...(part.value === undefined ? [] : [part.value.text]), ...texts];
}

/** Names behind a label or in a list: `a, b`, `` `a` ``, one point each. */
export function namesOf(part: Part): readonly Piece[] {
  const pieces = [
    ...(part.value === undefined
      ? []
      : part.value.text.split(/[\n]/).map((text, index) => ({
          ...(part.value as Piece),
          text,
          line: (part.value as Piece).line + index,
        }))),
    ...part.blocks.flatMap((block) => {
      if (block.kind === "paragraph") return block.lines;
      if (block.kind === "table") return block.rows.flatMap((row) => row.cells.slice(0, 1));
      return block.kind === "list"
        ? block.items.flatMap(({ blocks: [first] }) =>
            first?.kind === "paragraph" ? first.lines.slice(0, 1) : [],
          )
        : [];
    }),
  ];
  return pieces.flatMap((piece) => {
    const marked = [...piece.text.matchAll(/`([^`]{1,120})`|\[([^\][]{1,120})\]\(/g)].map(
      (match) => match[1] ?? match[2] ?? "",
    );
    const names = marked.length > 0 ? marked : piece.text.split(/\s*[,;]\s*|\s+(?:and|und|et|y|e)\s+/);
    return names
      .map((name) =>
        uncode(plain(name))
          .replace(/^[–—-]\s*/, "")
          .replace(/\.$/, ""),
      )
      .filter((name) => name !== "" && answerOf(name) !== "no")
      .map((name) => ({
        ...piece,
        text: name,
        column: piece.column + Math.max(0, piece.text.indexOf(name)),
      }));
  });
}
