import type { Contract } from "#contract";
import type { Domain } from "#domain";

/** One file of a generated project. */
export interface ProjectFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface StackInput {
  readonly domain: Domain;
  readonly contract: Contract;
  readonly contractText: string;
  readonly contractFileName: string;
  readonly database: string;
  /** Shipped requirement files by name, each by the name of its file. */
  readonly locks: ReadonlyMap<string, string>;
}

/** Everything that a stack writes for a domain, and what a proof needs to run it. All of it is data. */
export interface GeneratedProject {
  /** Settings, application and infrastructure, before any route, model or schema. */
  readonly skeleton: readonly ProjectFile[];
  readonly tests: readonly ProjectFile[];
  /** The finished application; replaces files of the skeleton where both have one. */
  readonly code: readonly ProjectFile[];
  /** Packaging, migrations, containers, documents. */
  readonly project: readonly ProjectFile[];
  readonly testCases: readonly TestCase[];
  readonly commands: StackCommands;
  /** What conformance does not judge, each with its reason. */
  readonly switchedOff: readonly string[];
  /** What only a proof needs, made when it is asked for. */
  trials(): Trials;
}

/** What a project is tried with, and against. */
export interface Trials {
  /** The application that answers examples and keeps nothing; laid over the skeleton. */
  readonly exampleServer: readonly ProjectFile[];
  readonly mutants: readonly Mutant[];
  /** The contract with the answers that the overlay adds, as JSON. */
  readonly conformanceContract: string;
  /** The contract without the operations that are left open, as JSON. */
  readonly closedContract: string;
}

/** What a generated test is for. */
export interface TestCase {
  /** pytest's node id without parameters: `tests/users/test_login.py::test_a_wrong_password_is_refused`. */
  readonly id: string;
  readonly operation?: string;
  /** `shape` passes on the example server; `effect` fails there; `guard` passes on the skeleton too, for the reason given. */
  readonly kind: "shape" | "effect" | "guard";
  readonly reason?: string;
}

/** A wrong version of one file, which tests must notice. */
export interface Mutant {
  readonly id: string;
  readonly operation: string;
  /** What the mutant does wrong: `drops the filter tag`. */
  readonly fault: string;
  readonly path: string;
  readonly text: string;
  /** Test files that should notice it first. */
  readonly tests: readonly string[];
}

/** A stack's own commands, as data: `module` is run by the project's Python. */
export interface StackCommands {
  /** Modules that a test process imports once, before it forks. */
  readonly preload: readonly string[];
  /** Keys of `StackInput.locks` for running and for testing. */
  readonly lock: string;
  readonly devLock: string;
  /** Environment variables for a run of the application; `{database}` and `{secret}` stand for what the caller makes up. */
  readonly environment: Readonly<Record<string, string>>;
  /** Address of a database for trials, `{name}` standing for a fresh name. */
  readonly databaseUrl: string;
  /** Python source that makes, and that takes away, the database of the address it is called with; absent where a file is all. */
  readonly databaseScripts?: { readonly create: string; readonly drop: string };
  /** How credentials that no operation issues are come by; absent where none is asked for. */
  readonly outside?: OutsideCommands;
  readonly serve: ModuleCommand;
  readonly migrate: readonly ModuleCommand[];
  /** Up, compare with the models, down, up: in this order, on an empty database. */
  readonly checkMigrations: readonly ModuleCommand[];
  readonly lint: readonly ModuleCommand[];
  readonly types: ModuleCommand;
  readonly typeCacheVariable: string;
  /** Python source that prints the OpenAPI document which the application serves. */
  readonly dumpSchema: string;
  /** Path that answers 200 when the server is ready. */
  readonly readyPath: string;
  readonly basePath: string;
  readonly packages: readonly string[];
}

/** Commands of the project for credentials that no operation of its contract issues. */
export interface OutsideCommands {
  /** Prints the settings, as `NAME=value` lines, that trust the tokens which the commands below print. */
  readonly trust?: ModuleCommand;
  /** Each prints a credential. Property tests find it in the variable. */
  readonly credentials: readonly { readonly variable: string; readonly command: ModuleCommand }[];
}

/** `python -m module arguments`; `{port}` stands for the port to serve on. */
export interface ModuleCommand {
  readonly module: string;
  readonly arguments: readonly string[];
}

/** What a stack is called, and where its projects can keep their data. */
export interface StackDescription {
  readonly name: string;
  readonly databases: readonly string[];
}

/** A kind of backend that can be written. */
export interface Stack extends StackDescription {
  generate(input: StackInput): GeneratedProject;
}
