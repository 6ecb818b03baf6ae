import type { JsonValue } from "#contract";
import type { Behaviour, Domain, OperationMeaning } from "#domain";
import { isCredentialHeader, travelsInQuery } from "#domain";
import {
  dereferenced,
  followKeys,
  isJsonObject,
  isList,
  type JsonObject,
  replaceAt,
  valueAt,
} from "./document.ts";
import { leftOutParts } from "./left-out-parts.ts";
import { unsaidPayloads, withoutUnsaid } from "./unsaid-payloads.ts";

/** What of a domain says what is served. */
export type Served = Pick<Domain, "operations" | "entities">;

/** What of an operation is not served as the contract has it, for a reason that people are told. */
interface Narrowing {
  /** The operation, or the response of it, as it is served. */
  readonly change: (operation: JsonObject) => JsonObject;
  readonly told: string;
}

/** The contract without what is knowingly not served: other media types than JSON, headers that nothing reads or sends. */
export function withoutNarrowed(document: JsonObject, domain: Served): JsonObject {
  const changed = domain.operations.reduce((current: JsonObject, operation) => {
    const keys = [...(followKeys(current, ["paths", operation.path]) ?? []), operation.method];
    const found = valueAt(current, keys);
    if (!isJsonObject(found)) return current;
    const whole = resolved(current, found);
    const served = narrowingsOf(current, operation).reduce((each, { change }) => change(each), whole);
    return replaceAt(current, keys, served);
  }, document);
  return hidePasswords(changed, domain);
}

/** A contract's document as it is served; what is no document stays what it is. */
export function servedDocument(document: JsonValue, domain: Served): JsonValue {
  return isJsonObject(document) ? withoutNarrowed(document, domain) : document;
}

/** The same for people, each by the name of its operation. */
export function tellNarrowed(document: JsonValue, domain: Served): readonly string[] {
  if (!isJsonObject(document)) return [];
  const told = domain.operations.flatMap((operation) =>
    narrowingsOf(document, operation).map(
      ({ told: what }) => `${what} at ${operation.method.toUpperCase()} ${operation.path}`,
    ),
  );
  return [...told, ...passwordsOf(domain).map(({ told: what }) => what)];
}

function narrowingsOf(document: JsonObject, meaning: OperationMeaning): readonly Narrowing[] {
  const keys = followKeys(document, ["paths", meaning.path]);
  const found = keys && valueAt(document, [...keys, meaning.method]);
  if (!isJsonObject(found) || meaning.behaviour.kind === "custom") return [];
  const operation = resolved(document, found);
  return [
    ...bodyNarrowings(operation, meaning),
    ...answerNarrowings(operation, meaning),
    ...payloadNarrowings(document, operation),
    ...unsaidNarrowings(document, operation),
    ...partNarrowings(document, operation, meaning),
    ...parameterNarrowings(operation, meaning),
    ...headerNarrowings(operation, meaning),
  ];
}

/** The request body and the answers in their place, where they are shared. */
function resolved(document: JsonObject, operation: JsonObject): JsonObject {
  const at = (value: JsonValue): JsonValue => dereferenced(document, value) ?? value;
  const { requestBody, responses, parameters } = operation;
  return {
    ...operation,
    ...(requestBody !== undefined && { requestBody: at(requestBody) }),
    ...(isJsonObject(responses) && {
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [status, at(response)]),
      ),
    }),
    ...(isList(parameters) && { parameters: parameters.map(at) }),
  };
}

const json = /^(?:application\/json|[^;]+\+json)\b/i;

function bodyNarrowings(operation: JsonObject, { behaviour, media }: OperationMeaning): readonly Narrowing[] {
  const { requestBody } = operation;
  if (!isJsonObject(requestBody)) return [];
  const takesBody = ("body" in behaviour && !travelsInQuery(behaviour)) || behaviour.kind === "write-cell";
  const isForm = "body" in behaviour && behaviour.body.form !== undefined;
  const others = isForm ? [] : otherTypes(requestBody, media?.taken);
  const isLoose = takesBody && requestBody["required"] !== true;
  return [
    ...(others.length > 0
      ? [
          {
            told: `bodies as ${others.join(", ")}: ${list(["JSON", ...(media?.taken ?? [])])} is taken`,
            change: (each: JsonObject) => changeAt(each, "requestBody", (body) => servedOnly(body, others)),
          },
        ]
      : []),
    ...(isLoose
      ? [
          {
            told: "no body: one is asked for",
            change: (each: JsonObject) =>
              changeAt(each, "requestBody", (body) => ({ ...body, required: true })),
          },
        ]
      : []),
  ];
}

function answerNarrowings({ responses }: JsonObject, { media }: OperationMeaning): readonly Narrowing[] {
  if (!isJsonObject(responses)) return [];
  return Object.entries(responses).flatMap(([status, response]): readonly Narrowing[] => {
    const others =
      isJsonObject(response) && status.startsWith("2") ? otherTypes(response, media?.answered) : [];
    if (others.length === 0) return [];
    return [
      {
        told: `answers as ${others.join(", ")}: ${list(["JSON", ...(media?.answered ?? [])])} is answered`,
        change: (each) =>
          changeAt(each, "responses", (all) => changeAt(all, status, (answer) => servedOnly(answer, others))),
      },
    ];
  });
}

