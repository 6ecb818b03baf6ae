import type { MembershipBehaviour } from "#domain";
import { identifierText } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../blueprint.ts";
import type { Fault, Place } from "./apply-fault.ts";

export function membershipFaults(
  blueprint: Blueprint,
  behaviour: MembershipBehaviour,
  service: Place,
): readonly Fault[] {
  const { table } = entityNamed(blueprint, behaviour.entity);
  const path = `app/${table}/queries.py`;
  const nothing: Fault = {
    ...service,
    name: "changes nothing",
    find: /await session\.execute\(\n[\s\S]*?\n {4}\)/,
    put: "pass",
  };
  if (behaviour.action === "remove") return [nothing];
  return [
    nothing,
    {
      path,
      within: `has_${identifierText(behaviour.relation)}`,
      name: "shows the flag of anybody",
      find: /\w+\.\w+ == viewer\.\w+, /,
      put: "",
    },
    {
      path,
      within: `select_${table}`,
      name: "counts those of all rows",
      find: /\s*\.where\(\w+\.\w+ == \w+\.\w+\)/,
      put: "",
      shownBy: listsOf(blueprint, behaviour.entity),
    },
  ];
}

/** Lists that show rows of the entity: a test of one row alone cannot tell whose members it counts. */
function listsOf(blueprint: Blueprint, entity: string): readonly OperationBlueprint[] {
  return blueprint.modules
    .flatMap(({ operations }) => operations)
    .filter(({ meaning: { behaviour } }) => behaviour.kind === "list" && behaviour.entity === entity);
}
