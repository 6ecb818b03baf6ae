import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { unloaded } from "./check.ts";

const read = (call: string, more = ""): readonly string[] =>
  unloaded(`# file: shop/models.py
from django.db import models
class Customer(models.Model):
    name = models.CharField(max_length=9)
class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
# file: shop/code.py
import logging
from .models import Order
logger = logging.getLogger(__name__)
def describe(order):
    return {"customer": order.customer.name}
def check():
    for order in Order.objects.all():
        if order.pk > 9:
            ${call}
${more}`);

test("what is worked out to report that something went wrong is read for no row but that", () => {
  deepStrictEqual(read('logger.warning("too high", extra=describe(order))'), []);
  deepStrictEqual(read('logger.error("too high: %s", order.customer.name)'), []);
  deepStrictEqual(read('logger.info("high", extra=describe(order))'), ["Order.customer 5"]);
  deepStrictEqual(read('tell.warning("too high", describe(order))'), ["Order.customer 5"]);
});

test("what a report calls is followed for those who call it otherwise", () => {
  deepStrictEqual(
    read(
      'logger.warning("too high", extra=describe(order))',
      "def show():\n    return [describe(order) for order in Order.objects.all()]\n",
    ),
    ["Order.customer 5"],
  );
});
