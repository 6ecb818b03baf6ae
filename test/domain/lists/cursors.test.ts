import { deepEqual, match } from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import type { ListBehaviour } from "#domain";
import { understandText } from "../check.ts";

type Json = Record<string, unknown>;

const text = { type: "string" };
const json = (schema: unknown): Json => ({ content: { "application/json": { schema } } });

/** A list of letters: what its parameters mean, or why it is left open. */
function readList(parameters: Json, beside: Json, id: Json = { type: "integer" }): ListBehaviour | string {
  const letter = {
    type: "object",
    required: ["id", "subject"],
    properties: { id: { ...id, readOnly: true }, subject: text },
  };
  const { operations } = understandText(
    stringify({
      openapi: "3.1.0",
      info: { title: "Letters", version: "1" },
      paths: {
        "/letters": {
          get: {
            operationId: "list",
            parameters: Object.entries(parameters).map(([name, schema]) => ({ name, in: "query", schema })),
            responses: {
              200: {
                description: "ok",
                ...json({
                  type: "object",
                  required: ["letters", ...Object.keys(beside)],
                  properties: { letters: { type: "array", items: letter }, ...beside },
                }),
              },
            },
          },
          post: {
            operationId: "write",
            requestBody: { required: true, ...json(letter) },
            responses: { 201: { description: "made", ...json(letter) } },
          },
        },
      },
    }),
  );
  const behaviour = operations[0]?.behaviour;
  if (behaviour?.kind === "custom") return behaviour.reason;
  if (behaviour?.kind !== "list") throw new Error("no list");
  return behaviour;
}

function pages(parameters: Json, beside: Json, id?: Json): unknown {
  const list = readList(parameters, beside, id);
  if (typeof list === "string") return list;
  const { size: _, ...rest } = list.pagination ?? { size: undefined };
  return rest;
}

const limit = { type: "integer" };
const maybe = { type: ["string", "null"] };

test("a cursor that the answer tells leads on", () => {
  for (const [parameter, told] of [
    ["cursor", "nextCursor"],
    ["page_token", "next_page_token"],
    ["continuationToken", "continuationToken"],
    ["page[after]", "next_cursor"],
  ] as const)
    deepEqual(pages({ [parameter]: text, limit }, { [told]: maybe }), {
      style: "keyset",
      after: parameter,
      cursor: { kind: "opaque" },
    });
});

test("and back", () => {
  const info = { type: "object", properties: { startCursor: maybe, endCursor: maybe } };
  deepEqual(pages({ after: text, before: text, limit }, { pageInfo: info }), {
    style: "keyset",
    after: "after",
    before: "before",
    cursor: { kind: "opaque" },
  });
});

test("the key of a row leads on where it is called so", () => {
  const uuid = { type: "string", format: "uuid" };
  deepEqual(
    pages({ starting_after: uuid, ending_before: uuid, limit }, { has_more: { type: "boolean" } }, uuid),
    {
      style: "keyset",
      after: "starting_after",
      before: "ending_before",
      cursor: { kind: "key", type: "uuid" },
    },
  );
});

test("a cursor that nobody could come by is left open", () => {
  match(String(pages({ cursor: text, limit }, {})), /nothing says what the query parameter cursor does/);
});

test("a cursor that must be told where there is none to tell is left open", () => {
  match(
    String(pages({ cursor: text, limit }, { nextCursor: text })),
    /nothing says what the property nextCursor of the answer holds/,
  );
});
