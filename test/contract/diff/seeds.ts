/** One change of a document, and what it means: item, a name that the change is known by, and the class for both sides. */
export interface Seed {
  readonly name: string;
  /** What stands before and what stands in its place after; each occurs once. */
  readonly replace: readonly (readonly [before: string, after: string])[];
  readonly expected: readonly (readonly [
    item: string,
    named: string,
    consumer: "breaking" | "risky" | "safe",
    provider: "breaking" | "risky" | "safe",
  ])[];
}

/** Changes of events, classified by hand before anything compared them. */
export const asyncapiSeeds: readonly Seed[] = [
  {
    name: "an optional property of the payload is taken away",
    replace: [["        note:\n          type: string\n          maxLength: 200\n", ""]],
    expected: [["order.created", "note", "breaking", "safe"]],
  },
  {
    name: "a required property comes to the payload",
    replace: [
      ["required: [id, total, lines]", "required: [id, total, lines, currency]"],
      [
        "        total:\n          type: number\n",
        "        total:\n          type: number\n        currency:\n          type: string\n",
      ],
    ],
    expected: [["order.created", "currency", "safe", "breaking"]],
  },
  {
    name: "an optional property comes to the payload",
    replace: [
      [
        "        total:\n          type: number\n",
        "        total:\n          type: number\n        coupon:\n          type: string\n",
      ],
    ],
    expected: [["order.created", "coupon", "safe", "safe"]],
  },
  {
    name: "the type of a property is widened, deep in the payload",
    replace: [["        quantity:\n          type: integer", "        quantity:\n          type: number"]],
    expected: [["order.created", "quantity", "breaking", "safe"]],
  },
  {
    name: "a property becomes another type",
    replace: [["        total:\n          type: number", "        total:\n          type: string"]],
    expected: [["order.created", "total", "breaking", "breaking"]],
  },
  {
    name: "a property is no longer always there",
    replace: [["required: [id, total, lines]", "required: [id, lines]"]],
    expected: [["order.created", "total", "breaking", "safe"]],
  },
  {
    name: "a property may be null",
    replace: [
      [
        "            type: string\n            format: uuid\n          reason",
        "            type: [string, 'null']\n            format: uuid\n          reason",
      ],
    ],
    expected: [["order.cancelled", "id", "breaking", "safe"]],
  },
  {
    name: "an enum has one more value",
    replace: [["enum: [customer, stock]", "enum: [customer, stock, fraud]"]],
    expected: [["order.cancelled", "fraud", "risky", "safe"]],
  },
  {
    name: "an enum has one value less",
    replace: [["enum: [customer, stock]", "enum: [customer]"]],
    expected: [["order.cancelled", "stock", "safe", "breaking"]],
  },
  {
    name: "a text may be longer",
    replace: [["maxLength: 200", "maxLength: 500"]],
    expected: [["order.created", "note", "risky", "safe"]],
  },
  {
    name: "a bound is lifted in an event that is taken",
    replace: [["            minimum: 0\n", ""]],
    expected: [["payment.received", "amount", "risky", "safe"]],
  },
  {
    name: "the address of a channel changes, for all its events",
    replace: [["address: shop.orders", "address: shop.orders.v2"]],
    expected: [
      ["order.created", "shop.orders.v2", "breaking", "breaking"],
      ["order.cancelled", "shop.orders.v2", "breaking", "breaking"],
    ],
  },
  {
    name: "an event is taken away",
    replace: [
      ["      orderCancelled:\n        $ref: '#/components/messages/orderCancelled'\n", ""],
      [
        "  tellOrderCancelled:\n    action: send\n    channel:\n      $ref: '#/channels/orders'\n    messages:\n      - $ref: '#/channels/orders/messages/orderCancelled'\n",
        "",
      ],
    ],
    expected: [["order.cancelled", "", "breaking", "safe"]],
  },
  {
    name: "a header is no longer always there, the content type is another",
    replace: [
      ["        required: [traceId]\n", ""],
      ["contentType: application/json", "contentType: application/avro"],
    ],
    expected: [
      ["order.created", "traceId", "breaking", "safe"],
      ["order.created", "application/avro", "breaking", "breaking"],
    ],
  },
  {
    name: "words alone change",
    replace: [["description: Where it was paid.", "description: The region of the payment."]],
    expected: [],
  },
];
