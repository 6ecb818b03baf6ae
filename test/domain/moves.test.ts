import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText } from "./check.ts";

const state = "{ type: string, enum: [PLANNED, OPEN, SHUT] }";

/** Gates that are built, and may then be opened and shut. */
function gates(
  description: string,
  body = `{ type: object, required: [status], properties: { status: ${state} } }`,
): string {
  return `openapi: 3.0.3
info: { title: Gates, version: "1" }
paths:
  /gates:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Gate" } } } } }
  /gates/{id}:
    patch:
      operationId: move
      description: ${JSON.stringify(description)}
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { application/json: { schema: ${body} } } }
      responses: { "200": { description: moved, content: { application/json: { schema: { $ref: "#/components/schemas/Gate" } } } } }
components:
  schemas:
    Gate: { type: object, required: [id, name, status], properties: { id: { type: integer }, name: { type: string }, status: ${state} } }
`;
}

function moved(text: string) {
  return understandText(text).operations.find(({ id }) => id === "move")?.behaviour;
}

test("moves that the text draws as arrows are the only ones", () => {
  const behaviour = moved(
    gates("- PLANNED → OPEN (when it stands)\n- `OPEN` -> `SHUT`\n- Any status can transition to SHUT"),
  );
  deepEqual(behaviour?.kind === "update" && behaviour.moves, {
    field: "status",
    allowed: [
      { to: "OPEN", from: ["PLANNED"] },
      { to: "SHUT", from: ["PLANNED", "OPEN"] },
    ],
  });
});

test("moves with conditions, of other values or beside what must be said leave the change open", () => {
  for (const text of [
    "PLANNED → OPEN, only by its builder",
    "PLANNED → OPEN, PLANNED → RUINED",
    "OPEN gates can be shut from PLANNED",
  ])
    match(
      String((moved(gates(text)) as { reason?: string } | undefined)?.reason),
      /what status may become/,
      text,
    );
  const more = `{ type: object, required: [status], properties: { status: ${state}, name: { type: string } } }`;
  equal(moved(gates("PLANNED → OPEN", more))?.kind, "custom");
  const free = moved(gates("PLANNED → OPEN", more.replace("required: [status], ", "")));
  deepEqual(free?.kind === "update" && free.moves, {
    field: "status",
    allowed: [{ to: "OPEN", from: ["PLANNED"] }],
  });
});

test("without a word of moves any state may be set", () => {
  const domain = understandText(gates("Sets the state"));
  deepEqual(summarise(domain), ["POST /gates create public", "PATCH /gates/{id} update public"]);
  const behaviour = moved(gates("Sets the state"));
  equal(behaviour?.kind === "update" && behaviour.moves, undefined);
});
