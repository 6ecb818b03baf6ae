import type { SourceModule } from "./project.ts";
import type { Scope } from "./symbols.ts";

/** Where an annotation stands: names of the classes around it come before those of its module. */
export interface TypePlace {
  readonly module: SourceModule;
  readonly scopes?: readonly Scope[];
  /** Names of type parameters. */
  readonly variables?: ReadonlySet<string>;
}
