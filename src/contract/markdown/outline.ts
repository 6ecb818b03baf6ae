import type { Block, HeadingBlock } from "./blocks.ts";

/** A heading with what stands below it, up to the next heading, and the sections within. */
export interface Section {
  /** Nothing for what stands before the first heading. */
  readonly heading?: HeadingBlock;
  readonly level: number;
  readonly blocks: readonly Block[];
  readonly children: readonly Section[];
}

interface Open {
  readonly heading?: HeadingBlock;
  readonly level: number;
  readonly blocks: Block[];
  readonly children: Open[];
}

/** Puts each heading below the nearest one before it that is higher, whatever the levels are. */
export function makeOutline(blocks: readonly Block[]): Section {
  const root: Open = { level: 0, blocks: [], children: [] };
  const open: Open[] = [root];
  for (const block of blocks) {
    if (block.kind !== "heading") {
      open.at(-1)?.blocks.push(block);
      continue;
    }
    while (open.length > 1 && (open.at(-1)?.level ?? 0) >= block.level) open.pop();
    const section: Open = { heading: block, level: block.level, blocks: [], children: [] };
    open.at(-1)?.children.push(section);
    open.push(section);
  }
  return root;
}
