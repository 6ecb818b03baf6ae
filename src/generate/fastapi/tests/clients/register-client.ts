import { commaList, imported, literal, name, type Py, py, str } from "#python";
import { clientsOf } from "../../clients/index.ts";
import { actOf } from "../acts.ts";
import { api, request } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import { helperName, type Kit } from "../kit.ts";
import { fieldNamed, type Registration, sampleOf, shownAs, smallest } from "./client-samples.ts";

/** A client is made: what is answered, what is kept, what is refused. */
export function registerClientCases(kit: Kit, operation: Registration): readonly TestCase[] {
  const act = actOf(kit, operation);
  return [
    answerCase(kit, operation),
    ...usualCase(operation),
    otherCase(operation),
    digestCase(kit, operation),
    ...(act ? credentialCases(kit, act) : []),
    ...missingCase(kit, operation),
    ...typeCase(kit, operation),
    ...redirectCase(kit, operation),
  ];
}

/** `await register_app(client, …)` */
export function registers(operation: Registration, details: readonly Py[] = []): Py {
  return py`await ${api(helperName(operation))}(${commaList([name("client"), ...details])})`;
}

/** What other tests call: `async def register_app(client, **details)`. */
export function registrationCall(kit: Kit, operation: Registration): Py {
  const sent = request(operation, { body: smallest(kit, operation, [py`**details`]) });
  return py`
    async def ${name(helperName(operation))}(client: ${imported("httpx", "AsyncClient")}, **details: object) -> ${api("Json")}:
        response = ${sent}
        assert response.status_code == ${operation.meaning.behaviour.answer.status}
        registered: ${api("Json")} = response.json()
        return registered`;
}

const answer = name("answered");

function answerCase(kit: Kit, operation: Registration): TestCase {
  const { given, shown, answer: success } = operation.meaning.behaviour;
  const sent = given.map((field) => [field, literal(sampleOf(kit, operation, field))] as const);
  const checks = shown.flatMap(({ name: field, is }): readonly Py[] => {
    const popped = py`${answer}.pop(${str(field)})`;
    switch (is) {
      case "issued-at":
        return [py`assert ${popped} == 1767323045`];
      case "secret-expires-at":
        return [py`assert ${popped} == 0`];
      case "configuration-uri":
        return [py`assert ${popped} == f"{response.request.url}/{client_id}"`];
      case "client-secret":
      case "configuration-token":
        return [py`assert ${popped}`];
      default:
        return [];
    }
  });
  const id = shownAs(operation, "client-id") ?? "";
  const echoed = shown.flatMap(({ name: field, is }) => {
    const found = is === "given" ? sent.find(([each]) => each.name === field) : undefined;
    return found ? [py`${str(field)}: ${found[1]}`] : [];
  });
  return {
    name: "answers the new client",
    fixtures: ["client"],
    uses: ["set_clock"],
    body: [
      py`response = ${request(operation, { body: py`{${commaList(sent.map(([field, value]) => py`${str(field.name)}: ${value}`))}}` })}`,
      paragraph(
        py`assert response.status_code == ${success.status}`,
        py`assert response.headers["Cache-Control"] == "no-store"`,
        py`${answer} = response.json()`,
        shownAs(operation, "configuration-uri") !== undefined
          ? py`client_id = ${answer}.pop(${str(id)})`
          : py`assert ${answer}.pop(${str(id)})`,
        ...checks,
        py`assert ${answer} == {${commaList(echoed)}}`,
      ),
    ],
  };
}

