import type { OperationBlueprint } from "../blueprint.ts";
import type { Fault } from "./apply-fault.ts";

/** Answers about the service that are not true. */
export function serviceStatusFaults({ meaning, functionName }: OperationBlueprint): readonly Fault[] {
  const route = { path: `app/${meaning.module}/routes.py`, within: functionName };
  return [
    { ...route, name: "does not ask the database", find: /await ask_database\(session\)/, put: "pass" },
    { ...route, name: "answers another time", find: /clock\.now\(\)/, put: "clock.now().replace(year=1999)" },
    { ...route, name: "answers other words", find: /="[^"]+"([,)])/, put: '="no such word"$1' },
  ];
}
