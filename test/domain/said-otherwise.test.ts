import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

const kite = `{ type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string }, tailId: { type: integer } } }`;
const row = `content: { application/json: { schema: { $ref: "#/components/schemas/Kite" } } }`;
const sent = `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }`;

interface Given {
  readonly making?: string;
  readonly made?: string;
  readonly changing?: string;
  readonly taking?: string;
  readonly path?: string;
}

/** Why operations on kites are left open, by their ids; `derived` where they are not. */
function readKites({ making = "", made = "made", changing = "", taking = "", path = "/kites" }: Given) {
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Meadow, version: "1" }
paths:
  ${path}:
    post: { operationId: make, summary: "${making}", ${sent}, responses: { "201": { description: "${made}", ${row} } } }
  /tails:
    post: { operationId: addTail, ${sent}, responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Tail" } } } } } }
  /kites/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: see, responses: { "200": { description: one, ${row} } } }
    patch: { operationId: change, description: "${changing}", ${sent}, responses: { "200": { description: changed, ${row} } } }
    delete: { operationId: take, summary: "${taking}", responses: { "204": { description: gone } } }
components: { schemas: { Kite: ${kite}, Tail: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } } } }
`);
  return Object.fromEntries(
    operations.map(({ id, behaviour }) => [id, behaviour.kind === "custom" ? behaviour.reason : "derived"]),
  );
}

test("a deletion whose words set a state is left open", () => {
  for (const words of [
    "Archive a kite",
    "Voids the kite",
    "Deactivate kite",
    "Delete/Archive kite",
    "Expires it",
  ])
    match(readKites({ taking: words }).take ?? "", /^its words set a state/, words);
  for (const words of ["", "Delete a kite", "Remove expired kites", "Take a kite down"])
    equal(readKites({ taking: words }).take, "derived", words);
});

test("what is done or asked at a collection makes no row", () => {
  for (const path of ["/kites/validate", "/kites/dispatch", "/kites/send-label", "/kites/preview"])
    match(readKites({ path }).make ?? "", /^its path says that something is done/, path);
  for (const path of ["/kites", "/kite-imports", "/imports"])
    equal(readKites({ path }).make, "derived", path);
  for (const making of ["Starts a job", "Run a script", "Validate a label", "Sends a parcel"])
    match(readKites({ making }).make ?? "", /^its words say that something is done/, making);
  for (const making of ["Start a kite", "Send a kite up", "Create and start a flight", "Check in a kite"])
    equal(readKites({ making }).make, "derived", making);
});

test("what happens beside, elsewhere or to other rows, leaves a change open", () => {
  for (const words of [
    "Create a kite and email sent",
    "Makes a kite and sends an email to the flyer",
    "Notifies the flyers by SMS",
    "Makes a kite. The flyer is notified",
    "Charges the customer",
  ])
    match(readKites({ making: words }).make ?? "", /^what else happens is done elsewhere/, words);
  match(readKites({ made: "Kite queued, job queued" }).make ?? "", /^what else happens/);
  match(readKites({ changing: "Changes it. Sends a push notification" }).change ?? "", /^what else happens/);
  for (const words of [
    "No email is sent",
    "Create a kite without charging cards",
    "The label is sent as text",
  ])
    equal(readKites({ making: words }).make, "derived", words);
  for (const words of ["Create or update a kite", "Создать змея (создаёт/обновляет хвосты)"])
    match(readKites({ making: words }).make ?? "", /^some rows are made and others changed/, words);
  for (const words of ["Create a kite and update the tail", "Make a kite (creates/removes its tails)"])
    match(readKites({ making: words }).make ?? "", /^it changes other rows, too|^some rows/, words);
  for (const words of ["Create a kite with a tail", "Create a kite and add it to a tail"])
    equal(readKites({ making: words }).make, "derived", words);
});
