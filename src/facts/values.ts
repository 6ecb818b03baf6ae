import type { Call, Expression, FunctionDefinition } from "#python";
import type { ProjectClass } from "./classes.ts";
import type { Definition } from "./definitions.ts";
import type { SourceModule } from "./project.ts";
import type { Scope } from "./symbols.ts";

/** What an expression stands for, as far as source alone says. */
export type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "constant"; readonly value: "True" | "False" | "None" }
  | { readonly kind: "list"; readonly items: readonly (Value | undefined)[] }
  | { readonly kind: "class"; readonly class: ProjectClass }
  | { readonly kind: "module"; readonly module: SourceModule }
  | {
      readonly kind: "function";
      readonly module: SourceModule;
      readonly node: FunctionDefinition;
      readonly frame?: Frame;
    }
  /** A name of a package outside the project. */
  | { readonly kind: "external"; readonly path: string }
  | Instance;

/** An object, by the call that makes it: two calls make two objects, and so does one call of a function that is called twice. */
export interface Instance {
  readonly kind: "instance";
  readonly id: string;
  readonly of: ProjectClass | string;
  readonly call: Call;
  readonly frame: Frame;
}

/** Where an expression is evaluated: a module, or one call of a function. */
export interface Frame {
  /** The same for the same call from the same caller. */
  readonly id: string;
  readonly module: SourceModule;
  /** The function that is called, with the names that it binds. */
  readonly called?: { readonly node: FunctionDefinition; readonly scope: Scope };
  /** What its parameters were given. */
  readonly given: ReadonlyMap<string, Value>;
  /** What the targets of loops around it stand for in one turn. */
  readonly looped?: ReadonlyMap<string, Value>;
  /** The frame in which a nested function was made. */
  readonly outer?: Frame;
  readonly depth: number;
}

/** Follows expressions to what they stand for; undefined where the facts run out. */
export interface Evaluator {
  readonly evaluate: (frame: Frame, expression: Expression | undefined) => Value | undefined;
  readonly moduleFrame: (module: SourceModule) => Frame;
  /** The call of a function of the project, as a frame; undefined where calls are nested too deeply. */
  readonly enter: (
    caller: Frame,
    callee: Value & { readonly kind: "function" },
    call: Call,
  ) => Frame | undefined;
  readonly valueOf: (definition: Definition) => Value | undefined;
}
