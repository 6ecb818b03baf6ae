import type { Contract, MediaType, Operation, Response } from "#contract";
import { jsonMedia, successResponses } from "#contract";
import { objectSchema } from "../kinds.ts";

/** The first answer of an operation that goes well, where nothing is said of its content and it may have some. */
export function silentResponse(contract: Contract, operation: Operation): Response | undefined {
  const successes = successResponses(operation);
  const [first] = successes;
  if (!first || !/^(?:200|201|2XX|default)$/i.test(first.status)) return undefined;
  return successes.every(({ content }) => content.every((media) => isBare(contract, media)))
    ? first
    : undefined;
}

/** JSON of which no more is said than that there is some. */
function isBare(contract: Contract, media: MediaType): boolean {
  if (jsonMedia([media]) === undefined || media.examples.length > 0) return false;
  if (!media.schema) return true;
  const { types, properties, additionalProperties, oneOf, anyOf, examples, ...rest } = objectSchema(
    contract,
    media.schema,
  );
  const isAnything = types.length === 0 || (types.length === 1 && types[0] === "object");
  const isSaid = rest.const !== undefined || rest.enum !== undefined || rest.items !== undefined;
  return (
    isAnything &&
    !isSaid &&
    properties.length + oneOf.length + anyOf.length + examples.length === 0 &&
    typeof additionalProperties !== "object"
  );
}

/** The operation with this schema as the content of that answer. */
export function answering(operation: Operation, silent: Response, schema: MediaType["schema"]): Operation {
  const [media = { type: "application/json", examples: [], span: silent.span }] = silent.content;
  const content = [{ ...media, ...(schema && { schema }) }];
  return {
    ...operation,
    responses: operation.responses.map((response) =>
      response === silent ? { ...response, content } : response,
    ),
  };
}
