import { flattenSchema, type JsonValue } from "#contract";
import { type FieldMeaning, fieldOf } from "#domain";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { dereferenced, isJsonObject, isList, type JsonObject, valueAt } from "../document.ts";
import { type Action, type OperationPlace, update } from "./action.ts";
import { demandOf } from "./demand.ts";

/** The key by which rows are told apart, where their shared form does not show it and no other way tells it. */
export function shownKeys({ domain }: Blueprint, document: JsonValue): readonly Action[] {
  const written = new Set(
    domain.operations.flatMap(({ behaviour }) =>
      behaviour.kind !== "custom" && "entity" in behaviour ? [behaviour.entity] : [],
    ),
  );
  return domain.entities
    .filter(({ name }) => written.has(name))
    .flatMap((entity) =>
      entity.representations.flatMap(({ fields, schema }): readonly Action[] => {
        const { name } = schema;
        const form = name === undefined ? undefined : valueAt(document, ["components", "schemas", name]);
        if (name === undefined || form === undefined) return [];
        const missing = fields.flatMap(({ field }) => {
          const type = shows(document, form, field) ? undefined : keyType(fieldOf(entity, field)?.meaning);
          return type === undefined ? [] : [[field, { ...type, readOnly: true }] as const];
        });
        if (missing.length === 0) return [];
        const added = { properties: Object.fromEntries(missing), required: missing.map(([field]) => field) };
        const told = `${missing.map(([field]) => field).join(", ")}: nothing else tells one ${entity.name} from another`;
        return [update(["components", "schemas", name], added, told)];
      }),
    );
}

const deepest = 12;

/** Whether the document itself has a property in a schema, or in what that is put together from or may be. */
function shows(document: JsonValue, schema: JsonValue, name: string, depth = 0): boolean {
  const own = dereferenced(document, schema);
  if (!isJsonObject(own) || depth > deepest) return false;
  const { properties, allOf, oneOf, anyOf } = own;
  if (isJsonObject(properties) && Object.hasOwn(properties, name)) return true;
  return [allOf, oneOf, anyOf].some(
    (members) => isList(members) && members.some((each) => shows(document, each, name, depth + 1)),
  );
}

function keyType(meaning: FieldMeaning | undefined): JsonObject | undefined {
  if (meaning?.kind !== "identity") return undefined;
  return meaning.type === "uuid" ? { type: "string", format: "uuid" } : { type: meaning.type };
}

/** The token of an answer that tells whoever signs in everything but that. */
export function shownTokens(
  { contract }: Blueprint,
  { meaning: { behaviour }, contract: operation }: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  if (!("answer" in behaviour) || !("token" in behaviour.answer) || !behaviour.answer.token) return [];
  const { status, token, envelope } = behaviour.answer;
  const response = operation.responses.find((each) => each.status === String(status));
  const node = response?.content.find(({ type }) => jsonTypes.test(type))?.schema;
  if (!node || token.isText) return [];
  const whole = flattenSchema(contract, node);
  const inside = whole.properties.find(({ name }) => name === envelope)?.schema;
  const { properties } = inside ? flattenSchema(contract, inside) : whole;
  const missing = token.fields.filter(
    ({ name, is }) => is.kind === "token" && !properties.some((each) => each.name === name),
  );
  if (missing.length === 0) return [];
  const names = missing.map(({ name }) => name);
  const own: JsonObject = {
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  };
  const demand = inside && envelope !== undefined ? { properties: { [envelope]: own } } : own;
  return demandOf(place, ["responses", String(status)], demand, {
    reason: `${names.join(", ")}: without it nobody could show that they are signed in`,
    isMeant: (type) => jsonTypes.test(type),
  });
}

const jsonTypes = /^(?:application\/json|[^;]+\+json)\b/i;
