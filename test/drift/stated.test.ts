import { deepStrictEqual, match, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { parse, stringify } from "yaml";
import { readContract } from "#contract";
import { openMemory } from "#workspace";
import { readOverlay } from "../../src/contract/overlay/read-overlay.ts";
import { drift } from "../../src/verbs/drift.ts";
import { runPipeline } from "../fuzz/pipeline.ts";
import { context } from "../verbs/context.ts";

/** What a build states in its overlay, in lines, once it was seen that the code keeps the contract with it. */
async function stated(contract: object): Promise<readonly string[]> {
  const { files = [], problems } = await runPipeline("openapi.yaml", stringify(contract));
  deepStrictEqual(problems, []);
  const tree = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  const { value } = await drift.run(openMemory({ files: tree }), {}, context);
  deepStrictEqual(
    value.drifts.map(({ kind, item, at, aspect }) => `${kind} | ${item} | ${at} | ${aspect ?? ""}`),
    [],
  );
  const overlay = tree["docs/openapi.overlay.yaml"] ?? "actions: []";
  const reading = readContract("openapi.yaml", tree["docs/openapi.yaml"] ?? "", undefined, [
    readOverlay("openapi.overlay.yaml", overlay),
  ]);
  strictEqual(reading.findings.filter(({ rule }) => rule.includes("overlay")).length, 0);
  interface Action {
    readonly target: string;
    readonly description?: string;
    readonly update?: unknown;
  }
  const actions: readonly Action[] = parse(overlay).actions;
  return actions
    .filter(({ description }) => description !== undefined)
    .map(({ target, description, update }) =>
      [
        target.replace(/^\$\.paths/, "…"),
        update === undefined ? "-" : JSON.stringify(update),
        description,
      ].join(" | "),
    );
}

/** An operation with the answers that it documents and never gives. */
const never = (operation: string, reasons: object) =>
  `${operation} | ${JSON.stringify({ "x-keelback-never-answered": reasons })} | documented, and nothing leads to it`;

const json = (schema: object) => ({ "application/json": { schema } });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const made = (name: string) => ({ "201": { description: "made", content: json(reference(name)) } });

const person = {
  type: "object",
  properties: { name: { type: "string" }, password: { type: "string", format: "password" } },
};
const shown = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "integer" }, name: { type: "string" } },
};
const token = { type: "object", required: ["token"], properties: { token: { type: "string" } } };

