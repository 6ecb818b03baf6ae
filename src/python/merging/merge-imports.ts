import { namesIn } from "../reading/names-in.ts";
import type { PythonItem, PythonModule } from "../reading/read-module.ts";
import { type Block, blockOfModule, isBlank, type Piece, putTogether, withoutPiece } from "./block.ts";
import { bindingsOf, boundName, type ImportBinding, printBinding } from "./import-bindings.ts";
import type { KeptSymbol } from "./merge-block.ts";
import { lastImport } from "./merge-block.ts";

export interface ImportSides {
  /** The module with its other statements merged. */
  readonly merged: PythonModule;
  readonly wanted: PythonModule;
  /** As they were written. */
  readonly written: ReadonlySet<string>;
  readonly lineEnd: string;
}

export interface MergedImports {
  readonly text: string;
  readonly kept: readonly KeptSymbol[];
}

/** Adds the imports that the merged statements need, and takes away those of ours that nothing needs any more. */
export function mergeImports({ merged, wanted, written, lineEnd }: ImportSides): MergedImports {
  const block = blockOfModule(merged);
  const there = bindingsIn(merged.text, block);
  const ours = bindingsIn(wanted.text, blockOfModule(wanted));
  const code = block.pieces.filter(({ item }) => item.kind !== "import").map(({ text }) => text);
  const used = namesIn(code.join("\n"));
  const bound = new Set([...there.values()].map(({ binding }) => boundName(binding)));
  for (const { name } of block.pieces) bound.add(name);
  const needed = [...ours].filter(([key, entry]) => {
    if (there.has(key)) return false;
    return used.has(boundName(entry.binding)) || (isForEffect(entry) && !written.has(key));
  });
  const clashing = needed.filter(([, { binding }]) => bound.has(boundName(binding)));
  const added = needed.filter(([, { binding }]) => !bound.has(boundName(binding)));
  const gone = new Set(
    [...there].flatMap(([key, { binding }]) =>
      written.has(key) && !ours.has(key) && !used.has(boundName(binding)) ? [key] : [],
    ),
  );
  const left = takeAway(merged.text, block, gone, lineEnd);
  return {
    text: putTogether(added.reduce((current, [, entry]) => addImport(current, entry, wanted, lineEnd), left)),
    kept: clashing
      .filter(([key]) => !written.has(key))
      .map(([key, { statement }]) => ({ symbol: key, why: "not-ours", text: statement })),
  };
}

interface Imported {
  readonly binding: ImportBinding;
  /** A statement that binds just this name, with the comment of the one it stands in. */
  readonly statement: string;
}

function bindingsIn(text: string, { pieces }: Block): ReadonlyMap<string, Imported> {
  return new Map(
    pieces.flatMap(({ item, text: statement }) =>
      bindingsOf(text, item).map((binding): readonly [string, Imported] => {
        const comment = statement.includes("\n") ? "" : (/\s+#.*$/.exec(statement)?.[0] ?? "");
        return [printBinding(binding), { binding, statement: printBinding(binding) + comment }];
      }),
    ),
  );
}

/** Imported for what happens when it is: no name of it is used. */
function isForEffect({ statement }: Imported): boolean {
  return /#\s*noqa:[^#]*\bF401\b/.test(statement);
}

function takeAway(text: string, block: Block, gone: ReadonlySet<string>, lineEnd: string): Block {
  let result = block;
  for (const piece of block.pieces) {
    const bindings = bindingsOf(text, piece.item);
    const left = bindings.filter((binding) => !gone.has(printBinding(binding)));
    if (left.length === bindings.length) continue;
    const index = result.pieces.findIndex(({ item }) => item === piece.item);
    if (left.length === 0) result = withoutPiece(result, index);
    // A comment in the list may be of one of the names.
    else if (!piece.text.includes("#")) result = withText(result, index, printStatement(left, lineEnd));
  }
  return result;
}

function withText({ pieces, tail }: Block, index: number, text: string): Block {
  return { pieces: pieces.map((piece, other) => (other === index ? { ...piece, text } : piece)), tail };
}

const longestLine = 100;

function printStatement(bindings: readonly ImportBinding[], lineEnd: string): string {
  const [{ module, symbol } = { module: "" }] = bindings;
  const parts = bindings.map((binding) => printBinding(binding).replace(/^(?:from \S+ )?import /, ""));
  const head = symbol === undefined ? "import " : `from ${module} import `;
  const line = head + parts.join(", ");
  if (line.length <= longestLine || symbol === undefined) return line;
  return `${head}(${lineEnd}${parts.map((part) => `    ${part},${lineEnd}`).join("")})`;
}

/** Into a statement that takes from the same module, else on a line of its own behind the others. */
function addImport(
  block: Block,
  { binding, statement }: Imported,
  wanted: PythonModule,
  lineEnd: string,
): Block {
  const last = lastImport(block);
  const joined = block.pieces.findIndex(
    ({ item, text }, index) =>
      index <= last && !statement.includes("#") && takesFrom(text, item, binding.module),
  );
  if (joined >= 0 && binding.symbol !== undefined) {
    const text = block.pieces[joined]?.text ?? "";
    return withText(block, joined, printStatement([...bindingsOf(text, itemOf(text)), binding], lineEnd));
  }
  const piece = { item: itemOf(statement), name: statement, gap: lineEnd, text: statement };
  return insertImport(block, last, piece, wanted);
}

function itemOf(text: string): PythonItem {
  return { kind: "import", name: "", start: 0, code: 0, end: text.length };
}

function takesFrom(text: string, { kind }: PythonItem, module: string): boolean {
  if (kind !== "import" || text.includes("#")) return false;
  const bindings = bindingsOf(text, itemOf(text));
  return (
    bindings.length > 0 &&
    bindings.every((entry) => entry.module === module && entry.symbol !== undefined && entry.symbol !== "*")
  );
}

function insertImport({ pieces, tail }: Block, last: number, piece: Piece, wanted: PythonModule): Block {
  if (last >= 0) return { pieces: [...pieces.slice(0, last + 1), piece, ...pieces.slice(last + 1)], tail };
  const afterDocstring = pieces[0]?.item.kind === "docstring" ? 1 : 0;
  const before = pieces.slice(0, afterDocstring);
  const [next, ...rest] = pieces.slice(afterDocstring);
  const opening = { ...piece, gap: afterDocstring === 1 ? piece.gap + piece.gap : (next?.gap ?? "") };
  if (!next) return { pieces: [...before, opening], tail: tail === "" ? piece.gap : tail };
  const gap = afterDocstring === 1 && !isBlank(next.gap) ? next.gap : gapAfterImports(wanted);
  return { pieces: [...before, opening, { ...next, gap }, ...rest], tail };
}

function gapAfterImports(wanted: PythonModule): string {
  const block = blockOfModule(wanted);
  return block.pieces[lastImport(block) + 1]?.gap ?? "\n\n\n";
}
