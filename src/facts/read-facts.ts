import { openClasses } from "./classes.ts";
import type { EnumFact } from "./enum.ts";
import { openEvaluator } from "./evaluate.ts";
import type { EventFact } from "./event.ts";
import type { Facts, FrontEnd, Reading } from "./front-end.ts";
import { frontEnds } from "./front-ends.ts";
import type { JobFact } from "./job.ts";
import { readEvents } from "./messages/read-events.ts";
import type { PackageFact } from "./package.ts";
import { knownReleases } from "./packages/known-releases.ts";
import { readPackages } from "./packages/read-packages.ts";
import type { Project } from "./project.ts";
import { readEnums } from "./read-enums.ts";
import type { RefusalFact } from "./refusal.ts";
import { readRefusals } from "./refusals/read-refusals.ts";
import type { SchemaFact } from "./schema.ts";

import type { SettingFact } from "./setting.ts";
import { readSettings } from "./settings/read-settings.ts";
import type { SignalFact } from "./signal.ts";
import type { TestFact } from "./test.ts";
import { readTests } from "./tests/read-tests.ts";

/** A project with the means to follow its names and expressions, made once for whoever asks. */
export function openReading(project: Project): Reading {
  const classes = openClasses(project);
  return { project, classes, evaluator: openEvaluator(project, classes) };
}

/** Asks each framework's front end what a project says to it. */
export function readFacts(
  project: Project,
  ends: readonly FrontEnd[] = frontEnds,
  reading: Reading = openReading(project),
): Facts {
  const read = ends.map((end) => end.read(reading));
  const routes = read.flatMap((part) => part.routes ?? []);
  const schemas = read.flatMap((part) => part.schemas ?? []);
  let events: readonly EventFact[] | undefined;
  let refusals: readonly RefusalFact[] | undefined;
  let tests: readonly TestFact[] | undefined;
  let records: readonly SchemaFact[] | undefined;
  let enums: readonly EnumFact[] | undefined;
  let packages: readonly PackageFact[] | undefined;
  let settings: readonly SettingFact[] | undefined;
  let jobs: readonly JobFact[] | undefined;
  let signals: readonly SignalFact[] | undefined;
  const facts: Facts = {
    applications: read.flatMap(({ applications = [] }) => applications),
    routes,
    // Many files and one reader: they are read once somebody asks.
    get tests() {
      tests ??= readTests(reading, routes);
      return tests;
    },
    get events() {
      events ??= readEvents(reading, facts, ends);
      return events;
    },
    get refusals() {
      refusals ??= readRefusals(reading, facts, ends);
      return refusals;
    },
    models: read.flatMap(({ models = [] }) => models),
    schemas,
    get records() {
      records ??= read.flatMap((part) => part.records ?? []);
      return records;
    },
    get enums() {
      enums ??= [...readEnums(reading), ...read.flatMap((part) => part.enums ?? [])];
      return enums;
    },
    get jobs() {
      jobs ??= read.flatMap((part) => part.jobs ?? []);
      return jobs;
    },
    get signals() {
      signals ??= read.flatMap((part) => part.signals ?? []);
      return signals;
    },
    externals: new Map(read.flatMap(({ externals }) => [...(externals ?? [])])),
    get settings() {
      settings ??= readSettings(reading, schemas);
      return settings;
    },
    get packages() {
      packages ??= readPackages(reading.project);
      return packages;
    },
    releases: knownReleases(ends),
    tasks: read.flatMap(({ tasks = [] }) => tasks),
    migrations: read.flatMap(({ migrations = [] }) => migrations),
    modelDifferences: read.flatMap(({ modelDifferences = [] }) => modelDifferences),
  };
  return facts;
}
