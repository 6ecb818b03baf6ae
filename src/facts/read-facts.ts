import { openClasses } from "./classes.ts";
import { openEvaluator } from "./evaluate.ts";
import type { Facts, FrontEnd, Reading } from "./front-end.ts";
import { frontEnds } from "./front-ends.ts";
import { readEvents } from "./messages/read-events.ts";
import { knownReleases } from "./packages/known-releases.ts";
import { readPackages } from "./packages/read-packages.ts";
import type { Project } from "./project.ts";
import { readEnums } from "./read-enums.ts";
import { readRefusals } from "./refusals/read-refusals.ts";

import { readSettings } from "./settings/read-settings.ts";
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
  // What takes many files, and one reader asks for, is read once somebody does.
  const jobs = later(() => read.flatMap((part) => part.jobs ?? []));
  const signals = later(() => read.flatMap((part) => part.signals ?? []));
  const packages = later(() => readPackages(reading.project));
  const settings = later(() => readSettings(reading, schemas));
  const events = later(() => readEvents(reading, facts, ends));
  const refusals = later(() => readRefusals(reading, facts, ends));
  const tests = later(() => readTests(reading, routes));
  const records = later(() => read.flatMap((part) => part.records ?? []));
  const enums = later(() => [...readEnums(reading), ...read.flatMap((part) => part.enums ?? [])]);
  const facts: Facts = {
    applications: read.flatMap(({ applications = [] }) => applications),
    routes,
    get tests() {
      return tests();
    },
    get events() {
      return events();
    },
    get refusals() {
      return refusals();
    },
    models: read.flatMap(({ models = [] }) => models),
    schemas,
    get records() {
      return records();
    },
    get enums() {
      return enums();
    },
    get jobs() {
      return jobs();
    },
    get signals() {
      return signals();
    },
    externals: new Map(read.flatMap(({ externals }) => [...(externals ?? [])])),
    get settings() {
      return settings();
    },
    get packages() {
      return packages();
    },
    releases: knownReleases(ends),
    tasks: read.flatMap(({ tasks = [] }) => tasks),
    migrations: read.flatMap(({ migrations = [] }) => migrations),
    modelDifferences: read.flatMap(({ modelDifferences = [] }) => modelDifferences),
  };
  return facts;
}

/** Made once somebody asks for it. */
function later<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
