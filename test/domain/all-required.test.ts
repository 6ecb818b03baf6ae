import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

/** The fields without which no kite is made. */
function needed(words: string, method = "post"): readonly string[] {
  const place = method === "post" ? "/kites" : "/kites/{id}";
  const parameters =
    method === "post"
      ? ""
      : "parameters: [{ name: id, in: path, required: true, schema: { type: integer } }],";
  const sent = `requestBody: { description: "${words}", content: { application/json: { schema: { $ref: "#/components/schemas/Kite" } } } }`;
  const made = `responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Kite" } } } } }`;
  const first =
    method === "post"
      ? ""
      : `\n  /kites:\n    post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Kite" } } } }, ${made} }`;
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Meadow, version: "1" }
paths:${first}
  ${place}:
    ${method}: { operationId: it, ${parameters} ${sent}, ${made} }
components: { schemas: { Kite: { type: object, properties: { id: { type: integer, readOnly: true }, label: { type: string }, size: { type: integer } } } } }
`);
  const behaviour = operations.find(({ id }) => id === "it")?.behaviour;
  const fields = behaviour && "body" in behaviour ? (behaviour.body?.fields ?? []) : [];
  return fields.filter(({ required }) => required).map(({ field }) => field);
}

test("words that let nothing be left out of a body are heeded, in several languages", () => {
  for (const words of [
    "All fields are required",
    "Enviar datos en formato json, todos los campos son obligatorios",
    "Tous les champs sont obligatoires",
    "Все поля обязательны",
  ])
    deepEqual(needed(words), ["label", "size"], words);
  for (const words of ["", "Not all fields are required", "All fields are texts"])
    deepEqual(needed(words), [], words);
  deepEqual(needed("All fields are required", "put"), ["label", "size"]);
  deepEqual(needed("All fields are required", "patch"), []);
});
