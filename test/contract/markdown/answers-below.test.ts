import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { answerFor, findItems, linkRegistry, readRegistryDocument } from "#contract";

const record = `# Orders

### POST /orders

Auth: bearer token

| name | in | type | required |
|---|---|---|---|
| userId | body | uuid | yes |

Response 201: \`Order\`

| status | code | when |
|---|---|---|
| 422 | invalid | a field is wrong |

Emits: order.created

### order.created

Trigger: an order was placed
Channel: orders
Producer: Orders

| field | type | required |
|---|---|---|
| orderId | uuid | yes |

## Types

### Order

| field | type | required |
|---|---|---|
| id | uuid | yes |
| status | string | yes |
`;

test("a table of statuses below an answer lists further answers, and what is emitted is told with the operation", () => {
  const read = readRegistryDocument("docs/orders.md", record);
  const contract = read?.reading.value;
  deepStrictEqual(read?.document.findings, []);
  deepStrictEqual(
    contract?.operations[0]?.responses.map(({ status }) => status),
    ["201", "422"],
  );
  if (read === undefined || contract === undefined) return;
  const registry = linkRegistry([read.document]);
  const [item] = findItems(registry, "POST /orders").items;
  deepStrictEqual(item && answerFor(registry, item, contract)?.emits.map(({ name }) => name), [
    "order.created",
  ]);
});