/** People who sign up and in, in a contract that asks for next to nothing. */
function people(
  version: string,
  { signUp, signIn, more = {} }: { readonly signUp: object; readonly signIn: object; readonly more?: object },
) {
  return {
    openapi: version,
    info: { title: "Reserve", version: "1" },
    paths: {
      "/people": { post: { operationId: "signUp", ...signUp, responses: made("Person") } },
      "/sign-in": {
        post: {
          operationId: "signIn",
          summary: "Sign in",
          ...signIn,
          responses: {
            "200": { description: "in", content: json(token) },
            "401": { description: "Wrong name or password" },
          },
        },
      },
      ...more,
    },
    components: {
      schemas: { NewPerson: person, Person: shown },
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
  };
}

const needed = "name, password: nothing can be done without it";
const both = '"required":["name","password"]';

describe("a build states what a body must bring", () => {
  for (const version of ["3.0.3", "3.1.0"])
    test(`beside a reference, which stays for others, in ${version}`, async () => {
      const requestBody = { required: true, content: json(reference("NewPerson")) };
      const at = "requestBody.content['application/json'].schema";
      deepStrictEqual(await stated(people(version, { signUp: { requestBody }, signIn: { requestBody } })), [
        ...["/people", "/sign-in"].flatMap((path) => [
          `…['${path}'].post.${at}['$ref'] | - | ${needed}`,
          `…['${path}'].post.${at} | {"allOf":[{"$ref":"#/components/schemas/NewPerson"},{${both}}]} | ${needed}`,
        ]),
      ]);
    });

  test("in a schema that stands there itself", async () => {
    const requestBody = { required: true, content: json(person) };
    const at = "requestBody.content['application/json'].schema";
    deepStrictEqual(await stated(people("3.1.0", { signUp: { requestBody }, signIn: { requestBody } })), [
      `…['/people'].post.${at} | {${both}} | ${needed}`,
      `…['/sign-in'].post.${at} | {${both}} | ${needed}`,
    ]);
  });

  test("with what stands around it", async () => {
    const around = { type: "object", properties: { person: reference("NewPerson") } };
    const requestBody = { required: true, content: json(around) };
    const at = "requestBody.content['application/json'].schema";
    const demand = `{"allOf":[{"required":["person"],"properties":{"person":{${both}}}}]}`;
    const why = `person: what is sent stands in it; ${needed}`;
    deepStrictEqual(await stated(people("3.1.0", { signUp: { requestBody }, signIn: { requestBody } })), [
      `…['/people'].post.${at} | ${demand} | ${why}`,
      `…['/sign-in'].post.${at} | ${demand} | ${why}`,
    ]);
  });

  test("in a body of its own where several operations share one", async () => {
    const contract = people("3.1.0", {
      signUp: { requestBody: { $ref: "#/components/requestBodies/Person" } },
      signIn: { requestBody: { $ref: "#/components/requestBodies/Person" } },
    });
    const components = {
      ...contract.components,
      requestBodies: { Person: { required: true, content: json(reference("NewPerson")) } },
    };
    const body = `{"required":true,"content":{"application/json":{"schema":{"allOf":[{"$ref":"#/components/schemas/NewPerson"},{${both}}]}}}}`;
    deepStrictEqual(
      await stated({ ...contract, components }),
      ["/people", "/sign-in"].flatMap((path) => [
        `…['${path}'].post.requestBody['$ref'] | - | ${needed}`,
        `…['${path}'].post.requestBody | ${body} | ${needed}`,
      ]),
    );
  });
});

describe("a build states who is asked for a credential", () => {
  const requestBody = {
    required: true,
    content: json({ ...person, required: ["name", "password"] }),
  };
  const signUp = { requestBody, security: [] };

  test("where the contract asks those who have none yet", async () => {
    const contract = people("3.1.0", {
      signUp: { requestBody },
      signIn: { requestBody, security: [{ bearer: [] }] },
    });
    deepStrictEqual(await stated({ ...contract, security: [{ bearer: [] }] }), [
      `…['/people'].post | {"security":[]} | whoever calls it has no credential yet`,
      `…['/sign-in'].post.security | - | whoever calls it has no credential yet`,
      `…['/sign-in'].post | {"security":[]} | whoever calls it has no credential yet`,
    ]);
  });

  test("where the contract asks nobody", async () => {
    const leaving = {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      get: {
        operationId: "showPerson",
        responses: { "200": { description: "one", content: json(reference("Person")) } },
      },
      delete: {
        operationId: "leave",
        description: "The person must be signed in.",
        responses: { "204": { description: "gone" } },
      },
    };
    const contract = people("3.1.0", {
      signUp,
      signIn: { requestBody, security: [] },
      more: { "/people/{id}": leaving },
    });
    const components = { schemas: contract.components.schemas };
    const why = "callers are asked who they are: what is done here is not for everybody";
    deepStrictEqual(await stated({ ...contract, components }), [
      `$ | {"components":{"securitySchemes":{"bearer":{"type":"http","scheme":"bearer"}}}} | how callers show who they are`,
      `…['/people/{id}'].delete | {"security":[{"bearer":[]}]} | ${why}`,
    ]);
  });
});

describe("a build states which parameters must be sent", () => {
  const parameters = [
    { name: "name", in: "query", schema: { type: "string" } },
    { name: "password", in: "query", schema: { type: "string", format: "password" } },
  ];
  const signUp = {
    requestBody: { required: true, content: json({ ...person, required: ["name", "password"] }) },
  };
  const contract = (signIn: object, item: object = {}) => {
    const whole = people("3.1.0", { signUp, signIn: {} });
    const { post } = whole.paths["/sign-in"];
    const responses = {
      "200": { description: "The token", content: json({ type: "string" }) },
      "401": { description: "Wrong name or password" },
    };
    return {
      ...whole,
      paths: { ...whole.paths, "/sign-in": { ...item, get: { ...post, ...signIn, responses } } },
    };
  };

  test("that stand in the operation", async () => {
    deepStrictEqual(
      await stated(contract({ parameters })),
      ["name", "password"].map(
        (name) =>
          `…['/sign-in'].get.parameters[?@.name == '${name}' && @.in == 'query'] | {"required":true} | ${name}: nothing can be done without it`,
      ),
    );
  });

  test("that stand at the path", async () => {
    deepStrictEqual(
      await stated(contract({}, { parameters })),
      parameters.map(
        (parameter) =>
          `…['/sign-in'].get | ${JSON.stringify({ parameters: [{ ...parameter, required: true }] })} | ${parameter.name}: nothing can be done without it`,
      ),
    );
  });

  test("that are shared", async () => {
    const whole = contract({
      parameters: parameters.map(({ name }) => ({ $ref: `#/components/parameters/${name}` })),
    });
    const shared = Object.fromEntries(parameters.map((each) => [each.name, each]));
    deepStrictEqual(
      await stated({ ...whole, components: { ...whole.components, parameters: shared } }),
      parameters.flatMap((parameter) => {
        const why = `${parameter.name}: nothing can be done without it`;
        return [
          `…['/sign-in'].get.parameters[?@['$ref'] == '#/components/parameters/${parameter.name}'] | - | ${why}`,
          `…['/sign-in'].get | ${JSON.stringify({ parameters: [{ ...parameter, required: true }] })} | ${why}`,
        ];
      }),
    );
  });
});

describe("a build states what else it does beyond the contract", () => {
  const crate = {
    type: "object",
    required: ["id", "label"],
    properties: { id: { type: "integer", readOnly: true }, label: { type: "string" } },
  };
  const crates = (post: object, schema: object = crate) => ({
    openapi: "3.1.0",
    info: { title: "Yard", version: "1" },
    paths: {
      "/crates": {
        get: {
          operationId: "all",
          responses: {
            "200": { description: "all", content: json({ type: "array", items: reference("Crate") }) },
          },
        },
        post: {
          operationId: "make",
          requestBody: { required: true, content: json(reference("Crate")) },
          responses: made("Crate"),
          ...post,
        },
      },
    },
    components: { schemas: { Crate: schema } },
  });

  test("headers that nothing reads", async () => {
    const parameters = [{ name: "X-Colour", in: "header", schema: { type: "string" } }];
    deepStrictEqual(await stated(crates({ parameters })), [
      "…['/crates'].post.parameters[?@.name == 'X-Colour' && @.in == 'header'] | - | X-Colour: nothing says what it does, and nothing reads it",
    ]);
  });

  test("successes that nothing tells the time of", async () => {
    const responses = {
      ...made("Crate"),
      "200": { description: "there", content: json(reference("Crate")) },
    };
    deepStrictEqual(await stated(crates({ responses })), [
      never("…['/crates'].post", { "201": "nothing tells when it would be: 200 is answered" }),
    ]);
  });

  test("values that are looked up as they stand, and keys beyond the last; where keys begin is held to", async () => {
    const label = { type: "string", format: "duration" };
    const contract = crates({}, { ...crate, properties: { ...crate.properties, label } });
    const list = contract.paths["/crates"].get;
    const several = { type: "array", items: label };
    const parameters = [{ name: "label", in: "query", schema: several }];
    const key = { type: "integer", minimum: 1, maximum: 99 };
    const item = {
      parameters: [{ name: "id", in: "path", required: true, schema: key }],
      get: {
        operationId: "one",
        responses: { "200": { description: "one", content: json(reference("Crate")) } },
      },
    };
    const paths = {
      "/crates": { ...contract.paths["/crates"], get: { ...list, parameters } },
      "/crates/{id}": item,
    };
    deepStrictEqual(await stated({ ...contract, paths }), [
      "…['/crates'].get.parameters[?@.name == 'label' && @.in == 'query'].schema.items.format | - | label: is compared as it stands, and what no row is finds nothing",
      `…['/crates/{id}'].get | {"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"integer","minimum":1}}]} | id: what is beyond it is not there, and is answered so`,
    ]);
  });

  test("the key that tells rows apart, where nothing shows one", async () => {
    const named = { type: "object", required: ["label"], properties: { label: { type: "string" } } };
    const contract = crates({}, named);
    const item = {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      get: {
        operationId: "one",
        responses: { "200": { description: "one", content: json(reference("Crate")) } },
      },
    };
    deepStrictEqual(await stated({ ...contract, paths: { ...contract.paths, "/crates/{id}": item } }), [
      `$.components.schemas.Crate | {"properties":{"id":{"type":"integer","readOnly":true}},"required":["id"]} | id: nothing else tells one Crate from another`,
    ]);
  });

  test("a credential that stands among the headers is one that security asks for", async () => {
    const whole = people("3.1.0", {
      signUp: {
        requestBody: { required: true, content: json({ ...person, required: ["name", "password"] }) },
      },
      signIn: {
        requestBody: { required: true, content: json({ ...person, required: ["name", "password"] }) },
      },
    });
    const yard = crates({
      parameters: [{ name: "access-token", in: "header", required: true, schema: { type: "string" } }],
    });
    const told = await stated({
      ...whole,
      paths: { ...whole.paths, ...yard.paths },
      components: { schemas: { ...whole.components.schemas, Crate: crate } },
    });
    deepStrictEqual(told, [
      `$ | {"components":{"securitySchemes":{"access-token":{"type":"apiKey","in":"header","name":"access-token"}}}} | how callers show who they are`,
      `…['/crates'].post | {"security":[{"access-token":[]}]} | callers are asked who they are: what is done here is not for everybody`,
      "…['/crates'].post.parameters[?@.name == 'access-token' && @.in == 'header'] | - | access-token: it is the credential, which security asks for",
    ]);
  });
});

test("every way to make rows has tests, and so has what a search refuses", async () => {
  const text = { type: "string" };
  const crate = {
    type: "object",
    required: ["id", "label"],
    properties: { id: { type: "integer" }, label: text },
  };
  const requestBody = {
    required: true,
    content: json({ type: "object", required: ["label"], properties: { label: text } }),
  };
  const all = { "200": { description: "all", content: json({ type: "array", items: reference("Crate") }) } };
  const contract = {
    openapi: "3.1.0",
    info: { title: "Yard", version: "1" },
    paths: {
      "/crates": {
        get: {
          operationId: "all",
          parameters: [{ name: "keyword", in: "query", schema: text }],
          responses: all,
        },
        post: { operationId: "make", requestBody, responses: made("Crate") },
      },
      "/boxes": { post: { operationId: "box", requestBody, responses: made("Crate") } },
    },
    components: { schemas: { Crate: crate } },
  };
  deepStrictEqual(await stated(contract), []);
});

test("rows of which nothing is told but their key have a class all the same", async () => {
  const thing = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };
  const all = { "200": { description: "all", content: json({ type: "array", items: reference("Thing") }) } };
  const { files = [] } = await runPipeline(
    "openapi.yaml",
    stringify({
      openapi: "3.1.0",
      info: { title: "Things", version: "1" },
      paths: { "/things": { get: { operationId: "all", responses: all } } },
      components: { schemas: { Thing: thing } },
    }),
  );
  const schemas = files.find(({ path }) => path === "app/things/schemas.py")?.text ?? "";
  match(schemas, /class ThingRow\(RequestModel\):\n {4}pass\n/);
});

