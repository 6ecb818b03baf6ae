import type { Expression } from "#python";
import type { ProjectClass } from "../../classes.ts";
import type { SourceModule } from "../../project.ts";

/** Where an expression stands: at the top of a module, or in the body of a class. */
export interface Place {
  readonly module: SourceModule;
  readonly class?: ProjectClass;
  /** What names within a function stand for that it was given. */
  readonly handed?: ReadonlyMap<string, PlaceOf>;
}

/** An expression where it stands. */
export interface PlaceOf {
  readonly place: Place;
  readonly expression: Expression;
}
