import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { type DomainSettings, noSettings, understand } from "#domain";

interface Sample {
  readonly path?: string;
  readonly summary?: string;
  readonly content?: string;
  readonly parameters?: string;
  readonly settings?: DomainSettings;
}

/** A contract with a picture of one locker. */
function pictureOf({ path = "qr", summary = "", content, parameters = "", settings = noSettings }: Sample) {
  const { value } = readContract(
    "lockers.yaml",
    `openapi: 3.0.3
info: { title: Lockers, version: "1" }
paths:
  /lockers:
    post:
      operationId: rent
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [size], properties: { size: { type: string } } } } } }
      responses: { "201": { description: rented, content: { application/json: { schema: { $ref: "#/components/schemas/Locker" } } } } }
  /lockers/{lockerId}/${path}:
    get:
      operationId: show
      summary: ${JSON.stringify(summary)}
      parameters: [{ name: lockerId, in: path, required: true, schema: { type: integer } }${parameters}]
      responses: { "200": { description: shown, content: ${content ?? "{ image/png: {} }"} } }
components:
  schemas:
    Locker: { type: object, required: [id, size, claimCode], properties: { id: { type: integer }, size: { type: string }, claimCode: { type: string } } }
`,
  );
  assert.ok(value);
  const domain = understand(value, settings).value;
  return { behaviour: domain.operations[1]?.behaviour, assumptions: domain.assumptions };
}

test("a picture is a QR code where the path or the words say so, and holds the row's identity", () => {
  const shown = { entity: "Locker", parameter: "lockerId", answer: { status: 200 } };
  const behaviour = { kind: "qr-code", content: "id", types: ["image/png"], ...shown };
  assert.deepEqual(pictureOf({}).behaviour, behaviour);
  assert.deepEqual(pictureOf({ path: "qr-code" }).behaviour, behaviour);
  assert.deepEqual(pictureOf({ path: "pass", summary: "A QR code for the lock" }).behaviour, behaviour);
  const content = "{ image/svg+xml: {}, image/png: {} }";
  assert.deepEqual(pictureOf({ content }).behaviour, {
    ...behaviour,
    types: ["image/svg+xml", "image/png"],
  });
});

test("what it holds is assumed, and the owner may choose a code in its place", () => {
  const { assumptions } = pictureOf({});
  assert.deepEqual(
    assumptions.map(({ setting, choices, chosen }) => ({ setting, choices, chosen })),
    [{ setting: "domain.operations.show.content", choices: ["id", "claimCode"], chosen: "id" }],
  );
  const settings = { operations: { show: { content: "claimCode" } } };
  const { behaviour } = pictureOf({ settings });
  assert.ok(behaviour?.kind === "qr-code");
  assert.equal(behaviour.content, "claimCode");
  const strange = pictureOf({ settings: { operations: { show: { content: "size" } } } }).behaviour;
  assert.ok(strange?.kind === "qr-code");
  assert.equal(strange.content, "id");
});

test("other pictures, other media types and parameters without a meaning leave it open", () => {
  const reasonOf = (sample: Sample) => {
    const { behaviour } = pictureOf(sample);
    return behaviour?.kind === "custom" ? behaviour.reason : behaviour?.kind;
  };
  assert.match(reasonOf({ path: "photo" }) ?? "", /nothing in the contract says/);
  assert.match(reasonOf({ path: "barcode", summary: "The bar code" }) ?? "", /nothing in the contract says/);
  assert.match(
    reasonOf({ content: "{ application/pdf: {} }" }) ?? "",
    /nothing here draws a QR code as application\/pdf/,
  );
  const parameters = ", { name: scale, in: query, schema: { type: integer } }";
  assert.match(reasonOf({ parameters }) ?? "", /query parameter scale/);
});
