import { type Blueprint, entityNamed, type OperationBlueprint, variableName } from "../blueprint.ts";
import type { Fault, Place } from "./apply-fault.ts";

export function readFaults(service: Place): readonly Fault[] {
  return [{ ...service, name: "finds nothing that is there", find: / == (\w+)\)/, put: " != $1)" }];
}

export function createFaults(service: Place): readonly Fault[] {
  return [
    lostEcho(service),
    {
      ...service,
      name: "forgets what one kind has",
      find: /(case \w+\(\):\n(?: {12}.*\n)*? {12}\w+\.\w+) = .*\n(?! {12})/,
      put: "$1 = None\n",
    },
    { ...service, name: "forgets the list of values", find: /_rows=\[.*\],/, put: "_rows=[]," },
    { ...service, name: "forgets the list of objects", find: /(\w+)=_make_\w+\(.*\),/, put: "$1=[]," },
    {
      ...service,
      name: "keeps nothing of a whole value",
      find: /(\w+)=to_json\(.*\),/,
      put: "$1=to_json(None),",
    },
    {
      ...service,
      within: "_add_with_free_slug",
      name: "keeps a taken slug",
      find: /\w+\.\w+ = with_suffix\(first_choice\)/,
      put: "pass",
    },
  ];
}

export function updateFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  return [
    ...ownerFaults(blueprint, operation, service),
    ...changeFaults(service),
    lostEcho(service),
    {
      ...service,
      name: "does not note the time of the change",
      find: /if session\.is_modified\(\w+\):/,
      put: "if False:",
    },
  ];
}

export function deleteFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  return [
    ...ownerFaults(blueprint, operation, service),
    {
      ...service,
      name: "does not delete",
      find: /await session\.delete\((\w+)\)/,
      put: "session.expunge($1)",
    },
  ];
}

/** Of the lines that take over a field, the first and the last. */
export function changeFaults(service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "drops the change of the first field",
      find: /if changes\.\w+ is not None:/,
      put: "if False:",
    },
    {
      ...service,
      name: "drops the change of the last field",
      find: /if changes\.\w+ is not None:(?![\s\S]*if changes\.)/,
      put: "if False:",
    },
  ];
}

function ownerFaults(
  blueprint: Blueprint,
  { meaning }: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  if (meaning.access !== "owner" || !("entity" in meaning.behaviour)) return [];
  const row = variableName(entityNamed(blueprint, meaning.behaviour.entity));
  return [
    {
      ...service,
      within: `_hold_own_${row}`,
      name: "does not look whose row it is",
      find: /if \w+\.\w+ != editor\.\w+:/,
      put: "if False:",
    },
  ];
}

/** The answer is right, and the row is not kept. */
function lostEcho(service: Place): Fault {
  return {
    ...service,
    name: "answers without keeping",
    find: / {4}return (await load_\w+\([^)]*\))/,
    put: "    echo = $1\n    session.expunge_all()\n    await session.rollback()\n    return echo",
  };
}
