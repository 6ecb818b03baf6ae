import type { Body, FunctionDefinition } from "#python";
import type { ProjectClass } from "../classes.ts";
import type { Reading } from "../front-end.ts";
import type { SourceModule } from "../project.ts";
import type { Address } from "./address.ts";
import type { Fixtures } from "./fixtures.ts";

/** What the reading of tests carries along. */
export interface TestWalk {
  readonly reading: Reading;
  readonly fixtures: Fixtures;
  /** Names of functions and classes that calls of tests are followed into: all others are passed over. */
  readonly names: ReadonlySet<string>;
}

/** Where an expression of a test stands: in a function, with what its parameters were given. */
export interface Place {
  readonly module: SourceModule;
  readonly node: FunctionDefinition;
  readonly body: Body;
  /** The class whose test it is, which may have inherited the method. */
  readonly self?: ProjectClass;
  readonly given: ReadonlyMap<string, readonly Address[]>;
  /** Functions that are open around it. */
  readonly depth: number;
}
