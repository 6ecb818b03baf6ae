import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

function making(words: string, refusal = ""): string {
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Meadow, version: "1" }
paths:
  /kites:
    post: { operationId: make, description: "${words}", requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { label: { type: string } } } } } }, responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Kite" } } } }${refusal} } }
components: { schemas: { Kite: { type: object, required: [id, label], properties: { id: { type: integer, readOnly: true }, label: { type: string } } } } }
`);
  const [make] = operations;
  return make?.behaviour.kind === "custom" ? make.behaviour.reason : "derived";
}

test("what is handed on to another service is not done here", () => {
  for (const words of [
    "Forwarded verbatim to the Inventory API.",
    "Proxies the request to the kite service",
    "Routes kites to the upstream server",
    "Relayed to an external provider",
  ])
    match(making(words), /^a service elsewhere does part of it/, words);
  for (const words of ["Makes a kite", "Not forwarded to the API of anybody", "The kite is forwarded"])
    equal(making(words), "derived", words);
});

test("so says a 502 that names who is not reached", () => {
  match(making("", ', "502": { description: Inventory API is unreachable }'), /inventory api/);
  equal(making("", ', "502": { description: Bad gateway }'), "derived");
  equal(making("", ', "504": { description: Gateway timeout }'), "derived");
});
