import { flattenSchema, jsonMedia } from "#contract";
import { travelsInQuery } from "#domain";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { bodySchema, formSchema } from "../../media/xml-keywords.ts";
import type { Action, OperationPlace } from "./action.ts";
import { type Demand, demandOfBody } from "./demand.ts";

/** What a request body must bring although the contract lets it be left out: the body itself, what stands around it, and fields. */
export function neededFields(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  const { behaviour } = operation.meaning;
  if (!("body" in behaviour) || travelsInQuery(behaviour)) return [];
  const fields = fieldsLeftOut(blueprint, operation);
  const envelope = envelopeLeftOut(blueprint, operation);
  if (fields.length === 0 && envelope.length === 0) return [];
  const own: Demand = fields.length === 0 ? {} : { required: fields };
  const many: Demand = behaviour.kind === "create-many" && fields.length > 0 ? { items: own } : own;
  const { envelope: around } = behaviour.body;
  const demand =
    around === undefined
      ? many
      : {
          ...(envelope.length > 0 && { required: envelope }),
          ...(fields.length > 0 && { properties: { [around]: many } }),
        };
  return demandOfBody(place, demand, { reason: reasonOf(fields, envelope), isTaken: takenBy(operation) });
}

/** Media types that are taken at all. */
function takenBy({ meaning: { behaviour, media } }: OperationBlueprint): (type: string) => boolean {
  const isForm = "body" in behaviour && behaviour.body.form !== undefined;
  return (type) => isForm || jsonTypes.test(type) || media?.taken.includes(type) === true;
}

const jsonTypes = /^(?:application\/json|[^;]+\+json)\b/i;

function reasonOf(fields: readonly string[], envelope: readonly string[]): string {
  const told = [
    ...(envelope.length > 0 ? [`${envelope.join(", ")}: what is sent stands in it`] : []),
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

function envelopeLeftOut({ contract }: Blueprint, operation: OperationBlueprint): readonly string[] {
  const { behaviour } = operation.meaning;
  const node = jsonMedia(operation.contract.requestBody?.content ?? [])?.schema;
  if (!("body" in behaviour) || behaviour.body.envelope === undefined || !node) return [];
  const { envelope } = behaviour.body;
  const around = flattenSchema(contract, node).properties.find(({ name }) => name === envelope);
  return around && !around.required ? [envelope] : [];
}
