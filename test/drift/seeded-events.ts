import type { SeededDrift } from "./seeded-drifts.ts";

const events = "docs/events.yaml";
const record = "docs/orders.md";
const main = "app/main.py";

function shop(
  name: string,
  file: string,
  old: string,
  text: string,
  ...found: readonly string[]
): SeededDrift {
  return { name, project: "shop", changes: [{ file, old, new: text }], found };
}

/** Drift of events, of error answers and of tests, in a project written by hand. */
export const seededEvents: readonly SeededDrift[] = [
  shop(
    "event of AsyncAPI that nothing gives any more",
    main,
    '    await publish_event("order.created", event.model_dump(mode="json", by_alias=True))\n',
    "",
    "event-not-emitted | order.created |  | - | OrderCreated: | -",
  ),
  shop(
    "event of a record that nothing gives",
    record,
    "### bill.sent",
    "### order.refunded\n\n**Trigger:** money went back\n**Channel:** `order.refunded`\n**Producer:** Orders\n\n### bill.sent",
    "event-not-emitted | order.refunded |  | - | ### order.refunded | -",
  ),
  shop(
    "event given under another spelling",
    "app/events.py",
    'CANCELLED = "order.cancelled"',
    'CANCELLED = "order_cancelled"',
    "event-not-emitted | order.cancelled |  | - | ### order.cancelled | await publish_event(CANCELLED, payload)",
  ),
  shop(
    "event that no contract speaks of",
    main,
    "    send_receipt.delay(placed.id)\n",
    '    send_receipt.delay(placed.id)\n    await publish_event("order.counted", {"count": count_open()})\n',
    'event-undocumented | order.counted |  | - | - | await publish_event("order.counted", {"count": count_open()})',
  ),
  shop(
    "field of a payload missing, by a dictionary",
    main,
    '        "reason": "asked for",\n',
    "",
    "event-payload-differs | order.cancelled | payload.reason | - | | reason | string | yes | | payload = {",
  ),
  shop(
    "field of a payload missing, by a class",
    "app/events.py",
    "    total: int\n",
    "",
    "event-payload-differs | order.created | payload.total | - | total: { type: integer } | class OrderCreated(BaseModel):",
  ),
  shop(
    "field of a payload that the contract does not have",
    main,
    '        "refund": True,\n',
    '        "refund": True,\n        "by": "caller",\n',
    'event-payload-differs | order.cancelled | payload.by | - | | order_id | uuid | yes | | "by": "caller",',
  ),
  shop(
    "field of a payload renamed in the code",
    main,
    '        "order_id": str(order_id),\n',
    '        "orderId": str(order_id),\n',
    'event-payload-differs | order.cancelled | payload.order_id | - | | order_id | uuid | yes | | "orderId": str(order_id),',
  ),
  shop(
    "fields given by their own names where the contract has the others",
    main,
    ", by_alias=True",
    "",
    'event-payload-differs | order.created | payload.orderId | - | orderId: { type: string, format: uuid } | order_id: UUID = Field(serialization_alias="orderId")',
    'event-payload-differs | order.created | payload.placedAt | - | placedAt: { type: string, format: date-time } | placed_at: datetime = Field(serialization_alias="placedAt")',
  ),
  shop(
    "type of a field of a payload",
    main,
    '        "refund": True,\n',
    '        "refund": "yes",\n',
    'event-payload-differs | order.cancelled | payload.refund | type | | refund | boolean | no | | "refund": "yes",',
  ),
  shop(
    "type of a field of a payload, by the contract, behind a shared channel",
    events,
    "            parcel: { type: integer }",
    "            parcel: { type: string }",
    'event-payload-differs | parcel.lost | payload.parcel | type | parcel: { type: string } | lost = {"type": "parcel.lost", "parcel": parcel}',
  ),
  shop(
    "field of a payload that is there on some ways only",
    events,
    "          required: [type, orderId]\n",
    "          required: [type, orderId, carrier]\n",
    'event-payload-differs | order.shipped | payload.carrier | required | carrier: { type: [string, "null"] } | shipped["carrier"] = carrier',
  ),
  shop(
    "documented answer without a test",
    "tests/test_orders.py",
    "    assert response.status_code == 409\n",
    "    assert response.json()\n",
    'answer-untested | POST /orders | 409 | - | | 409 | limit | too many orders are open | | @app.post("/orders", status_code=201)',
  ),
  shop(
    "operation without a test",
    "tests/test_orders.py",
    '    response = client.post("/orders/1/cancel")\n    assert response.status_code == 204\n',
    "    assert app is not None\n",
    'operation-untested | POST /orders/{order_id}/cancel |  | - | ### POST /orders/{order_id}/cancel – Cancel an order | @app.post("/orders/{order_id}/cancel", status_code=204)',
  ),
];
