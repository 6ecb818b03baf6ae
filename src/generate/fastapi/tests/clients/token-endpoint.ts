import { assert } from "#base";
import { commaList, formatted, imported, literal, name, type Py, py, str } from "#python";
import { clientsOf } from "../../clients/index.ts";
import { type Act, actOf } from "../acts.ts";
import { api, request } from "../calls.ts";
import { paragraph, type TestCase, type TestModule } from "../cases.ts";
import type { Kit } from "../kit.ts";
import { fieldNamed, type Registration, shownAs } from "./client-samples.ts";
import { registers } from "./register-client.ts";

/** `test_token_endpoint.py`: what a client is granted, seen through an operation that its tokens open. */
export function tokenEndpointModules(kit: Kit): readonly TestModule[] {
  const plan = clientsOf(kit.blueprint);
  if (!plan) return [];
  const operation = plan.operation as Registration;
  return [
    {
      path: `tests/${plan.module.name}/test_token_endpoint.py`,
      above: [askFunction(operation)],
      cases: [
        ...openCases(kit, operation),
        ...formCase(operation),
        ...scopeCases(operation),
        secretCase(operation),
        ...grantCases(operation),
        malformedCase(operation),
      ],
    },
  ];
}

const header = imported("tests.credentials", "HeaderKey");

