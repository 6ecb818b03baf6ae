import { type Blueprint, entityNamed, type OperationBlueprint, variableName } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import type { Fault, Place } from "./apply-fault.ts";

/** Faults in what is done to several rows that are named. */
export function manyFaults(
  blueprint: Blueprint,
  { meaning }: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  if (!("entity" in meaning.behaviour)) return [];
  const { table } = entityNamed(blueprint, meaning.behaviour.entity);
  const holding = { ...service, within: `_hold_${meaning.access === "owner" ? "own_" : ""}${table}` };
  return [
    { ...service, name: "takes the first alone", find: /(_hold_\w+\(.*, )(\w+)\)/, put: "$1$2[:1])" },
    { ...service, name: "removes all but those", find: /\.where\((\w+\.\w+)\.in_/, put: ".where($1.not_in" },
    { ...service, name: "changes nothing", find: /^ {8}\w+\.\w+ = .*$/m, put: "        pass" },
    { ...service, name: "changes what must stay", find: /if \w+\.\w+ (?:not in|!=) .*:/, put: "if False:" },
    { ...service, name: "tells another number", find: /return len\((\w+)\)/, put: "return len($1) + 1" },
    conflict(service),
    {
      ...holding,
      name: "passes over what is not there",
      find: /if len\(\w+\) < len\(.*\):/,
      put: "if False:",
    },
    { ...holding, name: "does not look whose they are", find: /if any\(/, put: "if False and any(" },
    { ...holding, name: "takes those of others", find: /(\w+\.\w+) == editor\.\w+/, put: "$1 == $1" },
  ];
}

/** Faults in what brings rows into an order. */
export function reorderFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  const { behaviour, module } = operation.meaning;
  if (behaviour.kind !== "reorder") return [];
  const { fields } = entityNamed(blueprint, behaviour.entity);
  const made = fields.find(({ place }) => place !== undefined);
  const next =
    made && `_next_${attributeName(made.name)}_of_${variableName(entityNamed(blueprint, behaviour.entity))}`;
  return [
    ...manyFaults(blueprint, operation, service),
    { ...service, name: "lets an order leave rows out", find: / == total:/, put: ":" },
    {
      ...service,
      name: "lets an order name a row twice",
      find: /len\(\w+\) == len\((\w+)\) == total/,
      put: "len(set($1)) == total",
    },
    {
      ...service,
      name: "orders the other way round",
      find: /enumerate\((\w+)/,
      put: "enumerate(reversed($1)",
    },
    { ...service, name: "leaves rows where they are", find: / = places\[.*\]$/m, put: " += 0" },
    {
      path: `app/${module}/service.py`,
      within: next ?? "",
      name: "puts new rows first",
      find: /last \+ 1/,
      put: "last - 9",
    },
  ];
}

/** Faults in what takes all rows away. */
export function allFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "leaves all", find: /delete\((\w+)\)/, put: "delete($1).where(False)" },
    { ...service, name: "takes those of others too", find: /(\w+\.\w+) == viewer\.\w+/, put: "$1 == $1" },
    { ...service, name: "takes what lies elsewhere too", find: /(\w+\.\w+) == (\w+_id)/, put: "$1 == $1" },
    { ...service, name: "tells another number", find: /return len\((\w+)\)/, put: "return len($1) + 1" },
    conflict(service),
  ];
}

function conflict(service: Place): Fault {
  return {
    ...service,
    name: "lets it through unnamed that others name one",
    find: /raise \w+\("[^"]*"\) from error/,
    put: "raise",
  };
}
