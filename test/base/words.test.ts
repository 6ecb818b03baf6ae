import assert from "node:assert/strict";
import { test } from "node:test";
import { localName } from "#base";

test("the packages before a type are no part of its name, a version at the end is", () => {
  assert.equal(localName("internal_models.Booking"), "Booking");
  assert.equal(localName("com.acme.api.Order"), "Order");
  assert.equal(localName("Order.v1"), "Order.v1");
  assert.equal(localName("Order."), "Order.");
  assert.equal(localName("Order"), "Order");
});
