import { flattenSchema, successResponses } from "#contract";
import type { TokenHeader } from "#domain";
import { commaList, literal, type Py, py, str } from "#python";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { isFlag } from "../../told.ts";
import { handsCookie } from "../cookie-names.ts";
import { describeOthers } from "./other-successes.ts";
import { describeTag, describeUnchanged } from "./versions.ts";

/** Errors that are answered, headers that tell of a page, and content that is no JSON. */
export function responses(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  errors: Py | undefined,
  alsoAnswered: Py | undefined,
): readonly Py[] {
  const described = bothOf(describeSuccess(blueprint, operation), alsoAnswered);
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "custom") return errors ? [py`responses=${errors}`] : [];
  const successes = [
    ...(described ? [py`${behaviour.answer.status}: ${described}`] : []),
    ...describeOthers(blueprint, operation),
    ...describeUnchanged(operation),
  ];
  if (successes.length === 0) return errors ? [py`responses=${errors}`] : [];
  const documented = py`{${commaList(successes)}}`;
  return [errors ? py`responses=${errors} | ${documented}` : py`responses=${documented}`];
}

function bothOf(described: Py | undefined, alsoAnswered: Py | undefined): Py | undefined {
  if (!described || !alsoAnswered) return described ?? alsoAnswered;
  return py`${described} | ${alsoAnswered}`;
}

/** What the framework does not say of itself. */
function describeSuccess(blueprint: Blueprint, operation: OperationBlueprint): Py | undefined {
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "qr-code" || behaviour.kind === "read-file")
    return py`{"content": {${commaList(contents(blueprint, operation))}}}`;
  if (behaviour.kind === "login" && behaviour.answer.token?.headers?.length)
    return tokenHeaders(behaviour.answer.token.headers);
  const cookie = handsCookie(blueprint, operation) ? documentedCookie(operation) : undefined;
  if (cookie) return cookie;
  const tag = describeTag(operation);
  if (tag) return tag;
  if (behaviour.kind !== "list" || behaviour.answer.headers.length === 0) return undefined;
  const headers = behaviour.answer.headers.map(({ name: header, description, required, tells }) => {
    const type = tells.kind === "links" ? "string" : isFlag(tells.kind) ? "boolean" : "integer";
    return py`${str(header)}: ${literal({ ...(description !== "" && { description }), ...(required && { required }), schema: { type } })}`;
  });
  return py`{"headers": {${commaList(headers)}}}`;
}

/** The header that a cookie goes out with, as the contract has it. */
function documentedCookie({ contract }: OperationBlueprint): Py | undefined {
  const [success] = successResponses(contract);
  const header = success?.headers.find(({ name }) => name.toLowerCase() === "set-cookie");
  if (!header) return undefined;
  const { name, description, required } = header;
  const described = {
    ...(description !== "" && { description }),
    ...(required && { required }),
    schema: { type: "string" },
  };
  return py`{"headers": {${str(name)}: ${literal(described)}}}`;
}

function contents({ contract }: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const [success] = successResponses(operation.contract);
  return (success?.content ?? []).map(({ type, schema }) => {
    const { types = [], format = undefined } = schema ? flattenSchema(contract, schema) : {};
    const [kind] = types;
    const said = { ...(kind !== undefined && { type: kind }), ...(format !== undefined && { format }) };
    return py`${str(type)}: ${literal(schema ? { schema: said } : {})}`;
  });
}

/** Headers that tell when a token expires. */
function tokenHeaders(headers: readonly TokenHeader[]): Py {
  const described = headers.map(({ name: header, description, required, tells }) => {
    const schema = tells === "expiry" ? { type: "string", format: "date-time" } : { type: "integer" };
    return py`${str(header)}: ${literal({ ...(description !== "" && { description }), ...(required && { required }), schema })}`;
  });
  return py`{"headers": {${commaList(described)}}}`;
}
