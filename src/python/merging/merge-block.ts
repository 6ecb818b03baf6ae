import type { PythonItem } from "../reading/read-module.ts";
import { type Block, blockOfClass, type Piece, putTogether, withoutPiece, withPieces } from "./block.ts";
import { judgeSymbol, type Verdict } from "./judge-symbol.ts";
import { movedByUs } from "./order.ts";
import { describeItem, digestHead, digestItem, headName } from "./written-module.ts";

/** Something of a module that a hand has touched, and that is left as it stands. */
export interface KeptSymbol {
  /** `Book`, or `Book.title`. */
  readonly symbol: string;
  readonly why: "edited" | "deleted" | "not-ours" | "used";
  /** What would have been written; absent: it would have been taken away. */
  readonly text?: string;
}

/** The two sides of a merge, and what is remembered of the text that both come from. */
export interface Sides {
  readonly current: string;
  readonly wanted: string;
  readonly written: ReadonlyMap<string, string>;
  /** Names that hand-written code uses: what has such a name is not taken away. */
  readonly used: ReadonlySet<string>;
  /** What stands there is to be taken for the answer to what is wanted: it is told no more. */
  readonly settle: boolean;
}

export interface MergedBlock {
  readonly block: Block;
  readonly kept: readonly KeptSymbol[];
  /** What is remembered of it afterwards. */
  readonly record: readonly (readonly [string, string])[];
  /** Pieces of the current text that must all be in the merged one. */
  readonly untouched: readonly string[];
}

interface Judged {
  readonly name: string;
  readonly verdict: Verdict;
  readonly current?: Piece;
  readonly wanted?: Piece;
}

/** Merges the statements of a module, or the members of a class: each is taken from one side, whole. */
export function mergeBlock(sides: Sides, current: Block, wanted: Block, prefix: string): MergedBlock {
  const all = judgeAll(sides, current, wanted, prefix);
  const judged = new Map(all.map((entry) => [entry.name, entry]));
  const results = all.map((entry) => ({ entry, ...settle(sides, entry, prefix) }));
  const moved = movedByUs(
    current.pieces.map(({ name }) => name),
    wanted.pieces.map(({ name }) => name),
    [...sides.written.keys()].flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
  );
  const isMoved = ({ name, verdict }: Judged): boolean =>
    moved.has(name) && (verdict === "same" || verdict === "update");
  const texts = new Map(results.map(({ entry, text }) => [entry.name, text]));
  const taken = all.filter(
    (entry) => (entry.verdict === "remove" && texts.get(entry.name) === undefined) || isMoved(entry),
  );
  let block: Block = {
    ...current,
    pieces: current.pieces.map((piece) => ({ ...piece, text: texts.get(piece.name) ?? piece.text })),
  };
  for (const { name } of taken)
    block = withoutPiece(
      block,
      block.pieces.findIndex((piece) => piece.name === name),
    );
  block = addPieces(block, wanted, (name) => {
    const entry = judged.get(name);
    return entry !== undefined && (entry.verdict === "add" || isMoved(entry));
  });
  return {
    block,
    kept: results.flatMap(({ kept }) => kept),
    record: results.flatMap(({ record }) => record),
    untouched: [
      ...current.pieces.flatMap(({ gap }) => (gap.trim() === "" ? [] : [gap.trim()])),
      ...(current.tail.trim() === "" ? [] : [current.tail.trim()]),
      ...results.flatMap(({ untouched }) => untouched),
    ],
  };
}

function judgeAll(sides: Sides, current: Block, wanted: Block, prefix: string): readonly Judged[] {
  const currentPieces = new Map(current.pieces.map((piece) => [piece.name, piece]));
  const wantedPieces = new Map(wanted.pieces.map((piece) => [piece.name, piece]));
  return [...new Set([...wantedPieces.keys(), ...currentPieces.keys()])].flatMap(
    (name): readonly Judged[] => {
      const there = currentPieces.get(name);
      const ours = wantedPieces.get(name);
      if (there?.item.kind === "import" || ours?.item.kind === "import") return [];
      const verdict = judgeSymbol(
        there && digestItem(sides.current, there.item),
        sides.written.get(prefix + name),
        ours && digestItem(sides.wanted, ours.item),
      );
      return [{ name, verdict, ...(there && { current: there }), ...(ours && { wanted: ours }) }];
    },
  );
}

interface Settled {
  /** What stands there afterwards; absent where nothing does, or all as before. */
  readonly text?: string | undefined;
  readonly kept: readonly KeptSymbol[];
  readonly record: MergedBlock["record"];
  readonly untouched: readonly string[];
}

