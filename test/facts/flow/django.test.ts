import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { columns, repeated, unloaded } from "./check.ts";

const models = `
# file: shop/models.py
from django.db import models
class OrderQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="open")
    def with_customer(self):
        return self.select_related("customer")
class OrderManager(models.Manager.from_queryset(OrderQuerySet)):
    def get_queryset(self):
        return super().get_queryset().select_related("shop")
CalmManager = models.Manager.from_queryset(OrderQuerySet)
class Country(models.Model):
    name = models.CharField(max_length=9)
class Customer(models.Model):
    name = models.CharField(max_length=9)
    country = models.ForeignKey(Country, on_delete=models.CASCADE)
    @property
    def place(self):
        return self.country.name
    def __str__(self):
        return f"{self.name} {self.country}"
class Shop(models.Model):
    name = models.CharField(max_length=9)
class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE)
    state = models.CharField(max_length=9)
    made = models.DateTimeField()
    objects = OrderQuerySet.as_manager()
    calm = CalmManager()
    busy = OrderManager()
    def total(self):
        return sum(line.price for line in self.lines.all())
class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    price = models.IntegerField()
# file: shop/code.py
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.shortcuts import get_object_or_404
from .models import Customer, Line, Order
`;
const preamble = 4;

function read(code: string): readonly string[] {
  return relative(unloaded(models + code));
}

/** Lines counted from the first of the code itself. */
function relative(found: readonly string[]): readonly string[] {
  return found.map((each) => each.replace(/\d+$/, (line) => `${Number(line) - preamble + 1}`));
}

test("a relation that is read in a loop over a query is not loaded, unless the query says so", () => {
  deepStrictEqual(read("def f():\n    for o in Order.objects.all():\n        print(o.customer.name)\n"), [
    "Order.customer 3",
  ]);
  deepStrictEqual(
    read(
      "def f():\n    for o in Order.objects.select_related('customer'):\n        print(o.customer.name)\n",
    ),
    [],
  );
  deepStrictEqual(
    read(
      "def f():\n    for o in Order.objects.prefetch_related('customer'):\n        print(o.customer.country.name)\n",
    ),
    ["Customer.country 3"],
  );
  deepStrictEqual(
    read(
      "def f():\n    return [o.customer for o in Order.objects.select_related('customer__country') if o.customer.country]\n",
    ),
    [],
  );
});

test("one row is no many", () => {
  deepStrictEqual(
    read("def f(pk):\n    o = get_object_or_404(Order, pk=pk)\n    return o.customer.name\n"),
    [],
  );
  deepStrictEqual(read("def f():\n    return Order.objects.first().customer\n"), []);
  deepStrictEqual(
    read(
      "def f(pk):\n    o = Order.objects.get(pk=pk)\n    return [line.order.customer for line in o.lines.all()]\n",
    ),
    [],
  );
});

test("rows that are narrowed to one key are one at most", () => {
  const rows = (narrowed: string): readonly string[] =>
    read(`def f(given):\n    for o in Order.objects.filter(${narrowed}):\n        print(o.customer.name)\n`);
  deepStrictEqual(rows("pk=given"), []);
  deepStrictEqual(rows("id=given, state='open'"), []);
  deepStrictEqual(rows("pk__in=given"), ["Order.customer 3"]);
  deepStrictEqual(rows("shop_id=given"), ["Order.customer 3"]);
});

test("the rows of one row's relation are a query of their own", () => {
  const code =
    "def f(pk):\n    c = Customer.objects.get(pk=pk)\n    for o in c.orders.select_related('customer'):\n        print(o.shop)\n";
  deepStrictEqual(read(code), ["Order.shop 4"]);
  deepStrictEqual(read(code.replace("'customer'", "'shop'")), []);
  deepStrictEqual(read(code.replace("select_related('customer')", "all()")), ["Order.shop 4"]);
});

