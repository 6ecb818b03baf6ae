import { ok } from "node:assert";
import { parse } from "yaml";
import { conduitText } from "../report/conduit.ts";

interface SchemaObject {
  readonly required?: string[];
  readonly properties: Record<string, Record<string, unknown>>;
}

interface OperationObject {
  description?: string;
  readonly parameters: Record<string, unknown>[];
}

interface ContractObject {
  readonly info: Record<string, unknown>;
  readonly paths: Record<string, Record<string, OperationObject | unknown>>;
  readonly components: { readonly schemas: Record<string, SchemaObject | unknown> };
}

export type ContractChange = (contract: ContractObject) => void;

const nullable = { type: ["string", "null"] };
const text = { type: "string" };
const articles = ["Article", "NewArticle", "UpdateArticle"];

function schema({ components }: ContractObject, name: string): SchemaObject {
  const found = components.schemas[name];
  ok(found, `there is a schema ${name}`);
  return found as SchemaObject;
}

function property(contract: ContractObject, name: string, field: string): Record<string, unknown> {
  const found = schema(contract, name).properties[field];
  ok(found, `${name} has ${field}`);
  return found;
}

function operation({ paths }: ContractObject, path: string, method: string): OperationObject {
  const found = paths[path]?.[method];
  ok(found, `there is ${method} ${path}`);
  return found as OperationObject;
}

function addField(
  contract: ContractObject,
  name: string,
  field: string,
  value: object,
  required = false,
): void {
  const { properties, required: names } = schema(contract, name);
  properties[field] = { ...value };
  if (required) names?.push(field);
}

const json = (value: object): object => ({ content: { "application/json": { schema: value } } });
const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const secured = [{ Token: [] }];
const slug = { name: "slug", in: "path", required: true, schema: text };

/** Changes to Conduit, each of another kind, in an order in which they can follow one another. */
export const conduitChanges = {
  newOperation(contract) {
    contract.paths["/articles/{slug}/comments/{id}"] = {
      ...contract.paths["/articles/{slug}/comments/{id}"],
      get: {
        tags: ["Comments"],
        summary: "Get a comment",
        operationId: "GetArticleComment",
        parameters: [slug, { name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: {
          200: {
            description: "One comment",
            ...json({ type: "object", required: ["comment"], properties: { comment: reference("Comment") } }),
          },
        },
      },
    };
  },
  optionalField(contract) {
    for (const name of articles) addField(contract, name, "subtitle", nullable);
  },
  requiredField(contract) {
    for (const name of articles) addField(contract, name, "category", text, name !== "UpdateArticle");
  },
  enumField(contract) {
    const state = { type: "string", enum: ["draft", "published"], default: "draft" };
    for (const name of articles) addField(contract, name, "state", state, name === "Article");
  },
  enumValue(contract) {
    for (const name of articles)
      property(contract, name, "state")["enum"] = ["draft", "published", "awaiting-review"];
  },
  tighterBound(contract) {
    for (const name of articles) property(contract, name, "title")["maxLength"] = 120;
  },
  newFilter(contract) {
    const { parameters } = operation(contract, "/articles", "get");
    parameters.push({ name: "category", in: "query", description: "Filter by category", schema: text });
  },
  removedField(contract) {
    for (const name of articles) delete schema(contract, name).properties["subtitle"];
  },
  renamedField(contract) {
    for (const name of articles) {
      const { required, properties } = schema(contract, name);
      properties["headline"] = property(contract, name, "category");
      delete properties["category"];
      const index = required?.indexOf("category") ?? -1;
      if (index >= 0) required?.splice(index, 1, "headline");
    }
    for (const parameter of operation(contract, "/articles", "get").parameters)
      if (parameter["name"] === "category") parameter["name"] = "headline";
  },
  newEntity(contract) {
    const review = {
      type: "object",
      required: ["id", "rating", "note", "createdAt", "author"],
      properties: {
        id: { type: "integer" },
        rating: { type: "integer", minimum: 1, maximum: 5 },
        note: text,
        createdAt: { type: "string", format: "date-time" },
        author: reference("Profile"),
      },
    };
    contract.components.schemas["Review"] = review;
    contract.components.schemas["NewReview"] = {
      type: "object",
      required: ["rating", "note"],
      properties: { rating: { type: "integer", minimum: 1, maximum: 5 }, note: text },
    };
    const one = json({ type: "object", required: ["review"], properties: { review: reference("Review") } });
    contract.paths["/articles/{slug}/reviews"] = {
      get: {
        tags: ["Reviews"],
        operationId: "GetArticleReviews",
        security: [{}, ...secured],
        parameters: [slug],
        responses: {
          200: {
            description: "Reviews",
            ...json({
              type: "object",
              required: ["reviews"],
              properties: { reviews: { type: "array", items: reference("Review") } },
            }),
          },
        },
      },
      post: {
        tags: ["Reviews"],
        operationId: "CreateArticleReview",
        security: secured,
        parameters: [slug],
        requestBody: {
          required: true,
          ...json({ type: "object", required: ["review"], properties: { review: reference("NewReview") } }),
        },
        responses: { 201: { description: "The review", ...one } },
      },
    };
  },
  description(contract) {
    operation(contract, "/articles", "post").description = "Write an article.";
    contract.info["version"] = "1.2.0";
  },
} as const satisfies Readonly<Record<string, ContractChange>>;

export type ChangeName = keyof typeof conduitChanges;

/** Conduit after these changes. */
export function conduitAfter(...names: readonly ChangeName[]): object {
  const contract = parse(conduitText) as ContractObject;
  for (const name of names) conduitChanges[name](contract);
  return contract;
}
