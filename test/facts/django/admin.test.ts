import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { unloaded } from "../flow/check.ts";

const models = `# file: shop/models.py
from django.db import models
class Country(models.Model):
    name = models.CharField(max_length=9)
class Customer(models.Model):
    name = models.CharField(max_length=9)
    country = models.ForeignKey(Country, on_delete=models.CASCADE)
    agent = models.ForeignKey(Country, null=True, on_delete=models.CASCADE, related_name="agents")
    def __str__(self):
        return self.country.name
class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    payer = models.ForeignKey(Customer, null=True, on_delete=models.CASCADE, related_name="paid")
    def total(self):
        return sum(line.price for line in self.lines.all())
    def __str__(self):
        return self.customer.name
class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    price = models.IntegerField()
# file: shop/admin.py
from django.contrib import admin
from .models import Order
`;

/** Relations that a list of the administration reads for each row, from the body of its class. */
function read(body: string): readonly string[] {
  return unloaded(`${models}@admin.register(Order)\nclass OrderAdmin(admin.ModelAdmin):\n${body}`).map(
    (each) => each.replace(/ \d+$/, ""),
  );
}

test("a list joins relations that are never null where one is among its columns", () => {
  deepStrictEqual(read('    list_display = ["id", "customer"]\n'), []);
  deepStrictEqual(read('    list_display = ["id", "payer"]\n'), ["Order.payer", "Customer.country"]);
  deepStrictEqual(read('    list_display = ["payer"]\n    list_select_related = ["payer__country"]\n'), []);
  deepStrictEqual(read('    list_display = ["payer"]\n    list_select_related = True\n'), [
    "Order.payer",
    "Customer.country",
  ]);
});

test("without a relation among its columns it joins nothing", () => {
  deepStrictEqual(read("    pass\n"), ["Order.customer"]);
  deepStrictEqual(read('    list_display = ["total"]\n'), ["Order.lines"]);
  deepStrictEqual(
    read(
      '    list_display = ["place"]\n    def place(self, obj):\n        return obj.customer.country.name\n',
    ),
    ["Order.customer", "Customer.country"],
  );
  deepStrictEqual(
    read('    list_display = ["place"]\n    def place(self, obj):\n        return obj.customer_id\n'),
    [],
  );
  deepStrictEqual(read("    list_select_related = True\n"), []);
});

test("what the class asks for itself is known", () => {
  deepStrictEqual(
    read(
      '    list_display = ["total", "customer"]\n    def get_queryset(self, request):\n        return super().get_queryset(request).prefetch_related("lines")\n',
    ),
    [],
  );
  // A query that joins something is left as it is.
  deepStrictEqual(
    read(
      '    list_display = ["payer", "customer"]\n    def get_queryset(self, request):\n        return super().get_queryset(request).select_related("payer")\n',
    ),
    ["Customer.country", "Order.customer"],
  );
});

test("a class is registered by a call too, and what is chosen for each request is left alone", () => {
  deepStrictEqual(
    unloaded(
      `${models}class OrderAdmin(admin.ModelAdmin):\n    list_display = ["total"]\nadmin.site.register([Order], OrderAdmin)\n`,
    ),
    ["Order.lines 14"],
  );
  deepStrictEqual(
    read('    list_display = ["total"]\n    def get_list_display(self, request):\n        return ["id"]\n'),
    [],
  );
});
