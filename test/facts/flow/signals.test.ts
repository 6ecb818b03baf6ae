import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readFacts } from "#facts";
import { projectOf } from "../check.ts";
import { eventsOf, repeated, unloaded } from "./check.ts";

const models = `
# file: shop/__init__.py
# file: shop/models.py
from django.db import models
class Customer(models.Model):
    name = models.CharField(max_length=9)
class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    number = models.CharField(max_length=9)
class Stock(models.Model):
    number = models.CharField(max_length=9)
`;

const receiving = `${models}
# file: shop/receivers.py
from django.db.models.signals import post_save
from django.dispatch import receiver
from .models import Customer, Order, Stock
@receiver(post_save, sender=Order)
def count_stock(sender, instance, created, **kwargs):
    return Stock.objects.filter(number=instance.number).first()
@receiver(post_save, sender=Customer)
def greet(sender, instance, **kwargs):
    return Stock.objects.get(number="1")
`;

test("what saving a row calls is run by the loop that saves rows", () => {
  const loop = (body: string): readonly string[] =>
    repeated(`${receiving}
# file: shop/services.py
from .models import Order
def close(numbers):
    for order in Order.objects.filter(number__in=numbers):
        ${body}
`);
  deepStrictEqual(loop("order.save()"), ["Stock 6"]);
  deepStrictEqual(loop("print(order.number)"), []);
  deepStrictEqual(loop("order.delete()"), []);
});

test("what is called reads relations of the row that is saved", () => {
  deepStrictEqual(
    unloaded(`${models}
# file: shop/receivers.py
from django.db.models import signals
from .models import Order
def tell(sender, instance, **kwargs):
    print(instance.customer.name)
signals.post_save.connect(tell, sender=Order)
# file: shop/services.py
from .models import Order
def close():
    for order in Order.objects.all():
        order.save()
`),
    ["Order.customer 4"],
  );
});

test("what is called knows whether the row is new, and which of its columns are saved", () => {
  const read = (condition: string, save: string): readonly string[] =>
    unloaded(`${models}
# file: shop/receivers.py
from django.db.models import signals
from .models import Order
def tell(sender, instance, created, update_fields, **kwargs):
    if ${condition}:
        print(instance.customer.name)
signals.post_save.connect(tell, sender=Order)
# file: shop/services.py
from .models import Order
def close():
    for order in Order.objects.all():
        order.save(${save})
`).map((each) => each.replace(/ \d+$/, ""));
  const named = "update_fields and 'number' in update_fields";
  deepStrictEqual(read(named, "update_fields=['number']"), ["Order.customer"]);
  deepStrictEqual(read(named, "update_fields=['state']"), []);
  deepStrictEqual(read(named, ""), ["Order.customer"]);
  deepStrictEqual(read("'number' not in update_fields", "update_fields=['number']"), []);
  deepStrictEqual(read("created", ""), []);
  deepStrictEqual(read("not created", ""), ["Order.customer"]);
});

test("receivers are facts, those that are connected where an application begins too", () => {
  const { signals } = readFacts(
    projectOf(`${receiving}
# file: shop/events.py
from django.dispatch import Signal
order_paid = Signal()
# file: shop/apps.py
from django.apps import AppConfig
class ShopConfig(AppConfig):
    name = "shop"
    def ready(self):
        from shop.events import order_paid
        from shop.receivers import greet
        order_paid.connect(greet)
`),
  );
  deepStrictEqual(
    signals.map(({ signal, receiver, sender }) => [signal, receiver, sender]),
    [
      ["post_save", "shop/receivers.py:count_stock", "shop/models.py:Order"],
      ["post_save", "shop/receivers.py:greet", "shop/models.py:Customer"],
      ["order_paid", "shop/receivers.py:greet", undefined],
    ],
  );
});

const jobs = `
# file: main.py
import time
from fastapi import BackgroundTasks, FastAPI
from sqlalchemy.orm import Session
from work import send, wait
app = FastAPI()
@app.post("/orders")
async def place(tasks: BackgroundTasks, db: Session):
    tasks.add_task(wait, 3)
    tasks.add_task(send, "x", session=db)
# file: work.py
import time
def wait(seconds):
    time.sleep(seconds)
async def send(text, session):
    time.sleep(1)
`;

test("work after an answer is a fact, with the session of the request that it is handed", () => {
  deepStrictEqual(
    readFacts(projectOf(jobs)).jobs.map(({ id, within, sessions }) => [id, within, sessions]),
    [
      ["work.py:wait", "main.py:place", []],
      ["work.py:send", "main.py:place", ["db"]],
    ],
  );
});

test("work after an answer holds up nobody, unless it is asynchronous and waits itself", () => {
  const waits = eventsOf(jobs).flatMap((event) => (event.kind === "wait" ? [event.within] : []));
  deepStrictEqual([...new Set(waits)], ["work.py:send"]);
});

test("work after an answer is followed with what it is given", () => {
  const text = `
# file: main.py
from fastapi import BackgroundTasks, FastAPI
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
class Base(DeclarativeBase): pass
class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    customer: Mapped[Customer] = relationship()
app = FastAPI()
def tell(orders):
    for order in orders:
        print(order.customer.id)
@app.post("/orders")
def place(tasks: BackgroundTasks, db: Session):
    orders = db.scalars(select(Order)).all()
    tasks.add_task(tell, orders)
`;
  deepStrictEqual(unloaded(text), ["Order.customer 16"]);
});
