import {
  type Contract,
  flattenSchema,
  jsonMedia,
  type Operation,
  type Parameter,
  type Schema,
  successResponses,
} from "#contract";
import type { TokenHeader } from "./answers.ts";
import type { BodyShape } from "./behaviour.ts";
import { queryParameters } from "./lists/parameters.ts";
import { hasWord, speaksOf } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

/** Signing in by a name and a password in the query, which answers the credential as a mere text. */
export interface QueryLogin {
  readonly login: Parameter;
  readonly password: Parameter;
}

const passwordWords = new Set(["password", "passwd", "passphrase", "passcode", "pin"]);
const loginWords = ["login", "signin", "log", "sign", "authenticate", "authentication", "session"];

export function readQueryLogin(contract: Contract, shape: OperationShape): QueryLogin | undefined {
  const { operation, place } = shape;
  if (!["get", "post"].includes(operation.method) || operation.requestBody || place.kind !== "literal")
    return undefined;
  const parameters = queryParameters(shape);
  const texts = parameters.filter(({ schema }) => flattenSchema(contract, schema).types.includes("string"));
  const password = texts.find(
    ({ name, schema }) =>
      flattenSchema(contract, schema).format === "password" || hasWord(name, passwordWords),
  );
  const [login, ...others] = texts.filter((each) => each !== password);
  if (!password || !login || others.length > 0 || parameters.length > 2) return undefined;
  const speaks = [place.name, operation.summary, operation.id, operation.description].some(
    (text) => speaksOf(text, loginWords) !== undefined,
  );
  return speaks && answersText(contract, shape) ? { login, password } : undefined;
}

function answersText(contract: Contract, { operation }: OperationShape): boolean {
  return textOf(contract, operation) !== undefined;
}

/** The schema of a success that is a mere text, as JSON. */
function textOf(contract: Contract, operation: Operation): Schema | undefined {
  const media = jsonMedia(successResponses(operation)[0]?.content ?? []);
  const schema = media?.schema && flattenSchema(contract, media.schema);
  const isText = schema?.types.length === 1 && schema.types.includes("string") && schema.enum === undefined;
  return isText ? schema : undefined;
}

/** Whether a success is a mere text of which something says that it is a token. */
export function answersToken(contract: Contract, { operation }: OperationShape): boolean {
  const text = textOf(contract, operation);
  const [success] = successResponses(operation);
  const { summary, description } = operation;
  const said = [text?.name ?? "", text?.description ?? "", success?.description ?? "", summary, description];
  return text !== undefined && said.some((each) => hasWord(each, tokenWords));
}

const tokenWords: ReadonlySet<string> = new Set(["token", "jwt"]);

/** What the query brings, as a body would. Nothing can be done without it, also where the contract lets it be left out. */
export function queryBody({ login, password }: QueryLogin): BodyShape {
  return {
    required: false,
    fields: [login, password].map(({ name: field, required }) => ({
      field,
      required: true,
      ...(!required && { declaredOptional: true }),
    })),
    atLeastOne: false,
  };
}

const expiryWords = new Set(["expires", "expire", "expiry", "expiration"]);

/** Headers of the answer that tell when the credential expires; others tell what nothing here does. */
export function expiryHeaders(contract: Contract, { operation }: OperationShape): readonly TokenHeader[] {
  return (successResponses(operation)[0]?.headers ?? []).flatMap(
    ({ name, description, required, schema: node }): readonly TokenHeader[] => {
      const schema = node && flattenSchema(contract, node);
      if (!schema || !hasWord(name, expiryWords)) return [];
      if (schema.format === "date-time") return [{ name, description, required, tells: "expiry" }];
      return schema.types.includes("integer") ? [{ name, description, required, tells: "lifetime" }] : [];
    },
  );
}
