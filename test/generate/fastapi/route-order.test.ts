import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { emitRoutes } from "../../../src/generate/fastapi/app/routes/index.ts";
import { reachableModules } from "../../../src/generate/fastapi/route-order.ts";
import { blueprintOf } from "./check-tests.ts";

const homes = {
  type: "object",
  required: ["id", "street"],
  properties: { id: { type: "integer" }, street: { type: "string" } },
};
const one = { $ref: "#/components/schemas/Home" };

function answer(schema: object): object {
  return { description: "ok", content: { "application/json": { schema } } };
}

function contractOf(paths: Record<string, object>): string {
  return stringify({
    openapi: "3.1.0",
    info: { title: "Homes", version: "1" },
    paths: {
      "/homes": {
        post: {
          operationId: "build",
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: { type: "object", properties: { street: { type: "string" } }, required: ["street"] },
              },
            },
          },
          responses: { 201: answer(one) },
        },
      },
      ...paths,
    },
    components: { schemas: { Home: homes } },
  });
}

const key = [{ name: "id", in: "path", required: true, schema: { type: "integer" } }];
const reads = { get: { operationId: "read", parameters: key, responses: { 200: answer(one) } } };
const draws = {
  get: {
    operationId: "draw",
    responses: { 200: answer({ type: "object", properties: { tiles: { type: "array" } } }) },
  },
};

test("a word comes before a parameter that would take it, whatever the contract's order", () => {
  const blueprint = blueprintOf(contractOf({ "/homes/{id}": reads, "/homes/map": draws }));
  const routes = blueprint.modules.flatMap((module) => emitRoutes(blueprint, module)).map(({ text }) => text);
  const paths = [...routes.join("").matchAll(/@router\.get\(\s*"([^"]+)"/g)].map(([, path]) => path);
  deepEqual(paths, ["/homes/map", "/homes/{id}"]);
});

test("it comes before it for other methods too: the first route that is met tells the methods of its path", () => {
  const { get } = draws;
  const blueprint = blueprintOf(contractOf({ "/homes/{id}": reads, "/homes/map": { put: get } }));
  const routes = blueprint.modules.flatMap((module) => emitRoutes(blueprint, module)).map(({ text }) => text);
  const paths = [...routes.join("").matchAll(/@router\.(?:get|put)\(\s*"([^"]+)"/g)].map(([, path]) => path);
  deepEqual(paths, ["/homes/map", "/homes/{id}"]);
});

test("so do the routers of modules", () => {
  const [homes] = blueprintOf(contractOf({ "/homes/{id}": reads })).modules;
  const [maps] = blueprintOf(contractOf({ "/homes/map": draws })).modules.map((module) => ({
    ...module,
    name: "maps",
  }));
  ok(homes && maps);
  deepEqual(
    reachableModules([homes, maps]).map(({ name }) => name),
    ["maps", "homes"],
  );
  deepEqual(reachableModules([maps, homes]), [maps, homes]);
});
