import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { assert } from "#base";

type Ruff = typeof import("@astral-sh/ruff-wasm-nodejs");
type Workspace = InstanceType<Ruff["Workspace"]>;

interface Diagnostic {
  readonly code: string | null;
  readonly message: string;
  readonly start_location: Place;
  readonly fix: { readonly edits: readonly Edit[] } | null;
}

interface Edit {
  readonly content: string | null;
  readonly location: Place;
  readonly end_location: Place;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

// Loading the module compiles ten megabytes of WebAssembly, which verbs that print no Python should not pay for.
const held = new Map<string, Workspace>();

/** Ruff as WebAssembly, compiled when it is first asked for. */
export function loadRuff(): Ruff {
  // The optimizing compiler takes four times as long over the module as all that is ever formatted in one run.
  for (const flag of ["--liftoff-only", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering"])
    setFlagsFromString(flag);
  return createRequire(import.meta.url)("@astral-sh/ruff-wasm-nodejs") as Ruff;
}

function openWorkspace(firstParty: readonly string[], rule = "I"): Workspace {
  const key = [rule, ...firstParty].join(" ");
  const known = held.get(key);
  if (known) return known;
  const { Workspace, PositionEncoding } = loadRuff();
  const options = {
    "line-length": 100,
    "target-version": "py312",
    lint: { select: [rule], isort: { "known-first-party": firstParty } },
  };
  const workspace = new Workspace(options, PositionEncoding.Utf16);
  held.set(key, workspace);
  return workspace;
}

/** For Python from our own template files. A text that ruff cannot read is an error of ours. */
export function formatPython(text: string): string {
  try {
    return openWorkspace([]).format(text);
  } catch (cause) {
    return failToParse(cause instanceof Error ? cause.message : String(cause), text);
  }
}

/** Merges, sorts and groups the imports as ruff's rule I001 wants them. */
export function sortImports(text: string, firstParty: readonly string[]): string {
  const diagnostics: readonly Diagnostic[] = openWorkspace(firstParty).check(text);
  const broken = diagnostics.find(({ code }) => code !== "I001");
  if (broken) return failToParse(broken.message, text);
  const edits = diagnostics.flatMap(({ fix }) => fix?.edits ?? []);
  return edits.reduceRight(applyEdit, text);
}

/** Of some characters, those that ruff takes for others that look like them: it asks whether they are meant. */
export function confusable(characters: readonly string[]): readonly string[] {
  if (characters.length === 0) return [];
  const lines = characters.map((character) => `X = "a ${character}"`).join("\n");
  const diagnostics: readonly Diagnostic[] = openWorkspace([], "RUF001").check(lines);
  const rows = new Set(
    diagnostics.flatMap(({ code, start_location: { row } }) => (code === "RUF001" ? [row] : [])),
  );
  return characters.filter((_, index) => rows.has(index + 1));
}

/** Whether ruff can read a text of any origin. */
export function parses(text: string): boolean {
  try {
    openWorkspace([]).format(text);
    return true;
  } catch {
    return false;
  }
}

/** The same for a text of any origin; undefined where it cannot be read, or has line ends that ruff counts otherwise. */
export function importsInOrder(text: string, firstParty: readonly string[]): string | undefined {
  if (text.startsWith("\ufeff") || /\r(?!\n)/.test(text)) return undefined;
  const diagnostics: readonly Diagnostic[] = openWorkspace(firstParty).check(text);
  if (diagnostics.some(({ code }) => code !== "I001")) return undefined;
  return diagnostics.flatMap(({ fix }) => fix?.edits ?? []).reduceRight(applyEdit, text);
}

function applyEdit(text: string, edit: Edit): string {
  return (
    text.slice(0, offsetOf(text, edit.location)) +
    (edit.content ?? "") +
    text.slice(offsetOf(text, edit.end_location))
  );
}

function offsetOf(text: string, place: Place): number {
  let start = 0;
  for (let row = 1; row < place.row; row += 1) start = text.indexOf("\n", start) + 1;
  return start + place.column - 1;
}

function failToParse(message: string, text: string): never {
  const from = Number(/byte range (\d+)/.exec(message)?.[1] ?? 0);
  // The range counts bytes.
  const near = Buffer.from(text).subarray(Math.max(0, from - 120), from + 120);
  assert(false, `the printed Python does not parse: ${message}\n${near.toString()}`);
}