test("rows that a relation led to know whose they are", () => {
  deepStrictEqual(
    read(
      "def f():\n    for c in Customer.objects.prefetch_related('orders'):\n        for o in c.orders.all():\n            o.customer.country\n",
    ),
    ["Customer.country 4"],
  );
  deepStrictEqual(
    read(
      "def f(pk):\n    c = Customer.objects.get(pk=pk)\n    for o in c.orders.filter(state='x'):\n        o.customer.country\n",
    ),
    [],
  );
  deepStrictEqual(
    read("def f():\n    for o in Order.objects.all():\n        o.customer.orders.first().customer.country\n"),
    ["Order.customer 3", "Customer.country 3"],
  );
});

test("querysets are followed through variables, branches, helpers, methods and managers", () => {
  deepStrictEqual(
    read(
      "def base(user):\n    return Order.objects.filter(state='x')\ndef show(o):\n    return o.customer.name\ndef f(user):\n    q = base(user)\n    q = q.order_by('made')\n    if user:\n        q = q.exclude(state='y')\n    return [show(o) for o in q]\n",
    ),
    ["Order.customer 4"],
  );
  deepStrictEqual(
    read("def f():\n    return [o.customer.name for o in Order.objects.open().with_customer()]\n"),
    [],
  );
  deepStrictEqual(
    read("def f():\n    return [(o.shop.name, o.customer.name) for o in Order.busy.open()]\n"),
    ["Order.customer 2"],
  );
  deepStrictEqual(read("def f():\n    return [o.customer.name for o in Order.calm.open()]\n"), [
    "Order.customer 2",
  ]);
  deepStrictEqual(read("def f():\n    return [o.customer.name for o in Order.calm.with_customer()]\n"), []);
  deepStrictEqual(
    read(
      "class A:\n    rows = Order.objects.all()\n    def all(self):\n        return self.rows.filter(state='x')\n    def f(self):\n        for o in self.all():\n            o.customer.name\n",
    ),
    ["Order.customer 7"],
  );
});

test("properties, methods and texts of rows read what they read", () => {
  deepStrictEqual(unloaded(`${models}def f():\n    return [c.place for c in Customer.objects.all()]\n`), [
    "Customer.country 18",
  ]);
  deepStrictEqual(unloaded(`${models}def f():\n    return [str(c) for c in Customer.objects.all()]\n`), [
    "Customer.country 20",
  ]);
  deepStrictEqual(unloaded(`${models}def f():\n    for o in Order.objects.all():\n        o.total()\n`), [
    "Order.lines 32",
  ]);
  deepStrictEqual(
    unloaded(`${models}def f():\n    for o in Order.objects.prefetch_related('lines'):\n        o.total()\n`),
    [],
  );
});

test("what a branch may have loaded counts as loaded", () => {
  deepStrictEqual(
    read(
      "def f(a):\n    q = Order.objects.all()\n    if a:\n        q = q.select_related('customer')\n    for o in q:\n        o.customer.name\n",
    ),
    [],
  );
});

test("what cannot be followed is left alone", () => {
  for (const code of [
    "def f(q):\n    for o in q:\n        o.customer.name\n",
    "def f(names):\n    for o in Order.objects.select_related(*names):\n        o.customer.name\n",
    "def f():\n    for o in Order.objects.select_related():\n        o.customer.name\n",
    "def f():\n    for o in unknown(Order.objects.all()):\n        o.customer.name\n",
    "def f():\n    for o in Order.objects.values('customer'):\n        o['customer'].name\n",
    "def f():\n    for o in Order.objects.all()[:3]:\n        o.customer.name\n",
    "def f():\n    rows = list(Order.objects.all())\n    rows[0].customer.name\n    rows[-1].customer.name\n",
    "def f():\n    most = 3\n    for o in Order.objects.all()[:most]:\n        o.customer.name\n",
    "def f():\n    for o in list(Order.objects.all())[:3]:\n        o.customer.name\n",
    "def f(names):\n    for c in Customer.objects.all():\n        c.orders.create(state='x').shop\n",
    "def f(o: Order):\n    for line in o.lines.all():\n        line.order.customer\n",
  ])
    deepStrictEqual(read(code), [], code);
});