/** What may be anything, as the contract has it, and is what its rows are. */
function payloadNarrowings(document: JsonObject, { responses }: JsonObject): readonly Narrowing[] {
  if (!isJsonObject(responses)) return [];
  return Object.entries(responses).flatMap(([status, response]): readonly Narrowing[] =>
    status.startsWith("2")
      ? unsaidPayloads(document, response).map(({ name, change }) => ({
          told: `anything in ${name} of the answer ${status}: the contract says nothing of what it holds`,
          change: (each) => changeAt(each, "responses", (all) => changeAt(all, status, change)),
        }))
      : [],
  );
}

function unsaidNarrowings(document: JsonObject, { responses }: JsonObject): readonly Narrowing[] {
  if (!isJsonObject(responses)) return [];
  return Object.entries(responses).flatMap(([status, response]): readonly Narrowing[] => {
    const rest = status.startsWith("2") ? withoutUnsaid(document, response) : undefined;
    if (!rest) return [];
    return [
      {
        told: `anything in the answer ${status}: the contract says nothing of what it holds`,
        change: (each) =>
          changeAt(each, "responses", (all) =>
            changeAt(all, status, (answer) => withoutUnsaid(document, answer) ?? answer),
          ),
      },
    ];
  });
}

/** What may stand around the rows of an answer, and nothing explains. */
function partNarrowings(
  document: JsonObject,
  { responses }: JsonObject,
  { behaviour }: OperationMeaning,
): readonly Narrowing[] {
  if (!isJsonObject(responses)) return [];
  return Object.entries(responses).flatMap(([status, response]): readonly Narrowing[] => {
    const left = status.startsWith("2") ? leftOutParts(document, response, behaviour) : undefined;
    if (!left) return [];
    return [
      {
        told: `${left.names.join(", ")} of the answer ${status}: nothing here fills it`,
        change: (each) => changeAt(each, "responses", (all) => changeAt(all, status, left.change)),
      },
    ];
  });
}

/** Query parameters without which nothing can be done, and headers that may be left out and that nothing reads. */
function parameterNarrowings(
  { parameters, callbacks = {} }: JsonObject,
  { behaviour, access }: OperationMeaning,
): readonly Narrowing[] {
  if (!isList(parameters)) return [];
  const addresses = isJsonObject(callbacks)
    ? Object.values(callbacks).flatMap((each) => (isJsonObject(each) ? Object.keys(each) : []))
    : [];
  const needed = neededParameters(behaviour);
  return parameters.flatMap((parameter): readonly Narrowing[] => {
    if (!isJsonObject(parameter)) return [];
    const { name, in: place, required } = parameter;
    if (place === "query" && needed.includes(String(name)))
      return [
        {
          told: `no ${String(name)}: it is asked for`,
          change: (each) => withParameters(each, parameter, [{ ...parameter, required: true }]),
        },
      ];
    if (place === "header" && access !== "public" && isCredentialHeader(String(name)))
      return [
        {
          told: `the header ${String(name)} as a parameter: it is the credential, and served as a security scheme`,
          change: (each) => withParameters(each, parameter, []),
        },
      ];
    if (place !== "header" || required === true) return [];
    const holds = `$request.header.${String(name)}}`.toLowerCase();
    if (addresses.some((address) => address.toLowerCase().includes(holds)))
      return [
        {
          told: `callbacks to the address in the header ${String(name)}: it is taken, and nothing is sent there`,
          change: (each) => each,
        },
      ];
    return [
      {
        told: `the header ${String(name)}: nothing says what it does`,
        change: (each) => withParameters(each, parameter, []),
      },
    ];
  });
}

/** Parameters that the contract lets be left out, and that are asked for. */
function neededParameters(behaviour: Behaviour): readonly string[] {
  if (behaviour.kind === "list-lines")
    return behaviour.required === "in words" && behaviour.language ? [behaviour.language.parameter] : [];
  return behaviour.kind === "login" && behaviour.byQuery
    ? behaviour.body.fields.flatMap(({ field, declaredOptional }) => (declaredOptional ? [field] : []))
    : [];
}

/** Headers of answers that may be left out and that nothing here could fill. */
function headerNarrowings(operation: JsonObject, meaning: OperationMeaning): readonly Narrowing[] {
  return meaning.behaviour.kind === "login"
    ? tokenHeaderNarrowings(operation, meaning.behaviour)
    : idleHeaderNarrowings(operation, meaning);
}

