import { openClasses } from "./classes.ts";
import { openEvaluator } from "./evaluate.ts";
import type { Facts, FrontEnd, Reading } from "./front-end.ts";
import { frontEnds } from "./front-ends.ts";
import type { Project } from "./project.ts";

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
  return {
    applications: read.flatMap(({ applications = [] }) => applications),
    routes: read.flatMap(({ routes = [] }) => routes),
    models: read.flatMap(({ models = [] }) => models),
    schemas: read.flatMap(({ schemas = [] }) => schemas),
    migrations: read.flatMap(({ migrations = [] }) => migrations),
    modelDifferences: read.flatMap(({ modelDifferences = [] }) => modelDifferences),
  };
}
