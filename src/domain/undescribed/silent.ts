import { snakeCase } from "#base";
import type { Contract, MediaType, Operation, Property, Response, Schema, SchemaNode } from "#contract";
import { jsonMedia, successResponses } from "#contract";
import { contentWords } from "../answer-words.ts";
import { objectSchema } from "../kinds.ts";
import { isAnything } from "../schemas.ts";
import { readTelling } from "../telling.ts";

/** The first answer of an operation that goes well, where nothing is said of its content and it may have some. */
export function silentResponse(contract: Contract, operation: Operation): Response | undefined {
  const successes = successResponses(operation);
  const [first] = successes;
  if (!first || !/^(?:200|201|2XX|default)$/i.test(first.status)) return undefined;
  const isSilent = (response: Response): boolean =>
    response.content.every(
      (media) =>
        isBare(contract, media) ||
        (operation.method === "get" && isBareList(contract, media)) ||
        payloadOf(contract, response, media),
    );
  return successes.every(isSilent) ? first : undefined;
}

/** JSON of which no more is said than that there is some. */
export function isBare(contract: Contract, media: MediaType): boolean {
  if (jsonMedia([media]) === undefined || media.examples.length > 0) return false;
  return !media.schema || saysNothing(objectSchema(contract, media.schema));
}

/** A list of which no more is said than that it is one. */
function isBareList(contract: Contract, { schema: node, examples }: MediaType): boolean {
  const schema = node && objectSchema(contract, node);
  if (!schema?.types.includes("array") || examples.length + schema.examples.length > 0) return false;
  return schema.items === undefined || saysNothing(objectSchema(contract, schema.items));
}

/** An example says something, too. */
function saysNothing(schema: Schema): boolean {
  return isAnything(schema) && schema.examples.length === 0;
}

const payloadWords: ReadonlySet<string> = new Set(["payload", "body", "response"]);

/** An object that tells how it went, and has a place for more of which nothing is said: `{ code, message, data: {} }`. */
interface Payload {
  readonly around: Schema;
  readonly place: Property;
}

function payloadOf(contract: Contract, { status }: Response, media: MediaType): Payload | undefined {
  if (jsonMedia([media]) === undefined || media.examples.length > 0 || !media.schema) return undefined;
  const { name: _, ...around } = objectSchema(contract, media.schema);
  const places = around.properties.filter(
    ({ name, schema }) =>
      (contentWords.has(snakeCase(name)) || payloadWords.has(snakeCase(name))) &&
      saysNothing(objectSchema(contract, schema)),
  );
  const [place] = places;
  if (!place || places.length > 1 || around.oneOf.length + around.anyOf.length > 0) return undefined;
  const news = { ...around, properties: around.properties.filter((each) => each !== place) };
  return readTelling(contract, news, Number(status) || 200) && { around, place };
}

/** The operation with this schema as the content of that answer, or in its place there. */
export function answering(
  contract: Contract,
  operation: Operation,
  silent: Response,
  schema: SchemaNode,
): Operation {
  const [media = { type: "application/json", examples: [], span: silent.span }] = silent.content;
  const payload = payloadOf(contract, silent, media);
  return withContent(operation, silent, { ...media, schema: payload ? filled(payload, schema) : schema });
}

function filled({ around, place }: Payload, schema: SchemaNode): Schema {
  return {
    ...around,
    properties: around.properties.map((each) =>
      each === place ? { ...place, required: true, schema } : each,
    ),
  };
}

/** The operation without a place in its answer that nothing fills; itself, where it must be filled. */
export function withoutPayload(contract: Contract, operation: Operation, silent: Response): Operation {
  const [media] = silent.content;
  const payload = media && payloadOf(contract, silent, media);
  if (!media || !payload || payload.place.required) return operation;
  const properties = payload.around.properties.filter((each) => each !== payload.place);
  return withContent(operation, silent, { ...media, schema: { ...payload.around, properties } });
}

function withContent(operation: Operation, silent: Response, media: MediaType): Operation {
  return {
    ...operation,
    responses: operation.responses.map((response) =>
      response === silent ? { ...response, content: [media] } : response,
    ),
  };
}
