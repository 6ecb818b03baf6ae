import { deepStrictEqual, match } from "node:assert";
import { test } from "node:test";
import { openReading, readFacts } from "#facts";
import { explainLine } from "#rules";
import { projectOf } from "../facts/check.ts";

const models = `
# file: shop/models.py
from django.db import models
class Customer(models.Model):
    name = models.CharField(max_length=9)
class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
# file: shop/code.py
from .models import Order
`;

/** Why nothing is said of a line of `shop/code.py`, of which the first two are above. */
function why(code: string, line: number): readonly string[] {
  const project = projectOf(models + code);
  const reading = openReading(project);
  return explainLine(reading, readFacts(project, undefined, reading), {
    file: "shop/code.py",
    line: line + 1,
  }).map(({ rule, why: said }) => `${rule}: ${said}`);
}

test("a parameter of which nothing is told", () => {
  const [first = ""] = why("def names(orders):\n    return [order.customer.name for order in orders]\n", 2);
  match(first, /^facts: `order` differs from one round of a loop to the next|^facts: what `order` is/);
  const [one = ""] = why("def name(order):\n    return order.customer.name\n", 2);
  match(one, /^facts: nothing tells what the parameter `order` of `name` is/);
});

test("what a call gives that nobody sees", () => {
  const code =
    "import shop_api\ndef name(pk):\n    order = shop_api.find(pk)\n    return order.customer.name\n";
  match(why(code, 4)[0] ?? "", /^facts: `order` is what `shop_api.find\(pk\)` gives in line 4/);
});

test("rows that are handed in, are few, one, or have the relation with them", () => {
  match(
    why("def name(order: Order):\n    return order.customer.name\n", 2)[0] ?? "",
    /which query the row of Order comes from is not seen/,
  );
  match(
    why("def name():\n    return Order.objects.first().customer.name\n", 2)[0] ?? "",
    /^django\/n-plus-one: customer is read of one order/,
  );
  const loaded =
    'def names():\n    for order in Order.objects.select_related("customer"):\n        print(order.customer)\n';
  match(
    why(loaded, 3)[0] ?? "",
    /^django\/n-plus-one: customer is loaded with the order by the query of shop\/code.py:3/,
  );
  const options =
    "def names(more):\n    for order in Order.objects.select_related(*more()):\n        print(order.customer)\n";
  match(
    why(options, 3)[0] ?? "",
    /^facts: what the query of shop\/code.py:3 .* is told by something that cannot be followed/,
  );
});

test("a defect that is told needs no reason, and neither does a line that reads nothing", () => {
  deepStrictEqual(
    why("def names():\n    for order in Order.objects.all():\n        print(order.customer)\n", 3),
    [],
  );
  deepStrictEqual(why("x = 1\n", 1), []);
});
