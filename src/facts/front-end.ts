import type { ApplicationFact } from "./application.ts";
import type { ClassReader } from "./classes.ts";
import type { EnumFact } from "./enum.ts";
import type { EventFact } from "./event.ts";
import type { ExternalFact } from "./external.ts";
import type { Flow, Semantics } from "./flow/flow.ts";
import type { JobFact } from "./job.ts";
import type { MessageDialect, WireDialect } from "./messages/dialect.ts";
import type { MigrationFact, ModelDifferenceFact } from "./migration.ts";
import type { ModelFact } from "./model.ts";
import type { PackageFact, PackageReleases } from "./package.ts";
import type { Project } from "./project.ts";
import type { RefusalFact } from "./refusal.ts";
import type { RefusalDialect } from "./refusals/dialect.ts";
import type { RouteFact } from "./route.ts";
import type { SchemaFact } from "./schema.ts";
import type { SettingFact } from "./setting.ts";
import type { SignalFact } from "./signal.ts";
import type { SqlForm } from "./sql/form.ts";
import type { TaskFact } from "./task.ts";
import type { TestFact } from "./test.ts";
import type { Evaluator } from "./values.ts";

/** What the source of a project says, each with the place where it says so. */
export interface Facts {
  readonly applications: readonly ApplicationFact[];
  readonly routes: readonly RouteFact[];
  readonly models: readonly ModelFact[];
  readonly schemas: readonly SchemaFact[];
  /** Classes of the language itself with annotated fields, and shapes that frameworks bring, for those that may be taken in or given out. */
  readonly records: readonly SchemaFact[];
  readonly enums: readonly EnumFact[];
  /** What values of classes outside the project look like when they travel, by the dotted names of the classes. */
  readonly externals: ReadonlyMap<string, ExternalFact>;
  readonly migrations: readonly MigrationFact[];
  readonly tasks: readonly TaskFact[];
  /** Work that is done after a request was answered, by the process that answered it. */
  readonly jobs: readonly JobFact[];
  /** Functions that a framework calls when rows are written or something else happens. */
  readonly signals: readonly SignalFact[];
  /** Messages for other programs and from them. */
  readonly events: readonly EventFact[];
  /** What callers are answered where errors are raised. */
  readonly refusals: readonly RefusalFact[];
  readonly tests: readonly TestFact[];
  readonly settings: readonly SettingFact[];
  /** The packages that it runs with, and its Python. */
  readonly packages: readonly PackageFact[];
  /** What is known of versions of packages, whether it runs with them or not. */
  readonly releases: readonly PackageReleases[];
  /** Where models are not what all migrations lead to. */
  readonly modelDifferences: readonly ModelDifferenceFact[];
}

/** A project with the means to follow its names and expressions. */
export interface Reading {
  readonly project: Project;
  readonly classes: ClassReader;
  readonly evaluator: Evaluator;
}

/** One framework: what a project says to it. Lives in `facts/<framework>/front-end.ts`, named after its folder. */
export interface FrontEnd {
  readonly framework: string;
  /** What its people say of its versions. */
  readonly releases?: PackageReleases;
  readonly read: (reading: Reading) => Partial<Facts>;
  /** What its objects do when values are followed through functions. */
  readonly semantics?: Semantics;
  /** How a statement of SQL about one of its models is said in its own terms. */
  readonly statementForm?: SqlForm;
  /** How it carries messages between programs. */
  readonly messages?: MessageDialect;
  /** What its values make of themselves for the wire. */
  readonly wire?: WireDialect;
  /** How it answers errors. */
  readonly refusals?: RefusalDialect;
  /** What it runs by itself, beyond the functions that source calls: views with their serializers, templates. */
  readonly follow?: (flow: Flow, facts: Facts) => void;
}
