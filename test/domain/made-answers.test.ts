import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

interface Sample {
  /** More properties of the body, and of the answer, as entries of flow maps. */
  readonly given?: string;
  readonly answered?: string;
  readonly required?: string;
  /** Examples of the answer, by their names. */
  readonly examples?: string;
  /** More operations. */
  readonly more?: string;
}

/** A contract that takes bookings and answers more than it is given. */
function bookings({ given = "", answered = "", required = "", examples = "{}", more = "" }: Sample) {
  const own = `seat: { type: string }, fare: { type: string, enum: [single, return] }`;
  return understandText(`openapi: 3.1.0
info: { title: Ferry, version: "1" }
paths:
  /bookings:
    post:
      operationId: book
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [seat, fare], properties: { ${own}${given} } } } }
      responses:
        "201":
          description: booked
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Booking" }
              examples: ${examples}
${more}
components:
  schemas:
    Booking: { type: object, required: [id, seat, fare${required}], properties: { id: { type: integer }, ${own}${given}${answered} } }
`);
}

function fieldOf(domain: ReturnType<typeof bookings>, name: string) {
  return domain.entities[0]?.fields.find((field) => field.name === name);
}

function bookOf(domain: ReturnType<typeof bookings>) {
  const [operation] = domain.operations;
  assert.ok(operation);
  return operation.behaviour;
}

test("a code that confirms or follows what was done is made here, and is unique", () => {
  for (const [name, schema] of [
    ["bookingReference", "type: string"],
    ["confirmationCode", "type: string, example: FRY-82HX"],
    ["code", "type: string, description: A unique code of the booking"],
  ]) {
    const domain = bookings({ answered: `, ${name}: { ${schema} }`, required: `, ${name}` });
    assert.equal(fieldOf(domain, name ?? "")?.meaning.kind, "code", name);
    assert.equal(fieldOf(domain, name ?? "")?.unique, true);
    assert.equal(bookOf(domain).kind, "create");
  }
});

test("codes that stand for something else are not made up", () => {
  for (const name of ["countryCode", "verificationCode", "accountNumber", "code", "errorCode"]) {
    const domain = bookings({ answered: `, ${name}: { type: string }`, required: `, ${name}` });
    assert.deepEqual(bookOf(domain), {
      kind: "custom",
      reason: `answers promise ${name}, and nothing says what fills it (Booking)`,
    });
  }
});

test("a code that bodies give is the client's", () => {
  const domain = bookings({ given: ", bookingReference: { type: string }", required: ", bookingReference" });
  assert.equal(fieldOf(domain, "bookingReference")?.meaning.kind, "scalar");
});

test("a sentence tells what was done: as the example says, or by the name of the row", () => {
  const plain = bookings({ answered: ", message: { type: string }", required: ", message" });
  assert.deepEqual(fieldOf(plain, "message")?.meaning, { kind: "message", text: "Booking made" });
  const example = "{ one: { value: { message: You are on board } } }";
  const shown = bookings({
    answered: ", message: { type: string }",
    required: ", message",
    examples: example,
  });
  assert.deepEqual(fieldOf(shown, "message")?.meaning, { kind: "message", text: "You are on board" });
});

test("a sentence differs by a field where the examples show one for each of its values", () => {
  const examples =
    "{ one: { value: { fare: single, message: See you } }, two: { value: { fare: return, message: See you twice } } }";
  const domain = bookings({ answered: ", message: { type: string }", required: ", message", examples });
  assert.deepEqual(fieldOf(domain, "message")?.meaning, {
    kind: "message",
    text: "See you",
    by: {
      field: "fare",
      texts: [
        { value: "single", text: "See you" },
        { value: "return", text: "See you twice" },
      ],
    },
  });
});

test("a message that is shown later is no sentence about the making", () => {
  const more = `  /bookings/{id}:
    get:
      operationId: find
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Booking" } } } } }`;
  const domain = bookings({ answered: ", message: { type: string }", required: ", message", more });
  assert.match(JSON.stringify(bookOf(domain)), /nothing says what fills it/);
});

function needsOf(description: string, field = "returnDay"): unknown {
  const given = `, ${field}: { type: string, description: ${JSON.stringify(description)} }`;
  const behaviour = bookOf(bookings({ given }));
  return "body" in behaviour ? behaviour.body.needs : behaviour;
}

test("a field is needed with one value of another where its words say so", () => {
  const need = [{ field: "returnDay", where: "fare", is: "return" }];
  assert.deepEqual(needsOf("Required if the fare is return"), need);
  assert.deepEqual(needsOf("The day. Mandatory when booking returns."), need);
  assert.deepEqual(needsOf("Must be given where fare = `return`."), need);
});

test("nothing is needed where the words say less, or more", () => {
  for (const text of [
    "The day of the return",
    "Required if you come back",
    "Required for single or return",
    "Not required for single fares, required if return is not wanted",
  ])
    assert.equal(needsOf(text), undefined, text);
  assert.match(JSON.stringify(needsOf("Required unless the fare is single")), /^\{"kind":"custom"/);
  // The words might speak of any return, and neither the field nor the other one is named.
  assert.equal(needsOf("Required for a return to the dock", "deposit"), undefined);
});