test("rows that are handed to what cannot be followed, under their own name, may have anything loaded", () => {
  const rows = (change: string): readonly string[] =>
    read(
      `from away import optimize\ndef f(quick):\n    rows = Order.objects.all()\n    if quick:\n        rows = ${change}\n    for o in rows:\n        print(o.customer.name)\n`,
    );
  deepStrictEqual(rows("optimize(rows)"), []);
  deepStrictEqual(rows("rows.optimized(quick)"), []);
  deepStrictEqual(rows("rows.filter(state='open')"), ["Order.customer 7"]);
});

test("prefetches say what they load below, and under which name", () => {
  deepStrictEqual(
    read(
      "def f():\n    lines = Line.objects.select_related('order__customer')\n    for c in Order.objects.prefetch_related(Prefetch('lines', queryset=lines)):\n        for line in c.lines.all():\n            line.order.customer\n",
    ),
    [],
  );
  deepStrictEqual(
    read(
      "def f():\n    for c in Customer.objects.prefetch_related(Prefetch('orders', queryset=Order.objects.all())):\n        for o in c.orders.all():\n            o.shop\n",
    ),
    ["Order.shop 4"],
  );
  deepStrictEqual(
    read(
      "def f():\n    rows = list(Order.objects.all())\n    prefetch_related_objects(rows, 'customer')\n    for o in rows:\n        o.customer.name\n",
    ),
    [],
  );
  deepStrictEqual(
    read(
      "def f():\n    rows = []\n    for o in Order.objects.all():\n        rows.append(o)\n    for o in sorted(rows, key=lambda o: o.customer.name):\n        pass\n",
    ),
    ["Order.customer 5"],
  );
});

test("a query in a loop is told where it differs from round to round, or belongs to each row", () => {
  const runs = (code: string): readonly string[] => relative(repeated(models + code));
  deepStrictEqual(runs("def f(names):\n    for name in names:\n        Customer.objects.get(name=name)\n"), [
    "Customer 3",
  ]);
  deepStrictEqual(
    runs("def f(names):\n    for name in names:\n        Customer.objects.get(name='x')\n"),
    [],
  );
  deepStrictEqual(
    runs(
      "def find(name):\n    return Customer.objects.filter(name=name).first()\ndef f(names):\n    return [find(name) for name in names]\n",
    ),
    ["Customer 2"],
  );
  deepStrictEqual(
    runs(
      "def f():\n    for o in Order.objects.prefetch_related('lines'):\n        o.lines.filter(price=1).count()\n",
    ),
    ["Line 3"],
  );
});

test("what is asked for one of the things that a loop goes over is asked once", () => {
  const runs = (test: string): readonly string[] =>
    relative(
      repeated(
        `${models}def f(names, given):\n    for name in names:\n        if ${test}:\n            Customer.objects.get(name=given.pop(name))\n`,
      ),
    );
  deepStrictEqual(runs("name == 'first'"), []);
  deepStrictEqual(runs("name != 'first'"), ["Customer 4"]);
  deepStrictEqual(runs("given == 'first'"), ["Customer 4"]);
});

test("what is asked once for each key, and kept under it, is asked for few", () => {
  const runs = (kept: string): readonly string[] =>
    relative(
      repeated(
        `${models}def f(names, kept):\n    for name in names:\n        if name not in kept:\n            ${kept} = Customer.objects.get(name=name)\n`,
      ),
    );
  deepStrictEqual(runs("kept[name]"), []);
  deepStrictEqual(runs("found"), ["Customer 4"]);
});

