import { exampleOf, type JsonValue, jsonMedia, type Operation, successResponses } from "#contract";
import { fieldOf } from "#domain";
import { commaList, imported, literal, type Py, py, str } from "#python";
import { adderOf } from "./app/added-accounts.ts";
import { byCookie, refreshCookie, setsCookie, usesCookies } from "./app/cookie-names.ts";
import { createApp, lifespan } from "./app/create-app.ts";
import { primaryKey } from "./app/keys.ts";
import { pythonFile } from "./app/names.ts";
import type { Blueprint } from "./blueprint.ts";
import type { GeneratedFile } from "./file.ts";

/**
 * A server that keeps nothing: it answers every operation with its documented success and an example of its schema,
 * whatever is sent. It replaces `app/main.py` of the skeleton; a test that passes on it shows no effect. Another variant
 * answers other examples.
 */
export function emitExampleServer(blueprint: Blueprint, variant = 0): readonly GeneratedFile[] {
  const { contract, domain } = blueprint;
  const cookies = usesCookies(blueprint);
  const answers = [...contract.operations].sort(literalFirst).map((operation) => {
    const path = `${domain.basePath}${template(operation)}`;
    const { status, body } = exampleAnswer(blueprint, operation, variant);
    const printed = body === undefined ? py`None` : literal(body);
    const cookie = cookies && py`, ${setsExample(blueprint, operation) ? py`True` : py`False`}`;
    return py`(${str(operation.method.toUpperCase())}, ${str(path)}, ${status}, ${printed}${cookie})`;
  });
  const table = py`
    ANSWERS: tuple[tuple[str, str, int, ${imported("typing", "Any")}${cookies && py`, bool`}], ...] = (${commaList(answers)}${answers.length > 0 ? py`,` : py``})`;
  return [
    pythonFile("app/main.py", [
      table,
      endpoint(byCookie(blueprint) ? domain.accounts?.credential.parameter : refreshCookie(blueprint)),
      lifespan(),
      createApp(py`lifespan=lifespan`, routes(cookies), blueprint.database),
    ]),
    ...exampleAccounts(blueprint),
  ];
}

/** In place of the command that adds accounts: it adds none. */
function exampleAccounts(blueprint: Blueprint): readonly GeneratedFile[] {
  const { account } = blueprint;
  if (!account || !adderOf(blueprint)) return [];
  const meaning = fieldOf(account, account.identity.field)?.meaning;
  const key = meaning?.kind === "identity" && meaning.type !== "integer" ? py`"nobody"` : py`1`;
  return [
    pythonFile("app/add_account.py", [
      py`
        async def add(*_: object) -> ${imported("types", "SimpleNamespace")}:
            return ${imported("types", "SimpleNamespace")}(${primaryKey(account)}=${key})`,
    ]),
  ];
}

/** A path whose literal segment stands where another has a parameter comes first: routes are tried in order. */
function literalFirst(one: Operation, other: Operation): number {
  const shape = ({ segments }: Operation): string =>
    segments.map(({ kind }) => (kind === "literal" ? "0" : "1")).join("");
  return shape(one).localeCompare(shape(other));
}

/** The path with names of ours for its parameters: those of the contract need not be names to the framework. */
function template({ path, segments }: Operation): string {
  const parts = segments.map((segment, index) =>
    segment.kind === "literal" ? segment.text : `{part${index}}`,
  );
  return `/${parts.join("/")}${parts.length > 0 && path.endsWith("/") ? "/" : ""}`;
}

interface ExampleAnswer {
  readonly status: number;
  readonly body?: JsonValue;
}

function exampleAnswer(
  { contract, domain }: Blueprint,
  operation: Operation,
  variant: number,
): ExampleAnswer {
  const [response] = successResponses(operation);
  const status = response && /^\d{3}$/.test(response.status) ? Number(response.status) : 200;
  const media = response && jsonMedia(response.content);
  if (!media?.schema) return { status };
  const example = exampleOf(contract, media.schema, { direction: "response", variant });
  const token = domain.accounts?.tokenField;
  const isToken = domain.operations.some(
    ({ id, behaviour }) =>
      id === operation.id && behaviour.kind === "login" && behaviour.answer.token?.isText,
  );
  if (isToken) return { status, body: exampleToken };
  const isBeside = domain.operations.some(
    ({ id, behaviour }) =>
      id === operation.id && behaviour.kind === "login" && behaviour.answer.token?.account !== undefined,
  );
  if (isBeside && token !== undefined && isMap(example))
    return { status, body: { ...example, [token]: exampleToken } };
  return { status, body: token === undefined ? example : withToken(example, token) };
}

const exampleToken = "header.payload.signature";

/** Tests send credentials that they were given, so an example of one must look like one. */
function withToken(value: JsonValue, token: string): JsonValue {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map((each) => withToken(each, token));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === token && typeof each === "string" ? exampleToken : withToken(each, token),
    ]),
  );
}

function isMap(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !isList(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether the answer of an operation sets a cookie of whoever signs in. */
function setsExample({ modules }: Blueprint, { id }: Operation): boolean {
  return modules.some(({ operations }) =>
    operations.some((operation) => operation.meaning.id === id && setsCookie(operation)),
  );
}

function endpoint(cookie: string | undefined): Py {
  const [request, response] = [imported("fastapi", "Request"), imported("fastapi", "Response")];
  const callable = imported("collections.abc", "Callable");
  const awaitable = imported("collections.abc", "Awaitable");
  const json = imported("fastapi.responses", "JSONResponse");
  const sets = cookie !== undefined && py`, sets_cookie: bool`;
  return py`
    def answering(status: int, body: object${sets}) -> ${callable}[[${request}], ${awaitable}[${response}]]:
        async def answer(_: ${request}) -> ${response}:
            ${
              cookie === undefined
                ? py`
                if body is None:
                    return ${response}(status_code=status)
                return ${json}(body, status)`
                : py`
                response = ${response}(status_code=status) if body is None else ${json}(body, status)
                if sets_cookie:
                    response.set_cookie(${str(cookie)}, "example")
                return response`
            }

        return answer`;
}

function routes(cookies: boolean): Py {
  const cookie = cookies && py`, sets_cookie`;
  return py`
    for method, path, status, body${cookie} in ANSWERS:
        app.add_route(path, answering(status, body${cookie}), [method])`;
}