function tokenHeaderNarrowings(
  { responses }: JsonObject,
  behaviour: Extract<Behaviour, { readonly kind: "login" }>,
): readonly Narrowing[] {
  if (!isJsonObject(responses)) return [];
  const sent = new Set((behaviour.answer.token?.headers ?? []).map(({ name }) => name));
  return Object.entries(responses).flatMap(([status, response]): readonly Narrowing[] => {
    const headers = isJsonObject(response) && status.startsWith("2") ? response["headers"] : undefined;
    if (!isJsonObject(headers)) return [];
    const others = Object.entries(headers).filter(
      ([name, header]) => !sent.has(name) && !(isJsonObject(header) && header["required"] === true),
    );
    return others.map(([name]) => ({
      told: `the answer's header ${name}: nothing here fills it`,
      change: (each: JsonObject) =>
        changeAt(each, "responses", (all) =>
          changeAt(all, status, (answer) => changeAt(answer, "headers", (some) => without(some, name))),
        ),
    }));
  });
}

/** The same of other answers: each header once, whatever answers it may come with. */
function idleHeaderNarrowings({ responses }: JsonObject, meaning: OperationMeaning): readonly Narrowing[] {
  if (!isJsonObject(responses)) return [];
  const idle = Object.entries(responses).flatMap(([status, response]) => {
    const headers = isJsonObject(response) ? response["headers"] : undefined;
    if (!isJsonObject(headers)) return [];
    const sent = sentHeaders(meaning, status);
    return Object.entries(headers)
      .filter(
        ([name, header]) =>
          !(isJsonObject(header) && header["required"] === true) && !sent?.has(name.toLowerCase()),
      )
      .flatMap(([name]) => (sent ? [{ name, status }] : []));
  });
  return [...Map.groupBy(idle, ({ name }) => name)].map(([name, places]) => ({
    told: `the header ${name} of the answers ${places.map(({ status }) => status).join(", ")}: nothing here fills it`,
    change: (each) =>
      changeAt(each, "responses", (all) =>
        places.reduce(
          (current, { status }) =>
            changeAt(current, status, (answer) => changeAt(answer, "headers", (some) => without(some, name))),
          all,
        ),
      ),
  }));
}

/** What is sent with an answer, in small letters; undefined where the answer is not looked at here. */
function sentHeaders(
  { behaviour, version }: OperationMeaning,
  status: string,
): ReadonlySet<string> | undefined {
  if (behaviour.kind === "custom") return undefined;
  if (!status.startsWith("2")) return new Set(["www-authenticate", "etag", "location"]);
  if (status !== String(behaviour.answer.status)) return undefined;
  const ofPage =
    behaviour.kind === "list" ? behaviour.answer.headers.map(({ name }) => name.toLowerCase()) : [];
  return new Set(["set-cookie", ...(version ? ["etag"] : []), ...ofPage]);
}

interface HiddenPassword {
  readonly schema: string;
  readonly property: string;
  readonly told: string;
}

/** Passwords for which a shared schema has a place in answers. */
function passwordsOf({ entities }: Served): readonly HiddenPassword[] {
  return entities.flatMap(({ fields, representations }) =>
    representations.flatMap(({ schema }): readonly HiddenPassword[] => {
      const shown = schema.properties.find(({ name }) =>
        fields.some(
          ({ name: field, meaning }) =>
            field === name && meaning.kind === "password" && meaning.shownAs === undefined,
        ),
      );
      if (!shown || schema.name === undefined) return [];
      return [
        {
          schema: schema.name,
          property: shown.name,
          told: `${shown.name} of ${schema.name} in answers: it is never answered`,
        },
      ];
    }),
  );
}

function hidePasswords(document: JsonObject, domain: Served): JsonObject {
  return passwordsOf(domain).reduce((current: JsonObject, { schema, property }) => {
    const keys = ["components", "schemas", schema, "properties", property];
    const found = valueAt(current, keys);
    return isJsonObject(found) ? replaceAt(current, keys, { ...found, writeOnly: true }) : current;
  }, document);
}

/** Media types that are neither JSON nor served beside it, where there is JSON. */
function otherTypes({ content }: JsonObject, served: readonly string[] = []): readonly string[] {
  const types = isJsonObject(content) ? Object.keys(content) : [];
  if (!types.some((type) => json.test(type))) return [];
  return types.filter((type) => !json.test(type) && !served.includes(type));
}

function servedOnly(holder: JsonObject, others: readonly string[]): JsonObject {
  const content = isJsonObject(holder["content"]) ? holder["content"] : {};
  return {
    ...holder,
    content: Object.fromEntries(Object.entries(content).filter(([type]) => !others.includes(type))),
  };
}

function list(types: readonly string[]): string {
  return types.join(" or ");
}

function withParameters(
  operation: JsonObject,
  parameter: JsonObject,
  others: readonly JsonObject[],
): JsonObject {
  const all = isList(operation["parameters"]) ? operation["parameters"] : [];
  const isThis = (each: JsonValue): boolean =>
    isJsonObject(each) && each["name"] === parameter["name"] && each["in"] === parameter["in"];
  return { ...operation, parameters: all.flatMap((each) => (isThis(each) ? [...others] : [each])) };
}

function changeAt(holder: JsonObject, key: string, change: (value: JsonObject) => JsonObject): JsonObject {
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  return isJsonObject(value) ? { ...holder, [key]: change(value) } : holder;
}

function without(holder: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(holder).filter(([each]) => each !== key));
}
