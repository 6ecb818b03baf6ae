import type { Contract, JsonValue } from "#contract";
import type { Domain } from "#domain";

/** One file of a generated project. */
export interface ProjectFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What earlier builds and hands have left of migrations, and what the owner says of the difference. */
export interface StackMigrations {
  /** Files of the stack's folder of migrations, by path. */
  readonly standing: ReadonlyMap<string, string>;
  /** The record of tables that the last build left. */
  readonly record?: string;
  /** New names by old ones: `Book.year: published`. */
  readonly renamed: Readonly<Record<string, string>>;
  /** What rows that exist get in a field that they must have: `Book.year: 1900`. */
  readonly existing: Readonly<Record<string, string | number | boolean>>;
  readonly allowDataLoss: boolean;
  /** The migrations that stand lead to the tables of this contract: none is written. */
  readonly migrated: boolean;
}

/** The migrations of a project: those that were accepted, as they stand, and at most one that is new. */
export interface MigrationPlan {
  readonly files: readonly ProjectFile[];
  /** The path of the new one. */
  readonly added?: string;
  /** The record of tables, once it is written. */
  readonly record: ProjectFile;
  /** What the new one does, one line for each thing. */
  readonly changes: readonly string[];
  readonly assumptions: readonly MigrationAssumption[];
  /** Why nothing may be written. */
  readonly problems: readonly MigrationProblem[];
  readonly warnings: readonly string[];
}

export interface MigrationAssumption {
  readonly text: string;
  /** The line of `keelback.yaml` that settles it; absent where only the rows themselves could. */
  readonly setting?: string;
  readonly chosen?: string;
}

export interface MigrationProblem {
  readonly message: string;
  readonly mend: string;
}

export interface StackInput {
  readonly domain: Domain;
  readonly contract: Contract;
  readonly contractText: string;
  /** The same as plain data. */
  readonly contractDocument: JsonValue;
  readonly contractFileName: string;
  /** Files that somebody else keeps in the project: nothing is written under their names. */
  readonly taken?: readonly string[];
  readonly database: string;
  /** Shipped requirement files by name, each by the name of its file. */
  readonly locks: ReadonlyMap<string, string>;
  /** Absent for a project that does not exist yet. */
  readonly migrations?: StackMigrations;
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
  /** Migrations are part of the above too. */
  readonly migration: MigrationPlan;
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
  readonly kind: "shape" | "effect" | "answer" | "guard";
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
  /** Reads an account from its input and makes it, where no request does. */
  readonly addAccount?: ModuleCommand;
  readonly serve: ModuleCommand;
  readonly migrate: readonly ModuleCommand[];
  /** Up, compare with the models, down, up: in this order, on an empty database. */
  readonly checkMigrations: readonly ModuleCommand[];
  /** Python source that goes up and down the migrations with rows in the tables, and fails where one is lost; absent for one. */
  readonly migrationTrial?: { readonly script: string; readonly arguments: readonly string[] };
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
  /** Where its migrations lie, and the record of the tables that they lead to. */
  readonly migrations: { readonly folder: string; readonly record: string };
  /** Where a build puts what the contract leaves out. */
  overlayPath(names: Pick<StackInput, "contractFileName" | "taken">): string;
}

/** A kind of backend that can be written. */
export interface Stack extends StackDescription {
  generate(input: StackInput): GeneratedProject;
  /** Only how what was generated is run; without the work of writing it. */
  commands(input: Pick<StackInput, "domain" | "contract" | "database">): StackCommands;
}
