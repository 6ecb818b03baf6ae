import { type Behaviour, type BodyShape, travelsInQuery } from "#domain";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { looseEnvelope } from "../../loose-envelope.ts";
import { bodySchema, formSchema } from "../../media/xml-keywords.ts";
import type { Action, OperationPlace } from "./action.ts";
import { type Demand, demandOf } from "./demand.ts";

/** What a request body must bring although the contract lets it be left out: the body itself, what stands around it, and fields. */
export function neededFields(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  const { behaviour } = operation.meaning;
  if (!("body" in behaviour) || travelsInQuery(behaviour)) return [];
  const fields = fieldsLeftOut(blueprint, operation);
  const envelope = looseEnvelope(blueprint, operation);
  if (fields.length === 0 && envelope === undefined) return [];
  const inside = fields.length === 0 ? undefined : demandInside(behaviour, { required: fields });
  const demand = { ...(envelope !== undefined && { required: [envelope] }), ...inside };
  return demandOf(place, ["requestBody"], demand, {
    reason: reasonOf(fields, envelope),
    isMeant: takenBy(operation),
  });
}

/** Media types that are taken at all. */
export function takenBy({ meaning: { behaviour, media } }: OperationBlueprint): (type: string) => boolean {
  const isForm = "body" in behaviour && behaviour.body.form !== undefined;
  return (type) => isForm || jsonTypes.test(type) || media?.taken.includes(type) === true;
}

const jsonTypes = /^(?:application\/json|[^;]+\+json)\b/i;

/** A demand of the object that a body brings: inside an envelope, and of each of a list. */
export function demandInside(behaviour: Behaviour & { readonly body: BodyShape }, own: Demand): Demand {
  const many: Demand = behaviour.kind === "create-many" ? { items: own } : own;
  const { envelope } = behaviour.body;
  return envelope === undefined ? many : { properties: { [envelope]: many } };
}

function reasonOf(fields: readonly string[], envelope: string | undefined): string {
  const told = [
    ...(envelope === undefined ? [] : [`${envelope}: what is sent stands in it`]),
    ...(fields.length > 0 ? [`${fields.join(", ")}: nothing can be done without it`] : []),
  ];
  return told.join("; ");
}

function fieldsLeftOut(blueprint: Blueprint, operation: OperationBlueprint): readonly string[] {
  const { behaviour } = operation.meaning;
  const schema = bodySchema(blueprint, operation) ?? formSchema(blueprint, operation);
  if (!("body" in behaviour) || !schema || behaviour.body.kinds) return [];
  const optional = new Set(schema.properties.flatMap(({ name, required }) => (required ? [] : [name])));
  return behaviour.body.fields.flatMap(({ field, required }) =>
    required && optional.has(field) ? [field] : [],
  );
}
