import type { Expression } from "#python";
import type { ClassReader, ProjectClass } from "../../classes.ts";
import type { Definition } from "../../definitions.ts";
import type { Project, SourceModule } from "../../project.ts";
import type { EnumerationMember, Plain } from "./plain.ts";

/** Where an expression stands: at the top of a module, or in the body of a class, whose names come first. */
export interface Place {
  readonly module: SourceModule;
  readonly class?: ProjectClass;
  /** Names of the comprehensions around it. */
  readonly given?: ReadonlyMap<string, Given>;
}

/** What a name of a comprehension stands for in one round: a value, or a member of an enumeration. */
export interface Given {
  readonly value?: Plain | undefined;
  readonly member?: EnumerationMember;
}

/** Follows expressions to values that can be compared. */
export interface PlainReader {
  readonly project: Project;
  readonly classes: ClassReader;
  /** What a name at the top of a module means, looked up once. */
  readonly define: (module: SourceModule, name: string) => Definition | undefined;
  /** What a dot after something of a package leads to, looked up once: the modules of a folder may be the project's own. */
  readonly memberOf: (path: string, lookUp: () => Definition | undefined) => Definition | undefined;
  /** Within one evaluation, which ends where it has taken too many steps. */
  readonly step: (place: Place, expression: Expression) => Plain | undefined;
  /** An evaluation of its own. */
  readonly evaluate: (place: Place, expression: Expression | undefined) => Plain | undefined;
  /** What names a model, as a label in small letters: `shop.order`; a text that names one is given as it is. */
  readonly labelOf: (place: Place, named: Expression) => string | undefined;
}
