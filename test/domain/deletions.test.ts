import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

const kite = `{ type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string }, tail_id: { type: integer } } }`;
const tail = `{ type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } }`;
const row = (name: string): string =>
  `content: { application/json: { schema: { $ref: "#/components/schemas/${name}" } } }`;
const sent = (required: string): string =>
  `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [${required}], properties: { label: { type: string }, tail_id: { type: integer } } } } } }`;

interface Given {
  readonly summary?: string;
  readonly description?: string;
  readonly listing?: string;
  readonly conflict?: string;
}

/** Why the deletion of a tail is left open; `derived` where it is not. `named`: whether kites need one. */
function taking({ summary = "", description = "", listing = "", conflict }: Given, named = false): string {
  const refused = conflict === undefined ? "" : `, "409": { description: "${conflict}" }`;
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Meadow, version: "1" }
paths:
  /kites:
    post: { operationId: make, ${sent(named ? "label, tail_id" : "label")}, responses: { "201": { description: made, ${row(named ? "Kite" : "Tail")} } } }
  /tails:
    get: { operationId: list, summary: "${listing}", responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Tail" } } } } } } }
    post: { operationId: add, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }, responses: { "201": { description: made, ${row("Tail")} } } }
  /tails/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    delete: { operationId: take, summary: "${summary}", description: "${description}", responses: { "204": { description: gone }${refused} } }
components: { schemas: { Kite: ${kite}, Tail: ${tail} } }
`);
  const found = operations.find(({ id }) => id === "take")?.behaviour;
  return found?.kind === "custom" ? found.reason : "derived";
}

test("words of other languages say that a state is set, too, and that names go and the row stays", () => {
  for (const [summary, description = ""] of [
    ["Archiver la queue"],
    ["Desactiva la cola"],
    ["Schwanz deaktivieren"],
    ["Arquivar a cauda"],
    ["归档尾巴"],
    ["尻尾を無効化"],
    ["Supprimer une queue", "Anonymise les données (RGPD)"],
    ["Delete a tail", "The tail is anonymized"],
    ["Eliminar una cola", "Borrado lógico"],
    ["Удалить хвост", "Мягкое удаление"],
    ["软删除尾巴"],
  ] as const)
    match(taking({ summary, description }), /^its words set a state/, `${summary} ${description}`);
  for (const summary of ["Supprimer une queue", "Eliminar una cola", "Schwanz löschen"])
    equal(taking({ summary }), "derived", summary);
});

test("a condition that only words tell leaves it open", () => {
  for (const summary of [
    "Delete a leaf tail",
    "Delete an empty tail",
    "Delete a tail. Only possible if it is a draft",
    "Delete a tail, only when it was never flown",
    "Only drafts of tails can be deleted",
    "A flown tail cannot be deleted",
    "Delete a tail unless it is flying",
    "Eliminar una cola sólo si es borrador",
    "Supprimer une queue uniquement si elle est vide",
    "Удалить хвост, только если он пуст",
  ])
    match(taking({ summary }), /^(?:which rows may go only words say|its words are not all)/, summary);
  for (const summary of ["Delete a tail", "Delete a tail if it exists", "Remove old tails of a kite"])
    equal(taking({ summary }), "derived", summary);
  match(taking({ conflict: "The tail was flown yesterday" }), /rule that only words tell/);
  equal(taking({ conflict: "Conflict" }), "derived");
});

test("that others name it is a condition which is heeded", () => {
  for (const summary of ["Cannot be deleted while kites have it", "Delete an unused tail"]) {
    match(taking({ summary }), /only words say/, summary);
    equal(taking({ summary }, true), "derived", summary);
  }
  equal(taking({ conflict: "A kite has it" }, true), "derived");
});

test("where words let those go with it that name it, it is left open: they would keep it", () => {
  for (const summary of [
    "Delete a tail and all its kites",
    "Eliminar una cola: se eliminan en cascada sus cometas",
    "Supprimer une queue (en cascade)",
  ]) {
    match(taking({ summary }, true), /that name it: Kite.tail_id/, summary);
    equal(taking({ summary }), "derived", summary);
  }
});

test("words in another script are no absent words", () => {
  const listing = "获取尾巴列表";
  equal(taking({ summary: "删除尾巴", listing }), "derived");
  match(taking({ summary: "删除叶子尾巴", listing }), /"叶子"/);
  match(taking({ summary: "删除尾巴" }), /not all understood/);
  equal(taking({ summary: "Удалить хвост по ID" }), "derived");
  equal(taking({ summary: "Удаляет хвост", description: "по его идентификатору" }), "derived");
  match(taking({ summary: "Удалить черновой хвост", listing: "Список хвостов" }), /"черновой"/);
  equal(taking({ summary: "꼬리 삭제", listing: "꼬리 목록" }), "derived");
});
