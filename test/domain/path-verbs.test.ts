import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText, withAccounts } from "./check.ts";

const crate = `    Crate: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string }, starred: { type: boolean } } }
    Sealed: { type: object, required: [id, label, archived], properties: { id: { type: integer }, label: { type: string }, archived: { type: boolean } } }`;
const shown = `{ "200": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Sealed" } } } } }`;
const row = `{ "200": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } }`;
const gone = `{ "204": { description: gone } }`;
const sent = `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }`;
const key = `parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]`;

/** What operations with `VERB /path: …` are understood as. */
function read(operations: Readonly<Record<string, string>>): readonly string[] {
  const paths = Object.entries(operations).map(([at, says]) => {
    const [method = "", path = ""] = at.split(" ");
    const more = path.includes("{") ? `${key}, ` : "";
    return `  ${path}:\n    ${method.toLowerCase()}: { security: [{ bearer: [] }], ${more}${says} }`;
  });
  return summarise(understandText(withAccounts(paths.join("\n"), crate))).slice(2);
}

test("a verb after the collection says what is done, and the path without it says to what", () => {
  deepEqual(
    read({
      "POST /crates/new": `${sent}, responses: ${row}`,
      "GET /crates/detail/{id}": `responses: ${row}`,
      "POST /crates/edit/{id}": `${sent}, responses: ${row}`,
      "POST /crates/delete/{id}": `responses: ${gone}`,
    }),
    [
      "POST /crates/new create required",
      "GET /crates/detail/{id} read required",
      "POST /crates/edit/{id} update required",
      "POST /crates/delete/{id} delete required",
    ],
  );
});

test("so does a verb after the row", () => {
  deepEqual(
    read({
      "POST /crates/create": `${sent}, responses: ${row}`,
      "POST /crates/{id}/update": `${sent}, responses: ${row}`,
      "DELETE /crates/{id}/remove": `responses: ${gone}`,
    }),
    [
      "POST /crates/create create required",
      "POST /crates/{id}/update update required",
      "DELETE /crates/{id}/remove delete required",
    ],
  );
});

test("a deletion that brings a body, or a verb that the method does not fit, is not guessed", () => {
  const [, withBody, asked] = read({
    "POST /crates": `${sent}, responses: ${row}`,
    "POST /crates/delete/{id}": `${sent}, responses: ${gone}`,
    "GET /crates/remove/{id}": `responses: ${gone}`,
  });
  equal(withBody, "POST /crates/delete/{id} custom required");
  equal(asked, "GET /crates/remove/{id} custom required");
});

test("callers enter and leave by two words of which one undoes the other, before the row or after it", () => {
  const made = { "POST /crates": `${sent}, responses: ${row}` };
  const pair = (enter: string, leave: string) =>
    read({ ...made, [enter]: `responses: ${row}`, [leave]: `responses: ${row}` }).slice(1);
  deepEqual(pair("POST /crates/star/{id}", "POST /crates/unstar/{id}"), [
    "POST /crates/star/{id} membership required",
    "POST /crates/unstar/{id} membership required",
  ]);
  deepEqual(pair("POST /crates/{id}/join", "POST /crates/{id}/leave"), [
    "POST /crates/{id}/join membership required",
    "POST /crates/{id}/leave membership required",
  ]);
});

test("a word alone, and words that say what a row is to everybody, are no such pair", () => {
  const made = { "POST /crates": `${sent}, responses: ${row}` };
  const kinds = (more: Readonly<Record<string, string>>) => read({ ...made, ...more }).slice(1);
  deepEqual(kinds({ "POST /crates/star/{id}": `responses: ${row}` }), [
    "POST /crates/star/{id} custom required",
  ]);
  deepEqual(
    kinds({ "POST /crates/{id}/lock": `responses: ${row}`, "POST /crates/{id}/unlock": `responses: ${row}` }),
    ["POST /crates/{id}/lock custom required", "POST /crates/{id}/unlock custom required"],
  );
});

test("a word that changes a state says so before the row as well, where nothing is asked for there", () => {
  const made = { "POST /crates": `${sent}, responses: ${shown}` };
  const kinds = (more: Readonly<Record<string, string>>) => read({ ...made, ...more }).slice(1);
  deepEqual(
    kinds({
      "PUT /crates/archive/{id}": `responses: ${shown}`,
      "PUT /crates/unarchive/{id}": `responses: ${shown}`,
    }),
    ["PUT /crates/archive/{id} change-state required", "PUT /crates/unarchive/{id} change-state required"],
  );
  equal(
    kinds({
      "GET /crates/archive": `responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Sealed" } } } } } }`,
      "PUT /crates/archive/{id}": `responses: ${shown}`,
    }).includes("PUT /crates/archive/{id} change-state required"),
    false,
  );
});

test("what is added to one thing is another", () => {
  const kindsAt = (path: string) =>
    understandText(
      withAccounts(
        `  ${path}: { post: { operationId: put, ${sent}, responses: ${row} } }
  /crates/{id}: { get: { operationId: look, ${key}, responses: ${shown} } }`,
        crate,
      ),
    ).entities.map(({ name }) => name);
  deepEqual(kindsAt("/crates/add"), ["Member", "Crate"]);
  equal(kindsAt("/cart/add").length, 3);
});
