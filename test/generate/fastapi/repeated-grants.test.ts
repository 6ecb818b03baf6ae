import { deepStrictEqual, match } from "node:assert/strict";
import { test } from "node:test";
import { runPipeline } from "../../fuzz/pipeline.ts";

const json = (schema: object) => ({ content: { "application/json": { schema } } });
const kite = {
  type: "object",
  required: ["id", "colour"],
  properties: { id: { type: "integer", readOnly: true }, colour: { type: "string" } },
};

test("a scheme that opens an operation in two ways is tried once without either", async () => {
  const contract = {
    openapi: "3.1.0",
    info: { title: "Kites", version: "1" },
    security: [{ wind: ["a"] }, { wind: ["b"] }],
    paths: {
      "/kites": {
        get: {
          operationId: "list",
          responses: { 200: { description: "all", ...json({ type: "array", items: kite }) } },
        },
        post: {
          operationId: "fly",
          requestBody: { required: true, ...json(kite) },
          responses: { 201: { description: "made", ...json(kite) } },
        },
      },
    },
    components: {
      securitySchemes: {
        wind: {
          type: "oauth2",
          flows: { implicit: { authorizationUrl: "https://wind.test", scopes: { a: "", b: "" } } },
        },
      },
    },
  };
  const { files = [], problems } = await runPipeline("openapi.json", JSON.stringify(contract));
  deepStrictEqual(problems, []);
  const tests = files.find(({ path }) => path === "tests/kites/test_fly.py")?.text ?? "";
  match(tests, /parametrize\("auth", UNKNOWN_TO_WIND\)|parametrize\("auth", \[\*UNKNOWN_TO_WIND\]\)/);
});
