import { type PythonModule, readModule } from "#python";
import type { WantedFile } from "./wanted-file.ts";

/** A wrong version of one file, whole. */
interface WrongVersion {
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

export interface StandingMutants<Mutant> {
  readonly mutants: readonly Mutant[];
  /** Those whose place a hand has edited, by id. */
  readonly leftOut: readonly string[];
}

/** Puts each fault into the file as it stands: only where nobody has touched the statement that it changes. */
export function standingMutants<Mutant extends WrongVersion>(
  mutants: readonly Mutant[],
  code: readonly WantedFile[],
  standing: readonly WantedFile[],
): StandingMutants<Mutant> {
  const texts = new Map(standing.map(({ path, text }) => [path, text]));
  const written = new Map(code.map(({ path, text }) => [path, text]));
  const moved = mutants.map((mutant) => moveFault(mutant, written.get(mutant.path), texts.get(mutant.path)));
  return {
    mutants: moved.filter((mutant) => mutant !== undefined),
    leftOut: mutants.filter((_, index) => moved[index] === undefined).map(({ id }) => id),
  };
}

function moveFault<Mutant extends WrongVersion>(
  mutant: Mutant,
  written: string | undefined,
  standing: string | undefined,
): Mutant | undefined {
  if (written === undefined || standing === undefined) return undefined;
  if (standing === written) return mutant;
  const before = textsOf(readModule(written));
  const changed = [...textsOf(readModule(mutant.text))].filter(([name, text]) => before.get(name) !== text);
  let text = standing;
  for (const [name, faulty] of changed) {
    const original = before.get(name);
    const there = textsOf(readModule(text)).get(name);
    if (original === undefined || there !== original) return undefined;
    const { start, end } = itemOf(readModule(text), name);
    text = text.slice(0, start) + faulty + text.slice(end);
  }
  return text === standing ? undefined : { ...mutant, text };
}

function textsOf({ text, items }: PythonModule): ReadonlyMap<string, string> {
  return new Map(items.map(({ name, start, end }) => [name, text.slice(start, end)]));
}

function itemOf(
  { items, text }: PythonModule,
  wanted: string,
): { readonly start: number; readonly end: number } {
  return items.find(({ name }) => name === wanted) ?? { start: text.length, end: text.length };
}
