import type { JsonValue } from "#contract";
import { type Domain, type ErrorForm, formKey } from "#domain";
import { followKeys, isJsonObject, referenceKeys, valueAt } from "./document.ts";

/** How an added answer shows its body: as content of its own, by a reference to a shared response, or not at all. */
export type ErrorContent =
  | { readonly kind: "none" }
  | { readonly kind: "content"; readonly content: JsonValue }
  | { readonly kind: "response"; readonly reference: string };

/** The body of refusals as the contract writes it, taken from the first answer that has the form. */
export function findErrorContent(document: JsonValue, domain: Domain, form: ErrorForm): ErrorContent {
  if (form.kind === "empty") return { kind: "none" };
  const key = formKey(form);
  for (const { path, method, errors, otherErrors } of domain.operations) {
    const documented = [
      ...errors
        .filter(({ added, covered }) => added === undefined && covered === undefined)
        .map((answer) => ({ status: String(answer.status), form: answer.form })),
      ...otherErrors.map((answer) => ({ status: answer.range, form: answer.form })),
    ];
    for (const { status, form: other } of documented) {
      const found = formKey(other) === key && readContent(document, [path, method, status], form.mediaType);
      if (found) return found;
    }
  }
  return { kind: "content", content: defaultContent };
}

const defaultContent: JsonValue = {
  "application/json": { schema: { type: "object", required: ["detail"], properties: { detail: {} } } },
};

function readContent(
  document: JsonValue,
  [path, method, status]: readonly [string, string, string],
  wanted: string,
): ErrorContent | undefined {
  const pathKeys = followKeys(document, ["paths", path]);
  if (!pathKeys) return undefined;
  const place = [...pathKeys, method, "responses", status];
  const keys = followKeys(document, place);
  const content = keys && valueAt(document, [...keys, "content"]);
  if (!isJsonObject(content)) return undefined;
  const entries = Object.entries(content);
  const [mediaType, media] = entries.find(([type]) => type === wanted) ?? entries[0] ?? [];
  if (mediaType === undefined || media === undefined) return undefined;
  const schema = isJsonObject(media) ? media["schema"] : undefined;
  const reference = valueAt(document, [...place, "$ref"]);
  // A schema that stands in a shared answer is referred to there, not copied to every place.
  const isShared = schema === undefined || referenceKeys(schema) === undefined;
  return isShared && typeof reference === "string"
    ? { kind: "response", reference }
    : { kind: "content", content: { [mediaType]: schema === undefined ? {} : { schema } } };
}
