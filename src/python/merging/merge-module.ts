import { type PythonModule, readModule } from "../reading/read-module.ts";
import { importsInOrder, parses } from "../ruff.ts";
import { blockOfModule, putTogether } from "./block.ts";
import { handNames } from "./hand-names.ts";
import { bindingsOf, printBinding } from "./import-bindings.ts";
import { type LocatedSymbol, locateKept } from "./locate-kept.ts";
import { mergeBlock } from "./merge-block.ts";
import { mergeImports } from "./merge-imports.ts";
import type { WrittenModule } from "./written-module.ts";

export interface ModuleSides {
  /** As it stands, with what a hand has changed. */
  readonly current: string;
  readonly wanted: string;
  /** As it was written. */
  readonly written: WrittenModule;
  /** Names that hand-written code elsewhere uses. */
  readonly used: ReadonlySet<string>;
  /** Top-level packages of the project, whose imports come last. */
  readonly firstParty: readonly string[];
  /** What stands there is to be taken for the answer to what is wanted: it is told no more. */
  readonly settle?: boolean;
}

export interface MergedModule {
  readonly text: string;
  readonly kept: readonly LocatedSymbol[];
  readonly record: WrittenModule;
}

/**
 * Brings what is wanted into a module that a hand has edited: statements that nobody touched are changed in place, edited
 * ones are left exactly alone and told. Undefined where that cannot be done without doubt.
 */
export function mergeModule(sides: ModuleSides): MergedModule | undefined {
  const current = readModule(sides.current);
  const lineEnd = sides.current.includes("\r\n") ? "\r\n" : "\n";
  const wanted = readModule(lineEnd === "\n" ? sides.wanted : sides.wanted.replaceAll("\n", lineEnd));
  // A character that could not be decoded would be written back as another.
  if (!current.sound || sides.current.includes("\ufffd") || !parses(sides.current)) return undefined;
  const written = new Map(Object.entries(sides.written.symbols));
  const used = new Set([...sides.used, ...handNames(current, written)]);
  const merged = mergeBlock(
    { current: current.text, wanted: wanted.text, written, used, settle: sides.settle ?? false },
    blockOfModule(current),
    blockOfModule(wanted),
    "",
  );
  const imports = mergeImports({
    merged: readModule(putTogether(merged.block)),
    wanted,
    written: new Set(sides.written.imports),
    lineEnd,
  });
  const text = tidyImports(sides, imports.text);
  const result = readModule(text);
  if (!holdsAll(result, current, merged.untouched, sides.written) || !parses(text)) return undefined;
  const clashing = new Set(imports.kept.map(({ symbol }) => symbol));
  return {
    text,
    kept: locateKept([...merged.kept, ...imports.kept], result, wanted),
    record: {
      imports: importsOf(wanted).filter((entry) => !clashing.has(entry)),
      symbols: Object.fromEntries(merged.record),
    },
  };
}

function importsOf({ text, items }: PythonModule): readonly string[] {
  return items.flatMap((item) => bindingsOf(text, item)).map(printBinding);
}

/** Imports that were in order before are put in order again, as ruff does; others are left as they are. */
function tidyImports({ current, firstParty }: ModuleSides, text: string): string {
  if (importsInOrder(current, firstParty) !== current) return text;
  const sorted = importsInOrder(text, firstParty);
  return sorted !== undefined && sayTheSame(readModule(text), readModule(sorted)) ? sorted : text;
}

/** Whether two modules differ by nothing but the form and order of their imports. */
function sayTheSame(one: PythonModule, other: PythonModule): boolean {
  const code = ({ text, items }: PythonModule): string =>
    items.flatMap(({ kind, start, end }) => (kind === "import" ? [] : [text.slice(start, end)])).join("\n");
  const comments = ({ text }: PythonModule): string => (text.match(/#[^\r\n]*/g) ?? []).sort().join("\n");
  const names = (module: PythonModule): string => [...importsOf(module)].sort().join("\n");
  return code(one) === code(other) && comments(one) === comments(other) && names(one) === names(other);
}

/** The last look before anything is believed: all that is not ours is still there. */
function holdsAll(
  result: PythonModule,
  current: PythonModule,
  untouched: readonly string[],
  written: WrittenModule,
): boolean {
  const ours = new Set(written.imports);
  const left = new Set(importsOf(result));
  return (
    result.sound &&
    untouched.every((piece) => result.text.includes(piece)) &&
    importsOf(current).every((entry) => ours.has(entry) || left.has(entry))
  );
}
