import { checkScript } from "../script-checks.ts";

checkScript(import.meta.dirname, {
  operations: 12,
  secured: [
    "createMenuItem",
    "deleteMenuItem",
    "listOrders",
    "createOrder",
    "getOrderById",
    "updateOrder",
    "deleteOrder",
    "listOrderItems",
    "getRevenue",
  ],
  answersOnly: ["client-is-registered", "client-refused", "token-refused"],
});
