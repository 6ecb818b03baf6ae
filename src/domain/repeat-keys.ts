import { flattenSchema, type Operation, type Parameter } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import type { Access } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { readBounds } from "./field-values.ts";
import type { RepeatKey } from "./repeat-key.ts";
import type { OperationShape } from "./shapes.ts";

/** The header by which a request that makes a row is known again; nothing where there is none. */
export function readRepeatKey(
  operation: Operation,
  behaviour: Behaviour,
  { contract }: Draft,
): RepeatKey | undefined {
  const parameter = keyHeader(operation);
  if (!parameter || behaviour.kind !== "create") return undefined;
  const schema = flattenSchema(contract, parameter.schema);
  const isUuid = schema.format === "uuid";
  const { minLength, maxLength } = readBounds(schema);
  const clash = operation.responses.find(({ status }) => status === "409");
  return {
    header: parameter.name,
    description: parameter.description,
    required: parameter.required,
    isUuid,
    ...(!isUuid && minLength !== undefined && { minLength }),
    ...(!isUuid && maxLength !== undefined && { maxLength }),
    reused: clash !== undefined && keyText.test(clash.description) ? "conflict" : "invalid",
  };
}

/** Why a request that comes again cannot be known: then it would be done twice. */
export function whyDoneTwice(
  { operation }: OperationShape,
  behaviour: Behaviour,
  access: Access,
  { contract }: Draft,
): string | undefined {
  const parameter = keyHeader(operation);
  if (!parameter || (behaviour.kind !== "create" && behaviour.kind !== "create-many")) return undefined;
  const again = `${parameter.name} is to let a request that comes again be done once`;
  if (behaviour.kind === "create-many") return `${again}, which of several rows is not written yet`;
  if (access === "granted") return `${again}, and whose key it is nothing says`;
  if (behaviour.body.form || behaviour.body.kinds || behaviour.answer.representation === undefined)
    return `${again}, which of such a request is not written yet`;
  const schema = flattenSchema(contract, parameter.schema);
  const { types, format, pattern, enum: choices } = schema;
  const { minLength = 0, maxLength = uuidLength } = readBounds(schema);
  const isPlain =
    types.includes("string") && !pattern && !choices && (format === undefined || format === "uuid");
  return isPlain && minLength <= uuidLength && maxLength >= uuidLength
    ? undefined
    : `${again}, and what its values are is not read yet`;
}

/** What callers mostly take for a key. */
const uuidLength = 36;

const keyText = /idempoten|\bsame key\b|\bkey\b.*\b(?:re-?used|used|different|another)\b/i;

function keyHeader({ parameters }: Operation): Parameter | undefined {
  return parameters.find(
    ({ in: place, name }) => place === "header" && /^(?:x-)?idempoten(?:cy|t)-?key$/i.test(name),
  );
}
