/** What a proof is of: trees of files, what their tests are for, and how the stack is run. All of it is data of a stack. */
export interface ProofInput {
  /** Folder of the finished project; it is read, not changed. */
  readonly target: string;
  readonly trees: ProofTrees;
  readonly cases: readonly TestCase[];
  /** Operations that are derived, by id. */
  readonly operations: readonly string[];
  readonly mutants: readonly MutantInput[];
  /** Wrong versions that could not be made, since a hand has edited the place, by id. */
  readonly mutantsLeftOut: readonly string[];
  /** Which general mutants to try, as patterns of the mutation tester; absent, none; empty, all. */
  readonly mutation?: readonly string[];
  readonly commands: ProofCommands;
  /** Merged contract as JSON; and the bare one, less what is left open. */
  readonly conformanceContract: string;
  readonly bareContract: string;
  readonly signIn?: SignIn;
  readonly digests: Readonly<Record<string, string>>;
  /** Files that were in the target before. */
  readonly before: readonly string[];
  /** Files that the steps were to write, relative to the target. */
  readonly written: readonly string[];
}

export interface TreeFile {
  readonly path: string;
  readonly text: string;
}

/** The same tests over three applications. */
export interface ProofTrees {
  readonly skeleton: readonly TreeFile[];
  readonly examples: readonly TreeFile[];
  readonly finished: readonly TreeFile[];
}

export interface TestCase {
  readonly id: string;
  readonly operation?: string;
  readonly kind: "shape" | "effect" | "answer" | "guard";
  readonly reason?: string;
  /** A hand has edited it since: the red runs are of what was written, so that what it shows counts for nothing. */
  readonly edited?: boolean;
}

export interface MutantInput {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  readonly tests: readonly string[];
}

export interface ModuleCall {
  readonly module: string;
  readonly arguments: readonly string[];
}

export interface ProofCommands {
  readonly preload: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  /** Python source that makes, and that takes away, the database of the address it is called with; absent where a file is all. */
  readonly databaseScripts?: { readonly create: string; readonly drop: string };
  /** How credentials that no operation issues are come by. */
  readonly outside?: {
    /** Prints the settings, as `NAME=value` lines, that trust the tokens which the commands below print. */
    readonly trust?: ModuleCall;
    readonly credentials: readonly { readonly variable: string; readonly command: ModuleCall }[];
  };
  /** Reads an account from its input and makes it, where no request does. */
  readonly addAccount?: ModuleCall;
  readonly serve: ModuleCall;
  readonly migrate: readonly ModuleCall[];
  readonly checkMigrations: readonly ModuleCall[];
  /** Python source that goes up and down the migrations with rows in the tables; absent where there is only one. */
  readonly migrationTrial?: { readonly script: string; readonly arguments: readonly string[] };
  readonly lint: readonly ModuleCall[];
  readonly types: ModuleCall;
  /** Where the type checker looks for the folder of its cache. */
  readonly typeCacheVariable: string;
  readonly dumpSchema: string;
  readonly readyPath: string;
  readonly basePath: string;
  readonly packages: readonly string[];
}

/** How a caller gets a credential: requests that are sent in turn, and where the last answer holds the token. */
export interface SignIn {
  /** Another account, for calls after which a credential opens nothing any more. */
  readonly spare?: SignIn;
  /** A command that makes the account where no request does, and what it reads. */
  readonly adding?: ModuleCall & { readonly input: unknown };
  readonly requests: readonly SignInRequest[];
  /** Property names down to the token, or the cookie that is it. */
  readonly token: readonly string[] | { readonly cookie: string };
}

/** One that makes an account, or has it sign in. */
export interface SignInRequest {
  readonly method: string;
  /** Below the base path. */
  readonly path: string;
  /** None where all that is sent stands in the path. */
  readonly body?: unknown;
  /** Whether it is sent as a form, in place of JSON. */
  readonly isForm?: true;
  readonly status: number;
}
