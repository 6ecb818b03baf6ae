import type { Call, Expression } from "#python";
import type { ProjectClass } from "../classes.ts";
import type { OperationFact } from "../operation.ts";
import type { SourceModule } from "../project.ts";
import type { SchemaFact } from "../schema.ts";
import type { Frame, Instance } from "../values.ts";

/** What a class or a function answers to a request of one method. */
export interface Answer {
  readonly method: string;
  /** The method of the class. */
  readonly action?: string;
}

/** What stands behind a path. */
export interface View {
  /** `path:name`, or the dotted name of what comes from a package. */
  readonly handler: string;
  readonly framework: string;
  readonly answers: readonly Answer[];
}

/** A pattern that the object of a framework makes: no call in the source stands for it alone. */
export interface MadePattern {
  /** A regular expression. */
  readonly route: string;
  readonly view: View;
  readonly name?: string;
  readonly suffixed: boolean;
  readonly opaque: boolean;
  readonly module: SourceModule;
  readonly node: { readonly start: number; readonly end: number };
}

/** A route, with the pattern that its path stands for. */
export interface AnsweredPattern {
  readonly handler: string;
  readonly action?: string;
  readonly method: string;
  readonly path: string;
  /** Routes and regular expressions one after another, as they are written. */
  readonly pattern: string;
}

/** What a framework that builds on this one adds to its URLs. */
export interface Extension {
  /** The patterns that an object has as an attribute; undefined where it is no object of the framework. */
  readonly patternsOf: (instance: Instance, attribute: string) => readonly MadePattern[] | undefined;
  /** What a class answers, made a view by this call; undefined where it is no class of the framework. */
  readonly answersOf: (
    view: ProjectClass | string,
    call: Call,
    frame: Frame,
  ) => readonly Answer[] | undefined;
  /** The methods to which a decorator by this dotted name limits a function; undefined where it does not. */
  readonly methodsOf: (
    decorator: string,
    expression: Expression,
    frame: Frame,
  ) => readonly string[] | undefined;
  /** Whether a function by this dotted name lets the patterns that it is given also take a suffix that names a format. */
  readonly addsSuffixes: (callee: string) => boolean;
  readonly framework: string;
  /** What a route takes and gives; undefined where nothing of that can be read. */
  readonly operationOf: (route: AnsweredPattern) => OperationFact | undefined;
  /** The shapes that the operations which were read refer to. */
  readonly records: () => readonly SchemaFact[];
}
