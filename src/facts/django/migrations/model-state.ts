import type { SourceModule } from "../../project.ts";
import type { FieldState, Plain } from "./plain.ts";

/** A place of the source. */
export interface Spot {
  readonly module: SourceModule;
  readonly start: number;
  readonly end: number;
}

/** A model as migrations leave it, or as its class has it. */
export interface ModelState {
  readonly app: string;
  readonly name: string;
  /** Fields by name, `undefined` for one of which nothing is known. */
  readonly fields: ReadonlyMap<string, FieldState | undefined>;
  /** Options of `Meta` by name, indexes and constraints among them; `undefined` for one that cannot be told. */
  readonly options: ReadonlyMap<string, Plain | undefined>;
  /** Where it was last said what each of these is: a field by its name, options under their own. */
  readonly spots: ReadonlyMap<string, Spot>;
}

export function modelKey(app: string, name: string): string {
  return `${app}.${name}`.toLowerCase();
}

/** What the options of models are called that hold lists of objects with names. */
export const listOptions = ["indexes", "constraints"] as const;

/** The name of an index or a constraint. */
export function nameOfMade(value: Plain | undefined): string | undefined {
  const name = value?.kind === "made" ? value.named.get("name") : undefined;
  return name?.kind === "text" ? name.text : undefined;
}
