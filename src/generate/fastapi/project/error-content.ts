import type { Contract, JsonValue } from "#contract";
import type { ErrorForm } from "#domain";
import { followKeys, isJsonObject, referenceKeys, valueAt } from "./document.ts";

/** How an added answer shows its body: as content of its own, or by a reference to a shared response. */
export type ErrorContent =
  | { readonly kind: "content"; readonly content: JsonValue }
  | { readonly kind: "response"; readonly reference: string };

/** The body of refusals as the contract writes it, taken from the first answer that has the form. */
export function findErrorContent(document: JsonValue, contract: Contract, form: ErrorForm): ErrorContent {
  const found = form.kind === "default" ? undefined : findModel(document, contract, form.schemaName);
  return found ?? { kind: "content", content: defaultContent };
}

const defaultContent: JsonValue = {
  "application/json": { schema: { type: "object", required: ["detail"], properties: { detail: {} } } },
};

interface Model {
  readonly mediaType: string;
  readonly schema: JsonValue;
  /** The reference through which the answer is shared, if it is. */
  readonly reference: string | undefined;
}

function findModel(document: JsonValue, contract: Contract, schemaName: string): ErrorContent | undefined {
  const models = contract.operations.flatMap(({ path, method, responses }) =>
    responses
      .filter(({ status }) => /^4\d\d$/.test(status))
      .flatMap(({ status }) => readModel(document, path, method, status)),
  );
  const model = models.find(({ schema }) => referenceKeys(schema)?.at(-1) === schemaName) ?? models[0];
  if (!model) return undefined;
  const content = { [model.mediaType]: { schema: model.schema } };
  // A schema that stands in a shared answer is referred to there, not copied to every place.
  const isShared = model.reference !== undefined && referenceKeys(model.schema) === undefined;
  return isShared && model.reference !== undefined
    ? { kind: "response", reference: model.reference }
    : { kind: "content", content };
}

function readModel(document: JsonValue, path: string, method: string, status: string): readonly Model[] {
  const pathKeys = followKeys(document, ["paths", path]);
  if (!pathKeys) return [];
  const place = [...pathKeys, method, "responses", status];
  const keys = followKeys(document, place);
  const content = keys && valueAt(document, [...keys, "content"]);
  const reference = valueAt(document, [...place, "$ref"]);
  if (!isJsonObject(content)) return [];
  return Object.entries(content).flatMap(([mediaType, media]) => {
    const schema = isJsonObject(media) ? media["schema"] : undefined;
    if (schema === undefined || !/^application\/([^;]+\+)?json\b/i.test(mediaType)) return [];
    return [{ mediaType, schema, reference: typeof reference === "string" ? reference : undefined }];
  });
}