function settle(sides: Sides, judged: Judged, prefix: string): Settled {
  const { verdict, current, wanted } = judged;
  const symbol = prefix + judged.name;
  const base = { kept: [], record: [], untouched: [] };
  const before = { ...base, record: recordBefore(sides, symbol), untouched: current ? [current.text] : [] };
  switch (verdict) {
    case "same":
    case "update":
    case "add":
      return {
        ...base,
        ...(wanted && { text: wanted.text, record: describeItem(sides.wanted, wanted.item, symbol) }),
      };
    case "remove":
      if (prefix !== "" || !sides.used.has(judged.name)) return base;
      return { ...before, text: current?.text, kept: [{ symbol, why: "used" }] };
    case "quiet":
      return mergeClass(sides, judged, symbol) ?? before;
    case "edited":
    case "deleted":
    case "not-ours":
      return mergeClass(sides, judged, symbol) ?? keep(sides, judged, symbol, before);
    case "unwanted":
      return sides.settle ? { ...before, record: [] } : { ...before, kept: [{ symbol, why: "edited" }] };
    case "own":
      return { ...before, record: [] };
    case "gone":
      return base;
  }
}

/** Leaves a symbol as it stands, and tells what would stand there. */
function keep(sides: Sides, { verdict, wanted }: Judged, symbol: string, before: Settled): Settled {
  if (!wanted) return before;
  if (sides.settle) return { ...before, record: describeItem(sides.wanted, wanted.item, symbol) };
  const why = verdict === "deleted" || verdict === "not-ours" ? verdict : "edited";
  const record = verdict === "not-ours" ? [] : before.record;
  return { ...before, record, kept: [{ symbol, why, text: wanted.text }] };
}

/** A class that a hand has touched: its head and each of its members on their own. */
function mergeClass(sides: Sides, { current, wanted }: Judged, symbol: string): Settled | undefined {
  const there = current && blockOfClass(sides.current, current.item);
  const ours = wanted && blockOfClass(sides.wanted, wanted.item);
  if (!there || !ours || current.item.body?.indent !== wanted.item.body?.indent) return undefined;
  const key = headName(symbol);
  const written = sides.written.get(key);
  if (written === undefined) return undefined;
  const members = mergeBlock(sides, there, ours, `${symbol}.`);
  const verdict = judgeSymbol(
    digestHead(sides.current, current.item),
    written,
    digestHead(sides.wanted, wanted.item),
  );
  const heads = {
    current: headText(sides.current, current.item),
    wanted: headText(sides.wanted, wanted.item),
  };
  const isOurs = verdict === "same" || verdict === "update";
  const isKept = !isOurs && verdict !== "quiet" && !sides.settle;
  const digest = isKept ? written : digestHead(sides.wanted, wanted.item);
  return {
    text: (isOurs ? heads.wanted : heads.current) + putTogether(members.block),
    kept: [
      ...(isOurs || verdict === "quiet" ? [] : [{ symbol, why: "edited" as const, text: heads.wanted }]),
      ...members.kept,
    ],
    record: [[symbol, digestItem(sides.wanted, wanted.item)], [key, digest], ...members.record],
    untouched: [...(isOurs ? [] : [heads.current]), ...members.untouched],
  };
}

function headText(text: string, { start, end, body }: PythonItem): string {
  return text.slice(start, body?.start ?? end);
}

/** What is remembered of a symbol and, of a class, of its members, as it was before. */
function recordBefore({ written }: Sides, symbol: string): MergedBlock["record"] {
  return [...written].filter(
    ([key]) => key === symbol || key === headName(symbol) || key.startsWith(`${symbol}.`),
  );
}

/** Puts what is added behind the nearest statement that stands before it on the wanted side. */
function addPieces(block: Block, wanted: Block, isAdded: (name: string) => boolean): Block {
  let result = block;
  wanted.pieces.forEach((piece, index) => {
    if (!isAdded(piece.name)) return;
    const gapAfter = wanted.pieces[index + 1]?.gap ?? "";
    result = withPieces(result, placeFor(result, wanted, index), [piece], gapAfter);
  });
  return result;
}

/** The index of the piece to come after; -1 where it comes first. */
function placeFor(block: Block, wanted: Block, index: number): number {
  const place = (name: string): number => block.pieces.findIndex((piece) => piece.name === name);
  for (const { name, item } of wanted.pieces.slice(0, index).toReversed()) {
    const found = item.kind === "import" ? lastImport(block) : place(name);
    if (found >= 0) return found;
  }
  for (const { name } of wanted.pieces.slice(index + 1)) {
    const found = place(name);
    if (found >= 0) return found - 1;
  }
  return block.pieces.length - 1;
}

/** The last of the imports that a module begins with. */
export function lastImport({ pieces }: Block): number {
  const first = pieces.findIndex(({ item }) => item.kind === "import");
  if (first < 0) return -1;
  const after = pieces.findIndex(({ item }, index) => index > first && item.kind !== "import");
  return (after < 0 ? pieces.length : after) - 1;
}