/** What a client has that asks for nothing. */
function usualCase(operation: Registration): readonly TestCase[] {
  const { shown, scopes, grantTypes } = operation.meaning.behaviour;
  const checks = shown.flatMap(({ name: field, is }): readonly Py[] => {
    const given = is === "given" ? fieldNamed(operation, "scopes", "scope-text", "grant-types") : undefined;
    const own = operation.meaning.behaviour.given.find((each) => each.name === field);
    if (!given || !own || own.required) return [];
    const value = py`registered[${str(field)}]`;
    if (own.is === "scopes") return [py`assert ${value} == ${literal(scopes.usual)}`];
    if (own.is === "scope-text") return [py`assert ${value} == ${str(scopes.usual.join(" "))}`];
    return own.is === "grant-types" ? [py`assert ${value} == ${literal(grantTypes.usual)}`] : [];
  });
  if (checks.length === 0) return [];
  return [
    {
      name: "gives what is usual to a client that asks for nothing",
      fixtures: ["client"],
      body: [py`registered = ${registers(operation)}`, paragraph(...checks)],
    },
  ];
}

function otherCase(operation: Registration): TestCase {
  const fields = (["client-id", "client-secret", "configuration-token"] as const).flatMap(
    (is) => shownAs(operation, is) ?? [],
  );
  return {
    name: "makes another client each time",
    fixtures: ["client"],
    body: [
      paragraph(py`one = ${registers(operation)}`, py`other = ${registers(operation)}`),
      paragraph(...fields.map((field) => py`assert one[${str(field)}] != other[${str(field)}]`)),
    ],
  };
}

function digestCase(kit: Kit, operation: Registration): TestCase {
  const table = clientsOf(kit.blueprint)?.module.name ?? "";
  const secrets = (
    [
      ["client-secret", "secret_hash"],
      ["configuration-token", "configuration_token_hash"],
    ] as const
  ).flatMap(([is, column]) => {
    const field = shownAs(operation, is);
    return field === undefined ? [] : [{ field, column }];
  });
  const statement = `SELECT ${secrets.map(({ column }) => column).join(", ")} FROM ${table}`;
  return {
    name: "keeps digests of what it shows once",
    fixtures: ["client", "connection"],
    body: [
      py`registered = ${registers(operation)}`,
      py`kept = (await connection.execute(${imported("sqlalchemy", "text")}(${str(statement)}))).one()`,
      paragraph(
        ...secrets.map(({ field, column }) => py`assert kept.${name(column)} != registered[${str(field)}]`),
      ),
    ],
  };
}

function missingCase(kit: Kit, operation: Registration): readonly TestCase[] {
  const required = operation.meaning.behaviour.given.filter((field) => field.required);
  if (required.length === 0) return [];
  return [
    {
      name: "refuses a missing field",
      fixtures: ["client"],
      parameters: [
        textParameter(
          "field",
          required.map((field) => str(field.name)),
        ),
      ],
      body: [
        paragraph(py`details = ${smallest(kit, operation)}`, py`del details[field]`),
        py`response = ${request(operation, { body: name("details") })}`,
        assertInvalid(operation, "body", name("field")),
      ],
    },
  ];
}

function typeCase(kit: Kit, operation: Registration): readonly TestCase[] {
  const fields = operation.meaning.behaviour.given;
  if (fields.length === 0) return [];
  return [
    {
      name: "refuses a field of another type",
      fixtures: ["client"],
      parameters: [
        textParameter(
          "field",
          fields.map((field) => str(field.name)),
        ),
      ],
      body: [
        py`response = ${request(operation, { body: smallest(kit, operation, [py`field: 5`]) })}`,
        assertInvalid(operation, "body", name("field")),
      ],
    },
  ];
}

function redirectCase(kit: Kit, operation: Registration): readonly TestCase[] {
  const types = fieldNamed(operation, "grant-types");
  const addresses = fieldNamed(operation, "redirect-uris");
  if (!types || !addresses) return [];
  const asked = [py`${str(types.name)}: ["authorization_code"]`, py`${str(addresses.name)}: []`];
  const body = smallest(kit, operation, asked, [types.name, addresses.name]);
  return [
    {
      name: "refuses to send nobody back",
      fixtures: ["client"],
      body: [
        py`response = ${request(operation, { body })}`,
        py`assert response.status_code == ${operation.meaning.refusals.body}`,
      ],
    },
  ];
}
