import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { readContract } from "#contract";
import { type Domain, type ErrorForm, type ErrorPart, understand } from "#domain";
import {
  googlePlants,
  jsonApiPlants,
  mappedPlants,
  mixedPlants,
  named,
  plainPlants,
  plants,
  problemPlants,
  silentPlants,
  springPlants,
} from "../generate/fastapi/refusing-sample.ts";
import { understandText, withAccounts } from "./check.ts";

function domainOf(contract: object): Domain {
  const { value } = readContract("plants.json", JSON.stringify(contract));
  ok(value);
  return understand(value).value;
}

/** What an error body is filled with: places by name, each with its kind. */
function outline(part: ErrorPart): unknown {
  switch (part.kind) {
    case "object":
      return Object.fromEntries(part.properties.map((each) => [each.name, outline(each.part)]));
    case "each":
      return [outline(part.item)];
    case "constant":
      return part.value;
    case "code":
      return `code ${part.words.find(({ status }) => status === 404)?.word}`;
    default:
      return part.kind;
  }
}

function outlineOf(form: ErrorForm): unknown {
  if (form.kind === "json") return { [form.mediaType]: outline(form.body) };
  return form.kind === "text" ? form.mediaType : form.kind;
}

/** Everything that an operation answers to what it refuses. */
function answersOf(domain: Domain, id: string): readonly string[] {
  const operation = domain.operations.find((each) => each.id === id);
  ok(operation);
  return operation.errors.map(
    ({ status, form, added, covered }) =>
      `${status} ${form.kind === "json" ? form.schemaName : form.kind}${added ? " added" : ""}${covered ? ` by ${covered}` : ""}`,
  );
}

describe("a form of errors is filled by what its names mean", () => {
  const check = (title: string, contract: object, expected: unknown): void => {
    test(title, () => deepStrictEqual(outlineOf(domainOf(contract).errors.form), expected));
  };
  check("problems of RFC 9457", problemPlants, {
    "application/problem+json": {
      type: "about:blank",
      title: "phrase",
      status: "status",
      detail: "message",
      instance: "path",
      invalidParams: [{ name: "place", reason: "message" }],
    },
  });
  check("Spring's", springPlants, {
    "application/json": {
      timestamp: "time",
      status: "status",
      error: "phrase",
      message: "message",
      path: "path",
    },
  });
  check("Google's", googlePlants, {
    "application/json": { error: { code: "status", message: "message", status: "code NOT_FOUND" } },
  });
  check("JSON:API's", jsonApiPlants, {
    "application/vnd.api+json": {
      errors: [{ status: "status", code: "code not_found", title: "phrase", detail: "message" }],
    },
  });
  check("by field", mappedPlants, { "application/json": { success: false, errors: "by-place" } });
  check("words alone", plainPlants, "text/plain");
  check("nothing at all", silentPlants, "empty");
  check("a contract that shows none", plants({}, { collection: {}, item: {} }), {
    "application/json": { detail: "message" },
  });
});

/** The one form of a contract whose error schema has these properties, all required. */
function formWith(properties: object, more: object = {}): ErrorForm {
  const schema = { type: "object", required: Object.keys(properties), properties, ...more };
  return domainOf(plants({ Error: schema }, { collection: { 400: named("Error") }, item: {} })).errors.form;
}

describe("one place of an error body", () => {
  const text = { type: "string" };
  const message = text;
  const check = (title: string, properties: object, expected: object): void => {
    test(title, () => deepStrictEqual(outlineOf(formWith(properties)), { "application/json": expected }));
  };
  check(
    "a number called code is the status",
    { code: { type: "integer" }, message },
    { code: "status", message: "message" },
  );
  check(
    "a text called code is a word",
    { code: text, message },
    { code: "code NOT_FOUND", message: "message" },
  );
  check(
    "spelled as the example",
    { code: { ...text, example: "notFound", examples: ["badRequest"] }, message },
    {
      code: "code notFound",
      message: "message",
    },
  );
  check(
    "chosen where there is a choice",
    { code: { ...text, enum: ["bad", "missing_thing"] }, message },
    {
      code: "code missing_thing",
      message: "message",
    },
  );
  check(
    "the id of the request",
    { requestId: text, message },
    { requestId: "request-id", message: "message" },
  );
  check(
    "an id of another form cannot be that of the request",
    { requestId: { ...text, format: "uuid" }, message },
    {
      requestId: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
      message: "message",
    },
  );
  check("a heading alone has the words", { title: text }, { title: "message" });
  check(
    "a heading beside words is the phrase",
    { title: text, detail: text },
    { title: "phrase", detail: "message" },
  );
  check(
    "error of OAuth is a word",
    { error: text, error_description: text },
    {
      error: "code NOT_FOUND",
      error_description: "message",
    },
  );
  check(
    "a text of any name has the words",
    { info: text, severity: { ...text, enum: ["low", "high"] } },
    {
      info: "message",
      severity: "low",
    },
  );
  check(
    "what nothing tells has its default",
    { message, level: { type: "integer", default: 3 } },
    {
      message: "message",
      level: 3,
    },
  );
  check(
    "or what is neutral and allowed",
    { message, level: { type: "integer", minimum: 5 }, tags: { type: "array" } },
    {
      message: "message",
      level: 5,
      tags: [],
    },
  );

  test("a guess is told", () => {
    const { because } = formWith({ message, level: { type: "integer", default: 3 } }).evidence;
    match(because.at(-1)?.message ?? "", /nothing tells what level is to say: it is always 3/);
  });

  test("optional places without a meaning are left out", () => {
    const form = formWith({ message, docs: { type: "string", format: "uri" } }, { required: ["message"] });
    deepStrictEqual(outlineOf(form), { "application/json": { message: "message" } });
  });
});

