import { deepEqual, match, ok } from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { emitSchemas } from "../../../src/generate/fastapi/app/schemas/index.ts";
import { emitSecurity } from "../../../src/generate/fastapi/app/security.ts";
import { blueprintOf, brokenRules } from "./check-tests.ts";

const kite = {
  type: "object",
  required: ["id", "colour"],
  properties: { id: { type: "integer" }, colour: { type: "string" } },
};

function contractOf(security: readonly object[], listed: object): string {
  return stringify({
    openapi: "3.1.0",
    info: { title: "Kites", version: "1" },
    security,
    paths: {
      "/kites": {
        get: {
          operationId: "list",
          responses: {
            200: {
              description: "ok",
              content: { "application/json": { schema: { type: "array", items: listed } } },
            },
          },
        },
        post: {
          operationId: "fly",
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: { type: "object", required: ["colour"], properties: { colour: { type: "string" } } },
              },
            },
          },
          responses: {
            201: {
              description: "ok",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Kite" } } },
            },
          },
        },
      },
    },
    components: {
      schemas: { Kite: kite },
      securitySchemes: {
        wind: {
          type: "oauth2",
          flows: { implicit: { authorizationUrl: "https://wind.test", scopes: { a: "", b: "" } } },
        },
      },
    },
  });
}

const one = { $ref: "#/components/schemas/Kite" };

test("a scheme that stands in several alternatives is looked at once", () => {
  const blueprint = blueprintOf(contractOf([{ wind: ["a"] }, { wind: ["b"] }], one));
  const [security] = emitSecurity(blueprint);
  ok(security);
  deepEqual(brokenRules(security.text), []);
  match(security.text, /scopes=\["a", "b"\]/);
  match(security.text, /offered_wind\), \["a"\], \["b"\]\)/);
});

test("a form of a row that shows nothing is a class of nothing", () => {
  const blueprint = blueprintOf(contractOf([], { type: "object", title: "Nothing", properties: {} }));
  for (const module of blueprint.modules)
    for (const { text } of emitSchemas(blueprint, module)) ok(text.length > 0);
});
