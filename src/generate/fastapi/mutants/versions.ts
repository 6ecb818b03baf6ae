import { type Blueprint, entityNamed, type OperationBlueprint, tableOf } from "../blueprint.ts";
import type { Fault } from "./apply-fault.ts";

/** Faults in what is done by the versions of rows. */
export function versionFaults(
  blueprint: Blueprint,
  { meaning, functionName }: OperationBlueprint,
): readonly Fault[] {
  const { behaviour, module, version } = meaning;
  if (!("entity" in behaviour) || !entityNamed(blueprint, behaviour.entity).versioned) return [];
  const service = { path: `app/${module}/service.py`, within: functionName };
  const versions = "app/versions.py";
  return [
    ...(version?.guards
      ? [
          { ...service, name: "changes any version", find: /if not is_current\(.*\):/, put: "if False:" },
          { ...service, name: "needs no version", find: /if if_match is None:/, put: "if False:" },
          { path: versions, within: "is_current", name: "takes weak tags", find: / if not weak\)/, put: ")" },
        ]
      : []),
    ...(version?.asks
      ? [
          {
            path: `app/${module}/routes.py`,
            within: functionName,
            name: "answers what the caller has",
            find: /if is_known\(.*\):/,
            put: "if False:",
          },
          {
            path: versions,
            within: "is_known",
            name: "takes all versions for one",
            find: /tag == .*? for/,
            put: "tag for",
          },
        ]
      : []),
    ...(behaviour.kind === "update" ? [uncounted(blueprint, behaviour.entity)] : []),
  ];
}

function uncounted(blueprint: Blueprint, entity: string): Fault {
  const { module, className } = tableOf(blueprint, entity);
  return {
    path: `app/${module}/models.py`,
    within: className,
    name: "counts no versions",
    find: / {4}__mapper_args__ = .*\n/,
    put: "",
  };
}