describe("each status of each operation has its own form", () => {
  const domain = domainOf(mixedPlants);
  test("as it is documented", () => {
    deepStrictEqual(answersOf(domain, "addPlant"), ["400 text", "422 HTTPValidationError"]);
    deepStrictEqual(answersOf(domain, "readPlant"), [
      "400 empty",
      "404 NotFoundError",
      "422 HTTPValidationError",
    ]);
    deepStrictEqual(answersOf(domain, "changePlant"), [
      "400 empty",
      "404 NotFoundError",
      "422 HTTPValidationError",
    ]);
  });
  test("and known where nothing leads to it: who reads sends nothing that a second status would be for", () => {
    const { never } = domain.operations.find(({ id }) => id === "readPlant") ?? {};
    deepStrictEqual(never, [{ status: 422, because: "what is refused of a request is answered with 400" }]);
  });
  test("what is left out has the form that the status has elsewhere", () => {
    const jsonApi = domainOf(problemPlants);
    deepStrictEqual(answersOf(jsonApi, "readPlant"), ["400 Problem", "404 Problem", "500 Problem"]);
    deepStrictEqual(answersOf(domainOf(silentPlants), "listPlants"), ["400 empty added"]);
  });
  test("ranges cover what they cover", () => {
    const google = domainOf(googlePlants);
    deepStrictEqual(answersOf(google, "addPlant"), ["422 Status by default"]);
    deepStrictEqual(answersOf(google, "readPlant"), ["404 Status by 4XX", "422 Status by 4XX"]);
    deepStrictEqual(
      google.operations.map(({ otherErrors }) => otherErrors.map(({ range }) => range).join()),
      ["", "default", "4XX,default", "4XX,default", "4XX,default"],
    );
  });
});

describe("which status refuses is each operation's own", () => {
  const refusals = (contract: object, id: string) =>
    domainOf(contract).operations.find((each) => each.id === id)?.refusals;
  test("400 for what cannot be read, 422 for bodies, where both are documented", () =>
    deepStrictEqual(refusals(mixedPlants, "addPlant"), {
      parameters: 400,
      body: 422,
      conflict: 422,
      credentials: 401,
      strangers: 403,
    }));
  test("400 where it alone is", () =>
    deepStrictEqual(refusals(problemPlants, "addPlant"), {
      parameters: 400,
      body: 400,
      conflict: 400,
      credentials: 401,
      strangers: 403,
    }));
  test("409 only where it is documented", () => {
    strictEqual(refusals(jsonApiPlants, "addPlant")?.conflict, 409);
    strictEqual(refusals(jsonApiPlants, "changePlant")?.conflict, 422);
  });
});

describe("wrong credentials are refused", () => {
  const check = (title: string, responses: string, expected: readonly string[], status: number): void => {
    test(title, () => {
      const domain = understandText(
        withAccounts("").replace(/(operationId: login[\s\S]*?responses: \{)/, `$1 ${responses},`),
      );
      strictEqual(domain.operations.find(({ id }) => id === "login")?.refusals.credentials, status);
      deepStrictEqual(answersOf(domain, "login"), expected);
    });
  };
  const error =
    "content: { application/json: { schema: { type: object, properties: { message: { type: string } } } } }";
  check(
    "with 401, where nothing else is documented",
    `"400": { description: Bad request, ${error} }`,
    ["400 Error", "401 Error added", "429 Error added"],
    401,
  );
  check(
    "as the operation says it of passwords",
    `"400": { description: Invalid username or password, ${error} }`,
    ["400 Error", "429 Error added"],
    400,
  );
});

test("a hostile media type does not reach a header", () => {
  const schema = { type: "object", properties: { message: { type: "string" } } };
  const hostile = "application/json; charset=utf-8\r\nX-Evil: 1";
  const { form } = domainOf(
    plants({ Error: schema }, { collection: { 400: named("Error", hostile) }, item: {} }),
  ).errors;
  ok(form.kind === "json");
  strictEqual(form.mediaType, "application/json");
});
