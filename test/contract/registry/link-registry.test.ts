import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { linkRegistry, readRegistryDocument } from "#contract";

function document(title: string, version: string, order: string, more = ""): string {
  return `openapi: 3.1.0
info: { title: ${title}, version: ${version} }
paths:
  /orders/{${more === "" ? "id" : more}}:
    get:
      parameters: [{ name: ${more === "" ? "id" : more}, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
components: { schemas: { Order: ${order} } }
`;
}

function link(...texts: readonly string[]) {
  return linkRegistry(
    texts.flatMap((text, index) => readRegistryDocument(`docs/${index}.yaml`, text)?.document ?? []),
  );
}

const order = "{ type: object, properties: { id: { type: string }, total: { type: integer, minimum: 0 } } }";
const reordered =
  "{ description: What was bought., properties: { total: { minimum: 0, type: integer }, id: { type: string } }, type: object }";
const other = "{ type: object, properties: { id: { type: integer }, total: { type: integer, minimum: 0 } } }";

test("what two documents of a service say alike is one thing, in whatever order and words", () => {
  const { items, findings } = link(document("Shop", "1.0", order), document("shop", "1.1", reordered));
  deepStrictEqual(
    items.map(({ name, said }) => [name, said.length]),
    [
      ["GET /orders/{id}", 2],
      ["Order", 2],
    ],
  );
  deepStrictEqual(findings, []);
});

test("what they say otherwise is told with both places", () => {
  const { items, findings } = link(document("Shop", "1.0", order), document("Shop", "1.1", other));
  deepStrictEqual(
    items.map(({ contradicted }) => contradicted.length),
    [1, 1],
  );
  const [first] = findings;
  strictEqual(first?.rule, "contract/contradiction");
  strictEqual(first?.span?.file, "docs/1.yaml");
  match(first?.message ?? "", /docs\/0\.yaml:\d+:\d+/);
});

test("services and major versions stand beside each other", () => {
  strictEqual(link(document("Shop", "1.0", order), document("Depot", "1.0", other)).findings.length, 0);
  strictEqual(link(document("Shop", "1.9", order), document("Shop", "2.0", other)).findings.length, 0);
});

test("how a path calls its parameter is a promise of the operation, but not another operation", () => {
  const { items, findings } = link(document("Shop", "1.0", order), document("Shop", "1.0", order, "orderId"));
  strictEqual(items.filter(({ kind }) => kind === "operation").length, 1);
  strictEqual(findings.length, 1);
});
