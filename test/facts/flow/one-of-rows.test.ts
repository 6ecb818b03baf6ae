import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { eventsOf, unloaded } from "./check.ts";

const models = `# file: shop/models.py
from django.db import models
class Shop(models.Model):
    name = models.CharField(max_length=9)
    owner = models.ForeignKey("Customer", null=True, on_delete=models.CASCADE, related_name="+")
class Customer(models.Model):
    name = models.CharField(max_length=9)
    def newest(self):
        orders = list(self.orders.all())
        return max(orders, default=None, key=lambda order: order.made)
class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE)
    made = models.DateTimeField()
# file: shop/code.py
from django.db.models import Prefetch
from .models import Customer, Order
`;
const preamble = models.split("\n").findLastIndex((line) => line.startsWith("# file:"));

function relative(found: readonly string[]): readonly string[] {
  const before = models.split("\n").length - preamble - 2;
  return found.map((each) => each.replace(/\d+$/, (line) => `${Number(line) - before}`));
}

function read(code: string): readonly string[] {
  return relative(unloaded(models + code));
}

test("the greatest of one row's rows is one, and that of each row is one for each", () => {
  const of = (rows: string): string => `def f(pk):\n    for c in ${rows}:\n        c.newest().shop\n`;
  deepStrictEqual(read("def f(pk):\n    Customer.objects.get(pk=pk).newest().shop\n"), []);
  deepStrictEqual(
    read("def f(pk):\n    Customer.objects.prefetch_related('orders').get(pk=pk).newest().shop\n"),
    [],
  );
  deepStrictEqual(read(of("Customer.objects.prefetch_related('orders')")), ["Order.shop 3"]);
  deepStrictEqual(read("def f():\n    max(Order.objects.all(), key=lambda o: o.shop.name).customer\n"), [
    "Order.shop 2",
  ]);
  deepStrictEqual(
    read(
      "def f(keys):\n    orders = list(Order.objects.all())\n    for key in keys:\n        next(o for o in orders if o.pk == key).shop\n",
    ),
    ["Order.shop 4"],
  );
  deepStrictEqual(read("def f():\n    next(iter(Order.objects.all())).customer\n"), []);
  deepStrictEqual(read("def f():\n    next(o for o in Order.objects.all() if o.made).customer\n"), []);
});

test("what is asked of rows that a Prefetch brought begins with its queryset", () => {
  const of = (loaded: string): string =>
    `def f():\n    for c in Customer.objects.prefetch_related(${loaded}):\n        for o in c.orders.order_by('made'):\n            o.shop\n`;
  deepStrictEqual(read(of("Prefetch('orders', queryset=Order.objects.select_related('shop'))")), []);
  deepStrictEqual(read(of("Prefetch('orders', Order.objects.all()), 'orders__shop'")), ["Order.shop 4"]);
  deepStrictEqual(read(of("'orders__shop'")), ["Order.shop 4"]);
  deepStrictEqual(
    read(of("Prefetch('orders', queryset=Order.objects.select_related('shop'), to_attr='all_orders')")),
    ["Order.shop 4"],
  );
});

test("a row that is read anew is the row of no list any more", () => {
  const runs = (code: string): readonly string[] =>
    eventsOf(models + code).flatMap((event) => (event.kind === "run" ? [event.row?.model ?? "none"] : []));
  const of = (again: string): string =>
    `def f():\n    for c in Customer.objects.all():\n        ${again}\n        c.orders.filter(made=1).count()\n`;
  deepStrictEqual(runs(of("c.refresh_from_db()")), ["none"]);
  deepStrictEqual(runs(of("c.save()")), ["shop/models.py:Customer"]);
});

test("querysets that are combined are asked once, and for no row alone", () => {
  const of = (part: string): string =>
    `def f():\n    found = Order.objects.none()\n    for c in Customer.objects.all():\n        found = found | ${part}\n    for o in found:\n        o.shop\n`;
  deepStrictEqual(read(of("c.orders.all()")), ["Order.shop 6"]);
  deepStrictEqual(read(of("c.orders.filter(made=1)")), ["Order.shop 6"]);
  const both = (left: string, right: string): string =>
    `def f():\n    found = Order.objects.${left} | Order.objects.${right}\n    for o in found:\n        o.shop\n`;
  deepStrictEqual(read(both("select_related('shop')", "filter(made=1)")), []);
  deepStrictEqual(read(both("filter(made=1)", "select_related('shop')")), ["Order.shop 4"]);
  deepStrictEqual(
    eventsOf(models + of("c.orders.filter(made=1)")).filter(({ kind }) => kind === "run"),
    [],
  );
});

test("rows that are asked for where they lead nowhere have nothing to load", () => {
  const of = (lookup: string): string =>
    `def f():\n    for o in Order.objects.filter(${lookup}):\n        o.shop and o.shop.owner\n`;
  deepStrictEqual(read(of("shop__isnull=True")), []);
  deepStrictEqual(read(of("shop=None")), []);
  deepStrictEqual(read(of("shop__isnull=False")), ["Order.shop 3", "Shop.owner 3"]);
});

test("the way to a read is no longer than it must be, where a method calls itself", () => {
  const code = `def tell(work):
    return work.order
class Work(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    def close(self, deep=False):
        if not deep:
            self.close(deep=True)
        return tell(self)
def g():
    for work in Work.objects.all():
        work.close()
`;
  const found = eventsOf(`${models}from django.db import models\n${code}`).flatMap((event) =>
    event.kind === "read" && event.each ? [event.calls.map(({ callee }) => callee.split(":")[1])] : [],
  );
  deepStrictEqual(found, [["g", "Work.close", "tell"]]);
});

test("what a property gives is what its getter does, whatever its setter does beside it", () => {
  const of = (use: string): string => `from django.db import models
class Work(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    @property
    def state(self):
        return "open"
    @state.setter
    def state(self, value):
        self.order.state = value
def f():
    for work in Work.objects.all():
        ${use}
`;
  deepStrictEqual(read(of("print(work.state)")), []);
});
