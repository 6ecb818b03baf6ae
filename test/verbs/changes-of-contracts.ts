import { ok } from "node:assert";
import { parse } from "yaml";

type Json = Record<string, unknown>;

interface SchemaObject {
  required?: string[];
  readonly properties: Record<string, Json>;
}

interface ContractObject {
  readonly openapi: string;
  readonly info: Json;
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

/** Where a contract has what changes. */
export interface ChangingPlaces {
  /** Schemas of the rows that get other fields, going in and out; those of changes demand nothing. */
  readonly schemas: readonly { readonly name: string; readonly demands: boolean }[];
  /** A text in all of them. */
  readonly text: string;
  /** A list of such rows. */
  readonly list: string;
  /** Who may ask for what is new. */
  readonly security: readonly Json[] | undefined;
  /** An operation that there was none of. */
  readonly newOperation: { readonly path: string; readonly method: string; readonly operation: Json };
}

const text = { type: "string" };
const one = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ content: { "application/json": { schema } } });

/** One change of each kind. */
export const changeNames = [
  "newOperation",
  "optionalField",
  "requiredField",
  "enumField",
  "enumValue",
  "tighterBound",
  "newFilter",
  "removedField",
  "renamedField",
  "newEntity",
  "description",
] as const;

export type ContractChangeName = (typeof changeNames)[number];

/** A contract after these changes, in their order. */
export function contractAfter(
  document: string,
  places: ChangingPlaces,
  names: readonly ContractChangeName[],
): object {
  const contract = parse(document) as ContractObject;
  for (const name of names) changes[name](contract, places);
  return contract;
}

const changes: Readonly<
  Record<ContractChangeName, (contract: ContractObject, places: ChangingPlaces) => void>
> = {
  newOperation({ paths }, { newOperation: { path, method, operation } }) {
    paths[path] = { ...paths[path], [method]: operation };
  },
  optionalField(contract, places) {
    const nullable = contract.openapi.startsWith("3.0")
      ? { ...text, nullable: true }
      : { type: ["string", "null"] };
    addField(contract, places, "motto", nullable);
  },
  requiredField(contract, places) {
    addField(contract, places, "shelter", text, true);
  },
  enumField(contract, places) {
    addField(contract, places, "audience", { ...text, enum: ["adults", "children"], default: "adults" });
  },
  enumValue(contract, places) {
    for (const { properties } of schemasOf(contract, places))
      properties["audience"] = { ...text, enum: ["adults", "children", "every-one"], default: "adults" };
  },
  tighterBound(contract, places) {
    for (const { properties } of schemasOf(contract, places))
      properties[places.text] = { ...text, maxLength: 120 };
  },
  newFilter({ paths }, { list }) {
    const operation = paths[list]?.["get"];
    ok(operation, `${list} is a list`);
    const filter = { name: "audience", in: "query", description: "For whom", schema: text };
    operation["parameters"] = [...((operation["parameters"] as Json[] | undefined) ?? []), filter];
  },
  removedField(contract, places) {
    for (const { properties } of schemasOf(contract, places)) delete properties["motto"];
  },
  renamedField(contract, places) {
    for (const schema of schemasOf(contract, places)) {
      const { shelter, ...others } = schema.properties;
      ok(shelter);
      delete schema.properties["shelter"];
      Object.assign(schema.properties, { ...others, refuge: shelter });
      schema.required = schema.required?.map((name) => (name === "shelter" ? "refuge" : name)) ?? [];
      if (schema.required.length === 0) delete schema.required;
    }
  },
  newEntity(contract, { security }) {
    const properties = { name: text, rating: { type: "integer", minimum: 1, maximum: 5 } };
    contract.components.schemas["NewKeeper"] = { type: "object", required: ["name", "rating"], properties };
    contract.components.schemas["Keeper"] = {
      type: "object",
      required: ["id", "name", "rating"],
      properties: { id: { type: "integer", readOnly: true }, ...properties },
    };
    const own = { tags: ["Keepers"], ...(security && { security }) };
    contract.paths["/keepers"] = {
      get: {
        ...own,
        operationId: "listKeepers",
        responses: { 200: { description: "Keepers", ...json({ type: "array", items: one("Keeper") }) } },
      },
      post: {
        ...own,
        operationId: "addKeeper",
        requestBody: { required: true, ...json(one("NewKeeper")) },
        responses: { 201: { description: "A keeper", ...json(one("Keeper")) } },
      },
    };
    contract.paths["/keepers/{id}"] = {
      get: {
        ...own,
        operationId: "getKeeper",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: { 200: { description: "A keeper", ...json(one("Keeper")) } },
      },
    };
  },
  description(contract, { list }) {
    const operation = contract.paths[list]?.["get"];
    ok(operation);
    operation["description"] = "Rows, as they stand.";
    contract.info["version"] = "9.0.0";
  },
};

function schemasOf({ components }: ContractObject, { schemas }: ChangingPlaces): readonly SchemaObject[] {
  return schemas.map(({ name }) => {
    const found = components.schemas[name];
    ok(found, `there is a schema ${name}`);
    return found as SchemaObject;
  });
}

function addField(
  contract: ContractObject,
  places: ChangingPlaces,
  field: string,
  value: Json,
  demanded = false,
): void {
  for (const [index, schema] of schemasOf(contract, places).entries()) {
    schema.properties[field] = { ...value };
    if (demanded && places.schemas[index]?.demands === true)
      schema.required = [...(schema.required ?? []), field];
  }
}
