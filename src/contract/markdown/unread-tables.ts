import type { Block } from "./blocks.ts";
import { type Context, tell } from "./context.ts";
import type { Found } from "./find-sections.ts";
import { isChangelog } from "./head.ts";
import { partsOf } from "./parts.ts";

/** Says of every table outside of endpoints, events and types that nothing was read from it; prose there is prose. */
export function tellUnread(context: Context, found: Found): void {
  const read = new Set<Block>(found.indexes.map(({ table }) => table));
  const heads: ReadonlySet<string> = new Set(["changelog", "authentication", "auth", "errorForm"]);
  const sections = [
    ...found.others,
    ...found.parts.flatMap(({ name, section }) => (heads.has(name) ? [] : [section])),
  ];
  for (const section of sections) {
    const { blocks, parts } = partsOf({ ...section, children: [] });
    const inParts = parts.flatMap((part) => (part.name === "changelog" ? [] : part.blocks));
    for (const block of [...blocks, ...inParts]) {
      if (block.kind !== "table" || read.has(block) || isChangelog(block)) continue;
      tell(context, block.span, {
        rule: "unread-table",
        message: "nothing is read from this table: it stands under no endpoint, event or type",
        mend: "put it under the heading of what it describes",
      });
    }
  }
}
