import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { contractList } from "../../../src/verbs/contract/list.ts";
import { contractQuery } from "../../../src/verbs/contract/query.ts";
import { contractShow } from "../../../src/verbs/contract/show.ts";
import { context } from "../context.ts";

const look = { colour: false, width: 100 };
const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders/{orderId}:
    get:
      operationId: readOrder
      summary: Read one order
      security: [{ token: [] }]
      parameters: [{ name: orderId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
        "404": { description: none of this id }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Unrelated: { type: object }
    Order: { type: object, required: [userId], properties: { userId: { type: string, minLength: 3 } } }
`;
const workspace = openMemory({
  files: {
    "docs/shop.yaml": shop,
    "docs/broken.yaml": "openapi: 3.1.0\ninfo: {title: Broken, version: '1'}\npaths: [",
    "docs/guide.md": "# Guide\n\nHow to.\n",
    "docs/values.yaml": "a: 1\n",
    "package.json": '{"name": "x"}',
  },
});

test("answers the exact contract, with its types and nothing else", async () => {
  const { exitCode, value } = await contractQuery.run(workspace, { what: ["GET", "/orders/7"] }, context);
  strictEqual(exitCode, 0);
  const text = reports["contract query"].text(value, look).join("\n");
  match(text, /GET \/orders\/\{orderId\} +readOrder +docs\/shop\.yaml:5:5/);
  match(text, /auth +token \(bearer\)/);
  match(text, /path +orderId +string \(uuid\), required/);
  match(text, /answer +200 application\/json +Order: it/);
  match(text, /answer +404 +no body: none of this id/);
  match(text, /userId +string, required, at least 3 characters/);
  match(text, /orderId is order_id/);
  strictEqual(text.includes("Unrelated"), false);
  const json = JSON.stringify(reports["contract query"].json(value));
  strictEqual(json.includes("Unrelated"), false);
});

test("a broken document is told beside the answer, and hides nothing", async () => {
  const { value } = await contractQuery.run(workspace, { what: ["readOrder"] }, context);
  match(reports["contract query"].text(value, look).join("\n"), /docs\/broken\.yaml:3:\d+ +error/);
});

test("a miss says so, offers what is near, and is no success", async () => {
  const { exitCode, value } = await contractQuery.run(workspace, { what: ["readOdrer"] }, context);
  strictEqual(exitCode, 1);
  match(
    reports["contract query"].text(value, look).join("\n"),
    /no contract here speaks of "readOdrer"; did you mean "readOrder"\?/,
  );
});

test("a field is told with all places where it stands", async () => {
  const { exitCode, value } = await contractQuery.run(workspace, { what: ["user_id"] }, context);
  strictEqual(exitCode, 0);
  match(
    reports["contract query"].text(value, look).join("\n"),
    /userId +Order +string, required +docs\/shop\.yaml/,
  );
});

test("where there is no contract at all, that is said", async () => {
  const { exitCode, value } = await contractQuery.run(openMemory({ files: {} }), { what: ["x"] }, context);
  deepStrictEqual([exitCode, value.findings[0]?.rule], [2, "contract/no-documents"]);
});

test("lists what there is by service, and shows a document", async () => {
  const { value } = await contractList.run(workspace, {}, context);
  const text = reports["contract list"].text(value, look).join("\n");
  match(
    text,
    /Operations of Shop 1\.2\.0\n {2}GET \/orders\/\{orderId\} +Read one order +docs\/shop\.yaml:5:5/,
  );
  match(text, /2 documents: 1 operation, 0 events, 2 types/);
  const shown = await contractShow.run(workspace, { name: ["docs/shop.yaml"] }, context);
  match(
    reports["contract show"].text(shown.value, look).join("\n"),
    /docs\/shop\.yaml: OpenAPI 3\.1, Shop 1\.2\.0/,
  );
});

test("settings name other places", async () => {
  const elsewhere = openMemory({
    files: { "specs/api.yaml": shop, "keelback.yaml": "contracts: [specs]\n" },
  });
  const { value } = await contractList.run(elsewhere, { only: "type" }, context);
  deepStrictEqual(
    value.items.map(({ name }) => name),
    ["Order", "Unrelated"],
  );
});
