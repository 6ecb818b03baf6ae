import { openClasses } from "./classes.ts";
import { openEvaluator } from "./evaluate.ts";
import type { Facts, FrontEnd } from "./front-end.ts";
import { frontEnds } from "./front-ends.ts";
import type { Project } from "./project.ts";

/** Asks each framework's front end what a project says to it. */
export function readFacts(project: Project, ends: readonly FrontEnd[] = frontEnds): Facts {
  const classes = openClasses(project);
  const reading = { project, classes, evaluator: openEvaluator(project, classes) };
  const read = ends.map((end) => end.read(reading));
  return {
    routes: read.flatMap(({ routes = [] }) => routes),
    models: read.flatMap(({ models = [] }) => models),
  };
}
