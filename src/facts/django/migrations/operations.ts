import type { Call } from "#python";
import type { SourceModule } from "../../project.ts";
import type { FieldState, Plain } from "./plain.ts";

/** One operation of a migration, as its class is called. */
export interface Operation {
  /** The class of the framework that it is, by its last name; undefined where what it does cannot be known. */
  readonly kind: string | undefined;
  readonly call: Call;
  readonly module: SourceModule;
  /** Arguments by name, with `undefined` for what cannot be told. */
  readonly args: ReadonlyMap<string, Plain | undefined>;
  readonly field?: FieldState;
  /** Fields of a model that is made, by name. */
  readonly fields?: ReadonlyMap<string, FieldState | undefined>;
  /** What it tells the state alone. */
  readonly state?: readonly Operation[];
  /** What it does to the database alone. */
  readonly database?: readonly Operation[];
}

/** One migration of an application; https://docs.djangoproject.com/en/6.0/topics/migrations/#migration-files */
export interface Migration {
  readonly app: string;
  readonly name: string;
  readonly module: SourceModule;
  readonly start: number;
  readonly end: number;
  /** What must be applied before it: `shop.0001_initial`. */
  readonly after: readonly string[];
  readonly before: readonly string[];
  readonly replaces: readonly string[];
  readonly operations: readonly Operation[];
  readonly atomic: boolean;
  /** Whether it makes the tables of its application to begin with, together with others of the kind. */
  readonly isInitial: boolean;
  /** Whether what it comes after or what it does is put together in a way that cannot be followed. */
  readonly isPartial: boolean;
}