/** Asks for a token with the credentials of a client in the header. */
function askFunction({ meaning: { behaviour } }: Registration): Py {
  const id = "client-id";
  const secret = "client-secret";
  const field = (is: typeof id | typeof secret): Py =>
    str(behaviour.shown.find((each) => each.is === is)?.name ?? "");
  return py`
    URL = ${str(`http://test${behaviour.tokenPath}`)}


    async def ask(
        client: ${imported("httpx", "AsyncClient")}, registered: ${api("Json")}, **form: str
    ) -> ${imported("httpx", "Response")}:
        auth = ${imported("httpx", "BasicAuth")}(registered[${field(id)}], registered[${field(secret)}])
        return await client.post(URL, data=form, auth=auth)`;
}

const granted = py`grant_type="client_credentials"`;

function wantsScopes(operation: Registration, scopes: readonly string[]): readonly Py[] {
  const field = fieldNamed(operation, "scopes", "scope-text");
  if (!field) return [];
  const value = field.is === "scopes" ? literal(scopes) : str(scopes.join(" "));
  return [py`${name(field.name)}=${value}`];
}

/** A call that a token of the scheme opens, with the scopes that it asks for. */
function openAct(
  kit: Kit,
  operation: Registration,
): { readonly act: Act; readonly scopes: readonly string[] } | undefined {
  const { scheme } = operation.meaning.behaviour;
  const acts = kit.operations
    .filter(({ meaning }) => meaning.grants.some((grant) => grant.scheme === scheme))
    .flatMap((each) => actOf(kit, each) ?? []);
  const act = acts.find(({ statements }) => statements.length === 0) ?? acts[0];
  const grant = act?.operation.meaning.grants.find((each) => each.scheme === scheme);
  return act && grant ? { act, scopes: grant.scopes } : undefined;
}

function openCases(kit: Kit, operation: Registration): readonly TestCase[] {
  const found = openAct(kit, operation);
  const { known, usual } = operation.meaning.behaviour.scopes;
  if (!found) return [];
  const { act, scopes } = found;
  const mayAsk = fieldNamed(operation, "scopes", "scope-text") ? known : usual;
  if (!scopes.every((scope) => mayAsk.includes(scope))) return [];
  const called = (token: Py): Py =>
    request(act.operation, {
      rows: act.rows,
      ...(act.body && { body: act.body }),
      auth: py`${header}("Authorization", ${formatted(["Bearer ", token])})`,
    });
  const { behaviour } = act.operation.meaning;
  assert(behaviour.kind !== "custom", "what is left open has no test of this kind");
  const others = known.filter((scope) => !scopes.includes(scope)).slice(0, 1);
  const open: TestCase = {
    name: "a token of a client opens what its scopes do",
    fixtures: ["client"],
    body: [
      paragraph(
        ...act.statements,
        py`registered = ${registers(operation, wantsScopes(operation, scopes))}`,
        py`issued = (await ask(client, registered, ${granted})).json()`,
      ),
      py`response = ${called(py`issued["access_token"]`)}`,
      py`assert response.status_code == ${behaviour.answer.status}`,
    ],
  };
  const closed: TestCase = {
    name: "a token of a client opens nothing beyond its scopes",
    fixtures: ["client"],
    body: [
      paragraph(
        ...act.statements,
        py`registered = ${registers(operation, wantsScopes(operation, others))}`,
        py`issued = (await ask(client, registered, ${granted})).json()`,
      ),
      py`response = ${called(py`issued["access_token"]`)}`,
      py`${api("assert_refused")}(response, 403)`,
    ],
  };
  return [open, ...(scopes.length > 0 && fieldNamed(operation, "scopes", "scope-text") ? [closed] : [])];
}

function formCase(operation: Registration): readonly TestCase[] {
  const [id, secret] = [shownAs(operation, "client-id") ?? "", shownAs(operation, "client-secret") ?? ""];
  const form = [
    py`"grant_type": "client_credentials"`,
    py`"client_id": registered[${str(id)}]`,
    py`"client_secret": registered[${str(secret)}]`,
  ];
  return [
    {
      name: "takes the credentials of a client in the form",
      fixtures: ["client"],
      body: [
        py`registered = ${registers(operation)}`,
        py`response = await client.post(URL, data={${commaList(form)}})`,
        paragraph(
          py`assert response.status_code == 200`,
          py`assert response.headers["Cache-Control"] == "no-store"`,
          py`issued = response.json()`,
          py`assert issued.pop("access_token")`,
          py`assert issued == {"token_type": "Bearer", "expires_in": 3600, "scope": ${str(operation.meaning.behaviour.scopes.usual.join(" "))}}`,
        ),
      ],
    },
  ];
}

function scopeCases(operation: Registration): readonly TestCase[] {
  const { known } = operation.meaning.behaviour.scopes;
  const [one, other] = known;
  if (one === undefined || other === undefined || !fieldNamed(operation, "scopes", "scope-text")) return [];
  return [
    {
      name: "grants fewer scopes where fewer are asked for, and never more",
      fixtures: ["client"],
      body: [
        py`registered = ${registers(operation, wantsScopes(operation, [one, other]))}`,
        py`fewer = await ask(client, registered, ${granted}, scope=${str(one)})`,
        py`assert fewer.json()["scope"] == ${str(one)}`,
      ],
    },
    {
      name: "refuses scopes that the client does not have",
      fixtures: ["client"],
      body: [
        py`registered = ${registers(operation, wantsScopes(operation, [one]))}`,
        py`response = await ask(client, registered, ${granted}, scope=${str(`${one} ${other}`)})`,
        paragraph(
          py`assert response.status_code == 400`,
          py`assert response.json() == {"error": "invalid_scope"}`,
        ),
      ],
    },
  ];
}

function secretCase(operation: Registration): TestCase {
  const [id, secret] = [shownAs(operation, "client-id") ?? "", shownAs(operation, "client-secret") ?? ""];
  const auths = [
    py`${imported("httpx", "Auth")}()`,
    py`${imported("httpx", "BasicAuth")}(registered[${str(id)}], registered[${str(secret)}] + "x")`,
    py`${imported("httpx", "BasicAuth")}("nobody", registered[${str(secret)}])`,
    py`${imported("httpx", "BasicAuth")}("nul\0", registered[${str(secret)}])`,
    py`${header}("Authorization", "Basic nonsense")`,
    py`${header}("Authorization", "Bearer bm9ib2R5Om5vdGhpbmc=")`,
  ];
  return {
    name: "refuses who is no client",
    fixtures: ["client"],
    body: [
      py`registered = ${registers(operation)}`,
      py`
        for auth in (${commaList(auths)}):
            response = await client.post(URL, data={"grant_type": "client_credentials"}, auth=auth)
            assert response.status_code == 401
            assert response.json() == {"error": "invalid_client"}
            assert response.headers["WWW-Authenticate"].startswith("Basic")`,
    ],
  };
}

function refused(
  text: string,
  operation: Registration,
  form: readonly Py[],
  reason: string,
  details: readonly Py[] = [],
): TestCase {
  return {
    name: text,
    fixtures: ["client"],
    body: [
      py`registered = ${registers(operation, details)}`,
      py`response = await ask(${commaList([name("client"), name("registered"), ...form])})`,
      paragraph(
        py`assert response.status_code == 400`,
        py`assert response.json() == {"error": ${str(reason)}}`,
      ),
    ],
  };
}

function grantCases(operation: Registration): readonly TestCase[] {
  const types = fieldNamed(operation, "grant-types");
  const addresses = fieldNamed(operation, "redirect-uris");
  const mayBeOther = types && operation.meaning.behaviour.grantTypes.known.includes("authorization_code");
  const details = [
    ...(types ? [py`${name(types.name)}=["authorization_code"]`] : []),
    ...(addresses ? [py`${name(addresses.name)}=["https://client.example/callback"]`] : []),
  ];
  return [
    refused(
      "refuses grants that nobody could agree to",
      operation,
      [py`grant_type="authorization_code"`, py`code="any"`],
      "unsupported_grant_type",
    ),
    refused("refuses a request without a grant", operation, [py`scope=""`], "invalid_request"),
    ...(mayBeOther
      ? [
          refused(
            "refuses a grant that the client did not register",
            operation,
            [granted],
            "unauthorized_client",
            details,
          ),
        ]
      : []),
  ];
}

/** What is no form, what says a thing twice, and credentials in two places. */
function malformedCase(operation: Registration): TestCase {
  const [id, secret] = [shownAs(operation, "client-id") ?? "", shownAs(operation, "client-secret") ?? ""];
  const bodies = [
    py`b"grant_type=%ff"`,
    py`b"grant_type=client_credentials&grant_type=client_credentials"`,
    py`b"grant_type=client_credentials&client_secret=any"`,
  ];
  return {
    name: "refuses what it cannot read",
    fixtures: ["client"],
    body: [
      paragraph(
        py`registered = ${registers(operation)}`,
        py`auth = ${imported("httpx", "BasicAuth")}(registered[${str(id)}], registered[${str(secret)}])`,
      ),
      py`
        for content in (${commaList(bodies)}):
            response = await client.post(URL, content=content, auth=auth)
            assert response.status_code == 400
            assert response.json() == {"error": "invalid_request"}`,
    ],
  };
}
