import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { built, edit, folderWith, putContract, textOf } from "./building.ts";

const overlay = "docs/contract.overlay.yaml";

/** People who sign in by what the contract lets be left out. */
function reserve() {
  const person = {
    type: "object",
    properties: { name: { type: "string" }, password: { type: "string", format: "password" } },
  };
  const content = (schema: object) => ({ "application/json": { schema } });
  const shown = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };
  const token = { type: "object", required: ["token"], properties: { token: { type: "string" } } };
  const requestBody = { required: true, content: content({ $ref: "#/components/schemas/NewPerson" }) };
  return {
    openapi: "3.1.0",
    info: { title: "Reserve", version: "1" },
    paths: {
      "/people": {
        post: {
          operationId: "signUp",
          requestBody,
          responses: { "201": { description: "made", content: content(shown) } },
        },
      },
      "/sign-in": {
        post: {
          operationId: "signIn",
          summary: "Sign in",
          requestBody,
          responses: { "200": { description: "in", content: content(token) } },
        },
      },
    },
    components: {
      schemas: { NewPerson: person },
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
  };
}

test("a second build leaves the overlay as it is, also from the contract that stands beside it", async () => {
  const workspace = folderWith(reserve());
  await built(workspace);
  const first = textOf(workspace, overlay);
  ok(first.includes("nothing can be done without it"));
  deepStrictEqual((await built(workspace)).written, []);
  strictEqual(textOf(workspace, overlay), first);
  deepStrictEqual((await built(workspace, { contract: "backend/docs/contract.json" })).written, []);
  strictEqual(textOf(workspace, overlay), first);
});

test("what a hand wrote into the overlay stays, and what is wanted besides is told", async () => {
  const workspace = folderWith(reserve());
  await built(workspace);
  edit(workspace, overlay, "actions:\n", "actions:\n  # ours\n");
  const edited = textOf(workspace, overlay);
  deepStrictEqual((await built(workspace)).written, []);
  strictEqual(textOf(workspace, overlay), edited);
  const other = reserve();
  const { paths } = other;
  const post = { ...paths["/people"].post, security: [{ bearer: [] }] };
  putContract(workspace, { ...other, paths: { ...paths, "/people": { post } } });
  const { kept } = await built(workspace);
  strictEqual(textOf(workspace, overlay), edited);
  const told = kept.find(({ path }) => path === overlay);
  strictEqual(told?.why, "edited");
  ok(told?.text?.includes("'501'"));
});
