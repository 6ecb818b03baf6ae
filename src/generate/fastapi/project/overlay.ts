import { Document } from "yaml";
import type { JsonValue } from "#contract";
import type { ErrorAnswer, OperationMeaning } from "#domain";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { followKeys, isJsonObject, parseDocument, valueAt } from "./document.ts";
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
  const document = parseDocument(inputs.contractText);
  const form = findErrorContent(document, blueprint.contract, blueprint.domain.errors.form);
  const actions = blueprint.domain.operations.flatMap((operation) => actionOf(document, operation, form));
  if (actions.length === 0) return undefined;
  const target = contractPath(inputs).replace(/^docs\//, "");
  return {
    path: overlayPath(inputs),
    text: printOverlay(target, blueprint.domain.version, actions),
  };
}

function actionOf(document: JsonValue, operation: OperationMeaning, form: ErrorContent): readonly Action[] {
  const path = followKeys(document, ["paths", operation.path]);
  const keys = path && followKeys(document, [...path, operation.method, "responses"]);
  const responses = keys && valueAt(document, keys);
  if (!keys || !isJsonObject(responses)) return [];
  const isSaid = (...keys: readonly string[]): boolean => keys.some((key) => Object.hasOwn(responses, key));
  const missing = operation.errors.filter(
    ({ added, status }) => added !== undefined && !isSaid(String(status), "4XX", "4xx", "default"),
  );
  const answers = missing.map((answer) => addedAnswer(answer, form));
  const { behaviour } = operation;
  const open = behaviour.kind === "custom" && !isSaid("501") ? [openAnswer(behaviour.reason, form)] : [];
  const all = [...answers, ...open];
  return all.length === 0 ? [] : [{ target: printPath(keys), answers: all }];
}

function addedAnswer(answer: ErrorAnswer, form: ErrorContent): AddedAnswer {
  const description = plainLine(`${answer.description}: ${answer.added ?? ""}`);
  const headers = answer.status === 429 ? { headers: retryAfter } : {};
  return { status: answer.status, response: response(description, answer.hasBody, headers, form) };
}

const retryAfter: JsonValue = {
  "Retry-After": { description: "Seconds to wait", schema: { type: "integer", minimum: 0 } },
};

function openAnswer(reason: string, form: ErrorContent): AddedAnswer {
  return { status: 501, response: response(plainLine(`Not implemented: ${reason}`), true, {}, form) };
}

function response(
  description: string,
  hasBody: boolean,
  headers: { readonly headers?: JsonValue },
  form: ErrorContent,
): JsonValue {
  if (!hasBody) return { description, ...headers };
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
