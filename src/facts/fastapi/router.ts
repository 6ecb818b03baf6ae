import type { Call, Expression, FunctionDefinition } from "#python";
import type { ProjectClass } from "../classes.ts";
import type { SourceModule } from "../project.ts";
import type { Frame, Instance } from "../values.ts";

/** A route as a router declares it, before it is known where the router goes. */
export interface DeclaredRoute {
  readonly methods: readonly string[];
  readonly path: string;
  readonly module: SourceModule;
  readonly decorator: Call;
  /** Where the decorator is read. */
  readonly frame: Frame;
  /** The call of the router's own decorator within a function of the project that is given it. */
  readonly handedOn?: Level;
  readonly handler: Endpoint;
  /** Whether it is Starlette's own kind of route, whose function is given the request and nothing else. */
  readonly isPlain: boolean;
  /** Whether the class of its router leaves it out of the description of the interface. */
  readonly isHidden?: true;
  readonly place: Placed;
}

/** When something is hung on a router. */
export interface Placed {
  /** How many things were hung somewhere before. */
  readonly order: number;
  /** The module whose body leads to it: which of two modules is read first, source does not tell. */
  readonly from: string;
  /** What must hold for it. */
  readonly when: readonly string[];
}

/** The function that answers; in a frame of its own where another function makes it, in a class where it is a method. */
export interface Endpoint {
  readonly module: SourceModule;
  readonly node: FunctionDefinition;
  readonly frame: Frame;
  readonly owner?: ProjectClass;
}

/** A router that another takes in, below a prefix. */
export interface Inclusion {
  readonly of: Instance;
  /** Absent where source does not tell it. */
  readonly prefix?: string;
  readonly place: Placed;
  readonly call: Call;
  readonly frame: Frame;
}

/** An application or a router, with what hangs on it. */
export interface Router {
  readonly instance: Instance;
  readonly isApp: boolean;
  readonly routes: DeclaredRoute[];
  readonly inclusions: Inclusion[];
  /** What else is said of an application. */
  readonly setups: Setup[];
}

/** `app.add_middleware(…)`, or a decorator such as `@app.middleware("http")` with the function below it. */
export interface Setup {
  readonly name: string;
  readonly call: Call;
  readonly frame: Frame;
  readonly node?: FunctionDefinition;
  readonly when: readonly string[];
  /** What is handed to the decorator where it is called as a function. */
  readonly given?: Expression;
}

/** A call that says something of every route below it: the application's, a router's, or that of taking it in. */
export interface Level {
  readonly call: Call;
  readonly frame: Frame;
}
