import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { type DomainSettings, noSettings, understand } from "#domain";

interface Sample {
  readonly server?: string;
  readonly tokenUrl?: string;
  readonly description?: string;
  readonly body?: string;
  readonly answer?: string;
  readonly more?: string;
  readonly settings?: DomainSettings;
}

const scopes = "scopes: { type: array, items: { type: string, enum: ['a:read', 'a:write', 'b:read'] } }";

/** What the registration of a kiosk is understood as. */
function registering(sample: Sample) {
  const { server = "https://kiosk.example/v1", tokenUrl = "https://kiosk.example/token" } = sample;
  const { description = "", body = scopes, answer = "", more = "" } = sample;
  const { value, findings } = readContract(
    "kiosk.yaml",
    `openapi: 3.1.0
info: { title: Kiosk, version: "1" }
servers: [{ url: "${server}" }]
paths:
  /machines:
    post:
      operationId: enrol
      description: ${JSON.stringify(description)}
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string }, ${body} } } } } }
      responses: { "201": { description: in, content: { application/json: { schema: { type: object, required: [clientId, clientSecret${answer === "" ? "" : ", extra"}], properties: { clientId: { type: string }, clientSecret: { type: string }${answer} } } } } } }
  /papers:
    post:
      operationId: print
      security: [{ machines: ["a:write"] }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [page], properties: { page: { type: string } } } } } }
      responses: { "201": { description: printed, content: { application/json: { schema: { $ref: "#/components/schemas/Paper" } } } } }
${more}
components:
  securitySchemes:
    machines:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: "${tokenUrl}", scopes: { "a:read": r, "a:write": w, "b:read": r } } }
  schemas:
    Paper: { type: object, required: [id, page], properties: { id: { type: integer }, page: { type: string } } }
`,
  );
  assert.deepEqual(
    findings.filter(({ severity }) => severity === "error"),
    [],
  );
  assert.ok(value);
  const domain = understand(value, sample.settings ?? noSettings).value;
  const behaviour = domain.operations.find(({ id }) => id === "enrol")?.behaviour;
  assert.ok(behaviour);
  return { behaviour, domain };
}

for (const [server, tokenUrl, path] of [
  ["https://kiosk.example/v1", "https://kiosk.example/token", "/token"],
  ["https://kiosk.example/v1", "HTTPS://KIOSK.example/v1/token", "/v1/token"],
  ["https://kiosk.example/v1", "/oauth/token", "/oauth/token"],
  ["https://kiosk.example/v1", "token", "/v1/token"],
  ["https://kiosk.example/v1", "https://login.example/token", undefined],
  ["/v1", "https://kiosk.example/token", undefined],
  ["https://kiosk.example/v1", "http://kiosk.example/token", undefined],
] as const)
  test(`tokens of ${tokenUrl} on ${server}`, () => {
    const { behaviour, domain } = registering({ server, tokenUrl });
    const issued = domain.outside.flatMap((each) => (each.kind === "token" ? [each.issued?.tokenPath] : []));
    assert.deepEqual(issued, [path]);
    assert.equal(behaviour.kind === "register-client" ? behaviour.tokenPath : undefined, path);
  });

test("scopes that are left out are those that the text tells, and else none", () => {
  const usual = (sample: Sample) => {
    const { behaviour } = registering(sample);
    assert.equal(behaviour.kind, "register-client");
    return behaviour.kind === "register-client" ? behaviour.scopes.usual : [];
  };
  assert.deepEqual(usual({}), []);
  assert.deepEqual(usual({ description: "`scopes` defaults to all available scopes." }), [
    "a:read",
    "a:write",
    "b:read",
  ]);
  assert.deepEqual(usual({ description: "`scopes` defaults to all available\n  scopes (a:read, b:read)" }), [
    "a:read",
    "b:read",
  ]);
  assert.deepEqual(usual({ body: scopes.replace("array,", "array, default: ['b:read'],") }), ["b:read"]);
});

test("the owner may allow fewer scopes, and plan tells which there are", () => {
  const settings = { operations: { enrol: { scopes: "a:read" } } };
  const { behaviour, domain } = registering({ description: "scopes defaults to all", settings });
  assert.ok(behaviour.kind === "register-client");
  assert.deepEqual(behaviour.scopes, { known: ["a:read"], usual: ["a:read"] });
  assert.deepEqual(
    domain.assumptions.map(({ setting, chosen }) => [setting, chosen]),
    [["domain.operations.enrol.scopes", "a:read"]],
  );
});

test("what nothing says anything of leaves the registration open, and its tokens to another server", () => {
  const reasons: readonly (readonly [Sample, RegExp])[] = [
    [{ body: "jwks: { type: object }" }, /nothing says what jwks of a client is/],
    [{ answer: ", extra: { type: integer }" }, /nothing says what extra of its answer holds/],
  ];
  for (const [sample, reason] of reasons) {
    const { behaviour, domain } = registering(sample);
    assert.ok(behaviour.kind === "custom");
    assert.match(behaviour.reason, reason);
    assert.ok(domain.outside.every((each) => each.kind !== "token" || each.issued === undefined));
  }
});

test("a token endpoint that is an operation of the contract is that operation's", () => {
  const more = `  /token:
    post: { operationId: issue, responses: { "200": { description: issued } } }`;
  const { behaviour } = registering({ server: "https://kiosk.example", more });
  assert.notEqual(behaviour.kind, "register-client");
});
