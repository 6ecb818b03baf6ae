import { deepEqual, equal, match } from "node:assert/strict";
import { describe, test } from "node:test";
import { stringify } from "yaml";
import type { Domain } from "#domain";
import { understandText } from "./check.ts";

type Json = Record<string, unknown>;

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: unknown): Json => ({ content: { "application/json": { schema } } });

function object(properties: Json, required: readonly string[]): Json {
  return { type: "object", required, properties: { id: { type: "integer", readOnly: true }, ...properties } };
}

/** Parcels that are made and read; `schemas` say what a parcel is. */
function understandParcels(schemas: Json, change = false): Domain {
  const answer = { description: "ok", ...json(ref("Parcel")) };
  const body = { required: true, ...json(ref("Parcel")) };
  return understandText(
    stringify({
      openapi: "3.1.0",
      info: { title: "Parcels", version: "1" },
      paths: {
        "/parcels": { post: { operationId: "send", requestBody: body, responses: { 201: answer } } },
        "/parcels/{id}": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
          get: { operationId: "track", responses: { 200: answer } },
          ...(change && { put: { operationId: "repack", requestBody: body, responses: { 200: answer } } }),
        },
      },
      components: { schemas },
    }),
  );
}

const box = object({ form: { const: "box" }, weight: { type: "integer" } }, ["id", "form", "weight"]);
const tube = object({ form: { const: "tube" }, length: { type: "number" } }, ["id", "form", "length"]);

function reasons({ operations }: Domain): readonly string[] {
  return operations.flatMap(({ behaviour }) => (behaviour.kind === "custom" ? [behaviour.reason] : []));
}

describe("rows of several kinds", () => {
  test("a constant in each tells them apart", () => {
    const domain = understandParcels({ Parcel: { oneOf: [ref("Box"), ref("Tube")] }, Box: box, Tube: tube });
    const [entity] = domain.entities;
    deepEqual(entity?.kinds?.of, [
      { value: "box", fields: ["id", "form", "weight"] },
      { value: "tube", fields: ["id", "form", "length"] },
    ]);
    deepEqual(
      entity?.fields.map(({ name, missing }) => [name, missing]),
      [
        ["id", "never"],
        ["form", "never"],
        ["weight", "absent"],
        ["length", "absent"],
      ],
    );
    deepEqual(reasons(domain), []);
  });

  test("a discriminator tells them apart by its mapping", () => {
    const plain = (name: string): Json => object({ form: { type: "string" }, [name]: label }, ["id", "form"]);
    const label = { type: "string" };
    const domain = understandParcels({
      Parcel: {
        anyOf: [ref("Box"), ref("Tube")],
        discriminator: {
          propertyName: "form",
          mapping: { flat: "#/components/schemas/Box", round: "#/components/schemas/Tube" },
        },
      },
      Box: plain("lid"),
      Tube: plain("cap"),
    });
    deepEqual(
      domain.entities[0]?.kinds?.of.map(({ value }) => value),
      ["flat", "round"],
    );
  });

  test("what nothing tells apart is left open", () => {
    const domain = understandParcels({
      Parcel: { oneOf: [ref("Box"), ref("Tube")] },
      Box: object({ weight: { type: "integer" } }, ["id"]),
      Tube: object({ length: { type: "integer" } }, ["id"]),
    });
    equal(domain.entities.length, 0);
  });

  test("kinds that disagree about a property are no kinds of one row", () => {
    const domain = understandParcels({
      Parcel: { oneOf: [ref("Box"), ref("Tube")] },
      Box: object({ form: { const: "box" }, size: { type: "integer" } }, ["id", "form"]),
      Tube: object({ form: { const: "tube" }, size: { type: "string" } }, ["id", "form"]),
    });
    equal(domain.entities.length, 0);
  });

  test("what answers promise of a kind, and bodies may leave out, is not made up", () => {
    const sealed = object({ form: { const: "tube" }, seal: { type: "string", readOnly: true } }, [
      "id",
      "form",
      "seal",
    ]);
    const domain = understandParcels({
      Parcel: { oneOf: [ref("Box"), ref("Tube")] },
      Box: box,
      Tube: sealed,
    });
    match(reasons(domain)[0] ?? "", /answers promise seal of tube/);
  });

  test("changing a row in a body of kinds is left open", () => {
    const domain = understandParcels(
      { Parcel: { oneOf: [ref("Box"), ref("Tube")] }, Box: box, Tube: tube },
      true,
    );
    match(reasons(domain).join(), /what becomes of the fields of a Parcel whose form changes/);
  });
});
