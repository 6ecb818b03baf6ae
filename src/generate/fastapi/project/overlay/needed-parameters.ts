import { flattenSchema } from "#contract";
import { type Behaviour, travelsInQuery } from "#domain";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import type { Action, OperationPlace } from "./action.ts";
import { changeParameter } from "./parameters.ts";

/** Query parameters that must be sent although the contract lets them be left out. */
export function neededParameters(operation: OperationBlueprint, place: OperationPlace): readonly Action[] {
  const { behaviour } = operation.meaning;
  const optional = new Set(
    operation.contract.parameters.flatMap(({ in: where, name, required }) =>
      where === "query" && !required ? [name] : [],
    ),
  );
  return asked(behaviour)
    .filter(({ name }) => optional.has(name))
    .flatMap(({ name, reason }) =>
      changeParameter(place, { in: "query", name }, { required: true }, `${name}: ${reason}`),
    );
}

function asked(behaviour: Behaviour): readonly { readonly name: string; readonly reason: string }[] {
  if (behaviour.kind === "list-lines")
    return behaviour.required === "in words" && behaviour.language
      ? [{ name: behaviour.language.parameter, reason: "the text of the operation asks for it" }]
      : [];
  if (!("body" in behaviour) || !travelsInQuery(behaviour)) return [];
  return behaviour.body.fields.flatMap(({ field, required }) =>
    required ? [{ name: field, reason: "nothing can be done without it" }] : [],
  );
}

/** Query parameters that may be any text to the contract, and are one of the few values of a field. */
export function narrowedParameters(
  blueprint: Blueprint,
  { meaning: { behaviour }, contract }: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  if (behaviour.kind !== "update-by-query") return [];
  const { fields } = entityNamed(blueprint, behaviour.entity);
  return behaviour.body.fields.flatMap(({ field: title }) => {
    const meaning = fields.find(({ name }) => name === title)?.meaning;
    const parameter = contract.parameters.find(({ in: where, name }) => where === "query" && name === title);
    if (meaning?.kind !== "enum" || !parameter) return [];
    if (flattenSchema(blueprint.contract, parameter.schema).enum !== undefined) return [];
    const change = { schema: { enum: [...meaning.values] } };
    return changeParameter(
      place,
      { in: "query", name: title },
      change,
      `${title}: is one of its values only`,
    );
  });
}
