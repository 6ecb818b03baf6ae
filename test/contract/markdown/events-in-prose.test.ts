import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readContract } from "#contract";

/** Events of a record with the operations that give them; and findings about them. */
function read(text: string) {
  const { value, findings } = readContract("shop.md", text);
  const events = (value?.events ?? []).map(({ name, producers }) => [
    name,
    ...producers.flatMap(({ operation }) => (operation === undefined ? [] : [operation])),
  ]);
  return { events, rules: findings.map(({ rule }) => rule) };
}

function record(prose: string, trigger = "an order was placed"): string {
  return `# Shop

## Endpoints

### POST /orders

${prose}

**Response 204**

### POST /orders/cancel

**Operation id:** cancelOrder

**Response 204**

## Events

### order.created

**Trigger:** ${trigger}
**Consumers:** Billing

| Field | Type |
|---|---|
| id | uuid |

### OrderPaid

**Trigger:** money came
**Consumers:** Billing

| Field | Type |
|---|---|
| id | uuid |
`;
}

test("an event whose trigger is an operation stays an event, and is given by it", () => {
  for (const trigger of [
    "POST /orders",
    "`POST /orders`",
    "after `POST /orders` has answered 204",
    "wenn POST /orders gelingt",
    "[POST /orders](#post-orders)",
  ])
    deepStrictEqual(
      read(record("", trigger)),
      {
        events: [["order.created", "POST /orders"], ["OrderPaid"]],
        rules: [],
      },
      trigger,
    );
  deepStrictEqual(read(record("", "`cancelOrder` succeeded")).events[0], ["order.created", "cancelOrder"]);
  deepStrictEqual(read(record("", "GET /orders, and no other")).events[0], ["order.created"]);
});

test("prose that says what an operation sends ties events to it, in seven languages", () => {
  for (const prose of [
    "Places an order and publishes `order.created`.",
    "Emits the event `order.created` once it is stored.",
    "On success an `order.created` event is sent.",
    "`order.created` is published afterwards.",
    "Legt die Bestellung an. Danach wird `order.created` gesendet.",
    "Löst das Ereignis `order.created` aus.",
    "Publie `order.created` après l'enregistrement.",
    "L'événement `order.created` est émis.",
    "Publica el evento `order.created`.",
    "Se emite `order.created` al terminar.",
    "Emite o evento `order.created`.",
    "O evento `order.created` é publicado.",
    "Pubblica l'evento `order.created`.",
    "Viene emesso `order.created`.",
    "Publiceert `order.created`.",
    "Daarna wordt `order.created` verzonden.",
  ])
    deepStrictEqual(read(record(prose)).events[0], ["order.created", "POST /orders"], prose);
  deepStrictEqual(read(record("Publishes `order.created` and `OrderPaid`.")).events, [
    ["order.created", "POST /orders"],
    ["OrderPaid", "POST /orders"],
  ]);
});

test("prose that only speaks of an event, or sends something else, ties nothing", () => {
  for (const prose of [
    "See `order.created`.",
    "Never publishes `order.created`.",
    "`order.created` wird nicht gesendet.",
    "Billing publishes other things once it has seen `order.created`.",
    "Sends `email` to the buyer.",
    "Places what `order.created` tells of.",
    "Consumes `order.created`.",
    "When `order.created` was published, this fails.",
  ])
    deepStrictEqual(read(record(prose)).events, [["order.created"], ["OrderPaid"]], prose);
});
