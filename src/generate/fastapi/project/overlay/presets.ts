import { flattenSchema, type JsonValue } from "#contract";
import { givenField, isPatch, travelsInQuery } from "#domain";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import { bodySchema, formSchema } from "../../media/xml-keywords.ts";
import type { Action, OperationPlace } from "./action.ts";
import { demandOf } from "./demand.ts";
import { demandInside, takenBy } from "./needed-fields.ts";

/** What fields of a body are where they are left out, which the contract does not say. */
export function presets(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  const { behaviour } = operation.meaning;
  if (!("body" in behaviour) || travelsInQuery(behaviour) || isPatch(behaviour) || behaviour.body.kinds)
    return [];
  const schema = bodySchema(blueprint, operation) ?? formSchema(blueprint, operation);
  if (!schema) return [];
  const entity = entityNamed(blueprint, behaviour.entity);
  const found = behaviour.body.fields.flatMap(
    ({ field: name, required }): readonly (readonly [string, JsonValue])[] => {
      const property = schema.properties.find((each) => each.name === name);
      const preset = givenField(entity, behaviour.body, name)?.default;
      if (required || !property || !isTelling(preset)) return [];
      return flattenSchema(blueprint.contract, property.schema).default === undefined ? [[name, preset]] : [];
    },
  );
  if (found.length === 0) return [];
  const properties = Object.fromEntries(found.map(([name, preset]) => [name, { default: preset }]));
  const told = found.map(([name, preset]) => `${name}: is ${JSON.stringify(preset)} where it is left out`);
  return demandOf(place, ["requestBody"], demandInside(behaviour, { properties }), {
    reason: told.join("; "),
    isMeant: takenBy(operation),
  });
}

/** Whether it is more than what a type has for nothing. */
function isTelling(preset: JsonValue | undefined): preset is JsonValue {
  return typeof preset === "object" ? Object.keys(preset ?? {}).length > 0 : Boolean(preset);
}
