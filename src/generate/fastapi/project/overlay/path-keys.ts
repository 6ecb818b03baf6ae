import { flattenSchema, type Parameter } from "#contract";
import { type Behaviour, fieldOf } from "#domain";
import { pathKeyKind } from "../../app/keys.ts";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import type { JsonObject } from "../document.ts";
import type { Action, OperationPlace } from "./action.ts";
import { restateParameter } from "./parameters.ts";

const schemas: Readonly<Record<ReturnType<typeof pathKeyKind>, JsonObject>> = {
  integer: { type: "integer" },
  text: { type: "string" },
  uuid: { type: "string", format: "uuid" },
};

/** Keys of paths, where the contract says of the parameter that it is something else than the rows show. */
export function pathKeys(
  blueprint: Blueprint,
  { meaning: { behaviour }, contract }: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  return selecting(behaviour).flatMap(({ parameter: name, entity: title }) => {
    const parameter = contract.parameters.find((each) => each.in === "path" && each.name === name);
    const entity = entityNamed(blueprint, title);
    const kind = pathKeyKind(entity);
    if (!parameter || parameter.undescribed || !differs(blueprint, parameter, kind)) return [];
    const field = fieldOf(entity, entity.identity.field)?.name ?? name;
    const reason = `${name}: it is what ${title} rows show as ${field}`;
    return restateParameter(place, { in: "path", name }, schemas[kind], reason);
  });
}

function selecting(behaviour: Behaviour): readonly { readonly parameter: string; readonly entity: string }[] {
  const parent = "parent" in behaviour ? behaviour.parent : undefined;
  const own =
    "parameter" in behaviour && "entity" in behaviour && behaviour.parameter !== undefined
      ? [{ parameter: behaviour.parameter, entity: behaviour.entity }]
      : [];
  return [...own, ...(parent ? [parent] : [])];
}

function differs(
  { contract }: Blueprint,
  { schema }: Parameter,
  kind: ReturnType<typeof pathKeyKind>,
): boolean {
  const { types, format } = flattenSchema(contract, schema);
  if (types.length === 0) return false;
  switch (kind) {
    case "integer":
      return !types.some((type) => type === "integer" || type === "number");
    case "text":
      return !types.includes("string");
    case "uuid":
      return format !== "uuid";
  }
}
