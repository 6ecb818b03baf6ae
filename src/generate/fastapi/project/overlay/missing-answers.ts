import type { JsonValue } from "#contract";
import { type Domain, type ErrorAnswer, type ErrorForm, formKey, type OperationMeaning } from "#domain";
import { followKeys, isJsonObject, valueAt } from "../document.ts";
import { type ErrorContent, findErrorContent } from "../error-content.ts";
import { plainLine } from "../quoting.ts";
import { type Action, type OperationPlace, update } from "./action.ts";

/** An answer that the contract leaves out, ready to be merged into it. */
interface AddedAnswer {
  readonly status: number;
  readonly response: JsonValue;
}

/** Finds how the contract writes errors of a form. */
export type FindContent = (form: ErrorForm) => ErrorContent;

/** Each form is looked for once, however many answers have it. */
export function openContents(document: JsonValue, domain: Domain): FindContent {
  const found = new Map<string, ErrorContent>();
  return (form) => {
    const known = found.get(formKey(form)) ?? findErrorContent(document, domain, form);
    found.set(formKey(form), known);
    return known;
  };
}

/** Refusals that the contract does not mention, and 501 where an operation is left open; answers that are there stay as they are. */
export function missingAnswers(
  { behaviour, errors }: OperationMeaning,
  find: FindContent,
  usual: ErrorForm,
  { document, keys: operation }: OperationPlace,
): readonly Action[] {
  const keys = followKeys(document, [...operation, "responses"]);
  const responses = keys && valueAt(document, keys);
  if (!keys || !isJsonObject(responses)) return [];
  const isSaid = (...statuses: readonly string[]): boolean =>
    statuses.some((status) => Object.hasOwn(responses, status));
  const missing = errors.filter(
    ({ added, status }) => added !== undefined && !isSaid(String(status), "4XX", "4xx", "default"),
  );
  const answers = missing.map((answer) => addedAnswer(answer, find(answer.form)));
  const open =
    behaviour.kind === "custom" && !isSaid("501") ? [openAnswer(behaviour.reason, find(usual))] : [];
  const all = [...answers, ...open];
  if (all.length === 0) return [];
  return [
    update(keys, Object.fromEntries(all.map(({ status, response: added }) => [String(status), added]))),
  ];
}

function addedAnswer(answer: ErrorAnswer, form: ErrorContent): AddedAnswer {
  const description = plainLine(`${answer.description}: ${answer.added ?? ""}`);
  const headers = answer.status === 429 ? { headers: retryAfter } : {};
  return { status: answer.status, response: response(description, headers, form) };
}

const retryAfter: JsonValue = {
  "Retry-After": { description: "Seconds to wait", schema: { type: "integer", minimum: 0 } },
};

function openAnswer(reason: string, form: ErrorContent): AddedAnswer {
  return { status: 501, response: response(plainLine(`Not implemented: ${reason}`), {}, form) };
}

function response(
  description: string,
  headers: { readonly headers?: JsonValue },
  form: ErrorContent,
): JsonValue {
  if (form.kind === "none") return { description, ...headers };
  if (form.kind === "response") return { $ref: form.reference };
  return { description, ...headers, content: form.content };
}
