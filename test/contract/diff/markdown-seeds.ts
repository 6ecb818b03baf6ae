import type { Seed } from "./seeds.ts";

/** Changes of a markdown record, classified by hand before anything compared them. */
export const markdownSeeds: readonly Seed[] = [
  {
    name: "a property of an answer is taken away",
    replace: [["| note | string | no |\n", ""]],
    expected: [["POST /orders", "note", "breaking", "safe"]],
  },
  {
    name: "a property of a request becomes required",
    replace: [["| note | body | string | no |", "| note | body | string | yes |"]],
    expected: [["POST /orders", "note", "breaking", "safe"]],
  },
  {
    name: "an optional property comes to a request",
    replace: [
      [
        "| quantity | body | integer | yes | at least 1 |\n",
        "| quantity | body | integer | yes | at least 1 |\n| coupon | body | string | no | |\n",
      ],
    ],
    expected: [["POST /orders", "coupon", "safe", "risky"]],
  },
  {
    name: "an operation is taken away",
    replace: [
      [
        "### GET /orders/{id}\n\nAuth: bearer\n\n#### Response 200\n\n| Name | Type | Required |\n|---|---|---|\n| id | uuid | yes |\n| total | number | yes |\n\n## Events",
        "## Events",
      ],
    ],
    expected: [["GET /orders/{id}", "", "breaking", "safe"]],
  },
  {
    name: "an event travels on another channel",
    replace: [["Channel: shop.orders", "Channel: shop.orders.v2"]],
    expected: [["order.created", "shop.orders.v2", "breaking", "breaking"]],
  },
];
