import { type FlowEvent, followFacts, openClasses, openEvaluator, placeIn, readFacts } from "#facts";
import { loadedAt } from "../../../src/facts/flow/load-tree.ts";
import { projectOf } from "../check.ts";

/** All that happens to rows in a project, from one text with `# file: path` before each file. */
export function eventsOf(text: string): readonly FlowEvent[] {
  const project = projectOf(text);
  const classes = openClasses(project);
  return followFacts({ project, classes, evaluator: openEvaluator(project, classes) }, readFacts(project));
}

/** Relations that are read on each of many rows without being loaded, as `Model.relation line`, or with the file's name, in their order. */
export function unloaded(text: string, withFile = false): readonly string[] {
  const found = eventsOf(text).flatMap((event) => {
    if (event.kind !== "read" || !event.each || loadedAt(event.query.loads, event.steps) !== undefined)
      return [];
    const { file, line } = placeIn(event.place.module, event.place);
    return [`${event.model.split(":").at(-1)}.${event.steps.at(-1)} ${withFile ? `${file}:${line}` : line}`];
  });
  return [...new Set(found)];
}

/** Queries that are run once for each row or round, as `Model line`. */
export function repeated(text: string): readonly string[] {
  const found = eventsOf(text).flatMap((event) => {
    if (event.kind !== "run" || (event.loop === undefined && event.row === undefined)) return [];
    const { line } = placeIn(event.place.module, event.place);
    return [`${event.query.model.split(":")[1]} ${line}`];
  });
  return [...new Set(found)];
}

/** Columns by which queries filter and sort, as `Model.column how`. */
export function columns(text: string): readonly string[] {
  const found = eventsOf(text).flatMap((event) =>
    event.kind === "columns"
      ? event.columns.map(({ model, column, how }) => `${model.split(":")[1]}.${column} ${how}`)
      : [],
  );
  return [...new Set(found)].toSorted();
}
