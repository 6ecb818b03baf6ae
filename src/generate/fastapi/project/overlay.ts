import { Document } from "yaml";
import { builtMark, type JsonValue } from "#contract";
import { type Domain, type ErrorAnswer, type ErrorForm, formKey, type OperationMeaning } from "#domain";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { followKeys, isJsonObject, valueAt } from "./document.ts";
import { type ErrorContent, findErrorContent } from "./error-content.ts";
import type { ProjectInputs } from "./inputs.ts";
import { printPath } from "./json-path.ts";
import { contractPath, overlayPath } from "./names.ts";
import { plainLine } from "./quoting.ts";

/** An answer that the contract leaves out, ready to be merged into it. */
interface AddedAnswer {
  readonly status: number;
  readonly response: JsonValue;
}

interface Action {
  readonly target: string;
  readonly answers: readonly AddedAnswer[];
}

/**
 * `docs/NAME.overlay.yaml`: what the contract left out of its answers, in the form of the Overlay Specification. It adds
 * absent refusals, and 501 where an operation is left open; requests, successes and answers that are there stay as they are.
 * Nothing where nothing is missing.
 */
export function emitOverlay(blueprint: Blueprint, inputs: ProjectInputs): GeneratedFile | undefined {
  const document = inputs.contractDocument;
  const { domain } = blueprint;
  const find = openContents(document, domain);
  const actions = domain.operations.flatMap((operation) =>
    actionOf(document, operation, find, domain.errors.form),
  );
  if (actions.length === 0) return undefined;
  const target = contractPath(inputs).replace(/^docs\//, "");
  return {
    path: overlayPath(inputs),
    text: printOverlay(target, blueprint.domain.version, actions),
  };
}

type FindContent = (form: ErrorForm) => ErrorContent;

/** Each form is looked for once, however many answers have it. */
function openContents(document: JsonValue, domain: Domain): FindContent {
  const found = new Map<string, ErrorContent>();
  return (form) => {
    const known = found.get(formKey(form)) ?? findErrorContent(document, domain, form);
    found.set(formKey(form), known);
    return known;
  };
}

function actionOf(
  document: JsonValue,
  operation: OperationMeaning,
  find: FindContent,
  usual: ErrorForm,
): readonly Action[] {
  const path = followKeys(document, ["paths", operation.path]);
  const keys = path && followKeys(document, [...path, operation.method, "responses"]);
  const responses = keys && valueAt(document, keys);
  if (!keys || !isJsonObject(responses)) return [];
  const isSaid = (...keys: readonly string[]): boolean => keys.some((key) => Object.hasOwn(responses, key));
  const missing = operation.errors.filter(
    ({ added, status }) => added !== undefined && !isSaid(String(status), "4XX", "4xx", "default"),
  );
  const answers = missing.map((answer) => addedAnswer(answer, find(answer.form)));
  const { behaviour } = operation;
  const open =
    behaviour.kind === "custom" && !isSaid("501") ? [openAnswer(behaviour.reason, find(usual))] : [];
  const all = [...answers, ...open];
  return all.length === 0 ? [] : [{ target: printPath(keys), answers: all }];
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

const head = [
  " What the contract leaves out: refusals that the backend gives and the contract does not mention.",
  " Requests, successes and answers that the contract has stay as they are.",
].join("\n");

function printOverlay(target: string, version: string, actions: readonly Action[]): string {
  const document = new Document(
    {
      overlay: "1.0.0",
      info: { title: `What ${target} leaves out`, version: plainLine(version) || "1" },
      [builtMark.key]: builtMark.value,
      extends: `./${target}`,
      actions: actions.map((action) => ({
        target: action.target,
        update: Object.fromEntries(
          action.answers.map(({ status, response: added }) => [String(status), added]),
        ),
      })),
    },
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = head;
  return document.toString({ lineWidth: 100, singleQuote: true });
}