describe("a build states what it answers otherwise than the contract documents", () => {
  const lamp = {
    type: "object",
    required: ["watts"],
    properties: { id: { type: "integer", readOnly: true }, watts: { type: "integer" } },
  };
  const bare = (...statuses: readonly string[]): object =>
    Object.fromEntries(statuses.map((status) => [status, { description: status }]));
  const one = { "200": { description: "one", content: json(reference("Lamp")) } };
  const requestBody = { required: true, content: json(reference("Lamp")) };

  test("refusals that nothing leads to, and keys that are not what the path says", async () => {
    const contract = {
      openapi: "3.1.0",
      info: { title: "Lamps", version: "1" },
      paths: {
        "/lamps": {
          post: {
            operationId: "hang",
            requestBody,
            responses: {
              ...made("Lamp"),
              ...bare("202", "403", "415", "429"),
              "409": { description: "taken" },
            },
          },
        },
        "/lamps/{id}": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", pattern: "^l" } }],
          get: { operationId: "look", responses: { ...one, ...bare("304", "400", "404", "422", "410") } },
        },
      },
      components: { schemas: { Lamp: lamp } },
    };
    const parameter = (value: object) => `…['/lamps/{id}'].get | ${JSON.stringify({ parameters: [value] })}`;
    deepStrictEqual(await stated(contract), [
      never("…['/lamps'].post", {
        "202": "nothing tells when it would be: 201 is answered",
        "403": "nothing says whom it would be refused to",
        "409": "nothing says what would clash with what is there",
        "415": "a body that cannot be read is refused as other input is",
        "429": "nothing says how often it may be asked",
      }),
      `${parameter({ name: "id", in: "path", required: true, schema: { type: "integer" } })} | id: it is what Lamp rows show as id`,
      `${parameter({ name: "If-None-Match", in: "header", schema: { type: "string" } })} | If-None-Match: who knows the version that there is gets 304`,
      never("…['/lamps/{id}'].get", {
        "410": "nothing says what would lead to it",
        "422": "what is refused of a request is answered with 400",
      }),
    ]);
  });

  test("a list that the contract calls an object", async () => {
    const well = { responses: { "200": { description: "well" } } };
    const some = { "200": { description: "all", content: json({ type: "object" }) } };
    const contract = {
      openapi: "3.1.0",
      info: { title: "Lamps", version: "1" },
      paths: {
        "/lamps": {
          get: { operationId: "list", responses: some },
          post: { operationId: "hang", requestBody, ...well },
        },
      },
      components: { schemas: { Lamp: lamp } },
    };
    const rows = {
      "200": { description: "all", content: json({ type: "array", items: { type: "object" } }) },
    };
    const why = "200: it is a list of rows, of which no more is said than that it is an object";
    deepStrictEqual(await stated(contract), [
      `…['/lamps'].get.responses['200'] | - | ${why}`,
      `…['/lamps'].get.responses | ${JSON.stringify(rows)} | ${why}`,
    ]);
  });
});