test("columns are known by which queries filter and sort", () => {
  deepStrictEqual(
    columns(
      `${models}def f(x):\n    Order.objects.filter(Q(customer__name__icontains=x) | Q(state=x), made__gt=x).order_by('-made', 'customer__country__name')\n`,
    ),
    ["Country.name sort", "Customer.name text", "Order.made range", "Order.made sort", "Order.state equal"],
  );
});

test("a row that was fetched has a key, and what is only done to new ones is not done to it", () => {
  for (const condition of [
    "not o.pk",
    "o.id is None",
    "o._state.adding",
    "o.pk is None and o.state",
    "new and not o.state",
    "not bool(o.pk)",
  ])
    deepStrictEqual(
      read(
        `def f():\n    for o in Order.objects.all():\n        new = not o.pk\n        if ${condition}:\n            o.customer.name\n`,
      ),
      [],
      condition,
    );
  for (const condition of ["o.pk", "not o.pk or o.state", "o.state is None", "o.id is not None"])
    deepStrictEqual(
      read(
        `def f():\n    for o in Order.objects.all():\n        if ${condition}:\n            o.customer.name\n`,
      ),
      ["Order.customer 4"],
      condition,
    );
});

test("a flag that is handed over decides which branch is taken, where nothing changes it", () => {
  const show = "def show(o, full=False):\n    if full:\n        return o.customer.name\n    return o.state\n";
  deepStrictEqual(read(`${show}def f():\n    return [show(o) for o in Order.objects.all()]\n`), []);
  deepStrictEqual(read(`${show}def f():\n    return [show(o, full=True) for o in Order.objects.all()]\n`), [
    "Order.customer 3",
  ]);
  deepStrictEqual(
    read(
      "def f():\n    first = True\n    for o in Order.objects.all():\n        if not first:\n            o.customer.name\n        first = False\n",
    ),
    ["Order.customer 5"],
  );
  deepStrictEqual(
    read(
      "def f(a):\n    full = False\n    if a:\n        full = a.full\n    for o in Order.objects.all():\n        if full:\n            o.customer.name\n",
    ),
    ["Order.customer 7"],
  );
});

test("a relation that was set is there, and a row that is read anew has lost what was loaded", () => {
  deepStrictEqual(
    read(
      "def f(c):\n    for o in Order.objects.all():\n        o.customer = c\n        print(o.customer.name, o.shop)\n",
    ),
    ["Order.shop 4"],
  );
  deepStrictEqual(
    read(
      "def f():\n    for o in Order.objects.all():\n        o.refresh_from_db()\n        print(o.customer.name)\n",
    ),
    [],
  );
});

test("a wrapper around rows gives those rows", () => {
  deepStrictEqual(
    read(
      "def same(rows):\n    return rows\ndef f(*, wrap=same):\n    for o in wrap(Order.objects.all()):\n        o.customer.name\n",
    ),
    ["Order.customer 5"],
  );
  deepStrictEqual(
    read(
      "from tqdm import tqdm\ndef f():\n    for o in tqdm(Order.objects.all()):\n        o.customer.name\n",
    ),
    ["Order.customer 4"],
  );
});

test("circles of calls and of names end", () => {
  deepStrictEqual(
    read(
      "def a(o):\n    return b(o)\ndef b(o):\n    return a(o)\ndef f():\n    for o in Order.objects.all():\n        a(o)\nX = Y\nY = X\n",
    ),
    [],
  );
});

test("a model that is named by its application and name is that model", () => {
  for (const named of ['"shop", "Order"', '"shop.Order"', '"shop", model_name="order"'])
    deepStrictEqual(
      read(
        `from django.apps import apps\ndef f():\n    for o in apps.get_model(${named}).objects._clone():\n        o.customer.name\n`,
      ),
      ["Order.customer 4"],
    );
  deepStrictEqual(
    read(
      'from django.apps import apps\ndef f():\n    for o in apps.get_model("other", "Order").objects.all():\n        o.customer.name\n',
    ),
    [],
  );
});
