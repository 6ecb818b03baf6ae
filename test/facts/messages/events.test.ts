import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { type PayloadFact, readFacts, tellType } from "#facts";
import { projectOf } from "../check.ts";

/** `given channel name {payload} file:line by file:line` for each message of a project. */
function events(text: string): readonly string[] {
  return readFacts(projectOf(text)).events.map(
    ({ direction, channel = "?", exchange, name, payload, span, via }) =>
      [
        direction,
        exchange === undefined ? channel : `${exchange}/${channel}`,
        ...(name === undefined ? [] : [name]),
        payload === undefined ? "?" : tell(payload),
        `${span.file}:${span.line}`,
        ...(via === undefined ? [] : [`by ${via.file}:${via.line}`]),
      ].join(" "),
  );
}

function tell(payload: PayloadFact): string {
  if (payload.kind === "type") return tellType(payload.type);
  if (payload.kind === "list") return `[${payload.of === undefined ? "?" : tell(payload.of)}]`;
  const fields = payload.fields.map(
    ({ name, required, value }) => `${name}${required ? "" : "?"}:${value === undefined ? "?" : tell(value)}`,
  );
  return `{${fields.join(",")}${payload.isPartial ? ",…" : ""}}`;
}

test("an AMQP client with a wrapper of the project's own: each name where it is handed over", () => {
  deepStrictEqual(
    events(`
# file: shop/bus.py
import json
import aio_pika

class Bus:
    def __init__(self, url: str) -> None:
        self.url = url
        self.exchange: aio_pika.abc.AbstractExchange | None = None

    async def connect(self) -> None:
        connection = await aio_pika.connect_robust(self.url)
        channel = await connection.channel()
        self.exchange = await channel.declare_exchange("shop", aio_pika.ExchangeType.TOPIC)

    async def publish(self, name: str, payload: dict) -> None:
        body = json.dumps(payload).encode("utf-8")
        await self.exchange.publish(aio_pika.Message(body=body), routing_key=name)

bus = Bus("amqp://")

async def publish_event(name, payload):
    await bus.publish(name, payload)
# file: shop/orders.py
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from pydantic import BaseModel, Field
from .bus import bus, publish_event

class Names(StrEnum):
    PAID = "order.paid"

SHIPPED = "order.shipped"

class OrderPaid(BaseModel):
    order_id: UUID = Field(serialization_alias="orderId")
    secret: str

async def create(order_id: UUID, total: int, note: str | None) -> None:
    await publish_event("order.created", {"orderId": str(order_id), "total": total, "note": note, "at": datetime.now().isoformat()})

async def pay(order: OrderPaid) -> None:
    await bus.publish(Names.PAID, order.model_dump(mode="json", by_alias=True))
    await bus.publish(Names.PAID.value, order.model_dump(mode="json", exclude={"secret"}))

async def ship(order_id: str, carrier) -> None:
    payload = {"orderId": order_id}
    if carrier:
        payload["carrier"] = carrier
    await publish_event(SHIPPED, payload)

async def relay(row) -> None:
    await publish_event(row.name, row.payload)
`),
    [
      "given order.created {orderId:text,total:integer,note:text or null,at:text} shop/orders.py:17 by shop/bus.py:16",
      "given order.paid OrderPaid shop/orders.py:20 by shop/bus.py:16",
      "given order.paid {order_id:uuid} shop/orders.py:21 by shop/bus.py:16",
      "given order.shipped {orderId:text,carrier?:?} shop/orders.py:27 by shop/bus.py:16",
      "given ? ? shop/orders.py:30 by shop/bus.py:16",
    ],
  );
});

test("a blocking AMQP client, whose methods nobody else has", () => {
  deepStrictEqual(
    events(`
# file: shop/bus.py
import pika, json
def send(channel, order_id: int):
    channel.basic_publish(exchange="", routing_key="orders", body=json.dumps({"type": "order.created", "id": order_id}))
def take(channel, callback):
    channel.basic_consume(queue="payments", on_message_callback=callback)
`),
    ["given orders order.created {type:text,id:integer} shop/bus.py:3", "taken payments ? shop/bus.py:5"],
  );
});

test("topics of a log, by three clients", () => {
  deepStrictEqual(
    events(`
# file: a.py
import json
from dataclasses import asdict, dataclass
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
@dataclass
class Seen:
    id: int
producer = AIOKafkaProducer(bootstrap_servers="x")
async def see(seen: Seen):
    await producer.send_and_wait("seen", json.dumps(asdict(seen)).encode())
async def take():
    consumer = AIOKafkaConsumer("orders", "bills", bootstrap_servers="x")
# file: b.py
from confluent_kafka import Producer
from .a import Seen
class Log:
    topic = "log"
    def __init__(self):
        self._producer = Producer({})
    def write(self, seen: Seen, key: str):
        self._producer.produce(self.topic, key=key, value=seen)
        self._producer.produce(topic=f"log.{key}", value=b"")
# file: c.py
from kafka import KafkaProducer
def tell(producer: KafkaProducer, names: list[str]):
    for name in names:
        producer.send(name, {"name": name, "many": [1, 2], "ok": True})
    producer.send("all", value=names)
`),
    [
      "given seen Seen a.py:9",
      "taken orders ? a.py:11",
      "given log Seen b.py:8",
      "given log.{} ? b.py:9",
      "given ? {name:?,many:list of integer,ok:boolean} c.py:4",
      "given all list of text c.py:5",
    ],
  );
});

test("channels, subjects and topics of smaller brokers", () => {
  deepStrictEqual(
    events(`
# file: a.py
import redis.asyncio as redis
import nats
import paho.mqtt.client as mqtt
from pydantic import BaseModel
class Ping(BaseModel):
    at: int
async def f(ping: Ping):
    client = redis.from_url("redis://")
    await client.publish("pings", ping.model_dump_json())
    await client.xadd("stream", {"at": ping.at})
    nc = await nats.connect("nats://")
    await nc.publish("pings.all", ping.model_dump_json().encode())
    await nc.subscribe("pongs", cb=print)
    pubsub = client.pubsub()
    await pubsub.subscribe("pongs")
    await client.get("x")
def g():
    client = mqtt.Client()
    client.publish("lamp/on", payload="1")
`),
    [
      "given pings Ping a.py:9",
      "given stream {at:integer} a.py:10",
      "given pings.all Ping a.py:12",
      "taken pongs ? a.py:13",
      "taken pongs ? a.py:15",
      "given lamp/on text a.py:19",
    ],
  );
});

test("decorators of a broker", () => {
  deepStrictEqual(
    events(`
# file: a.py
from faststream import FastStream
from faststream.rabbit import RabbitBroker, RabbitQueue
from pydantic import BaseModel
class Order(BaseModel):
    id: int
class Bill(BaseModel):
    sum: int
broker = RabbitBroker()
bills = broker.publisher("bills")
@bills
@broker.subscriber(RabbitQueue("orders"))
async def take(order: Order) -> Bill: ...
async def send(bill: Bill):
    await broker.publish(bill, "bills.late")
    await bills.publish(bill)
`),
    [
      "given bills Bill a.py:10",
      "taken orders Order a.py:11",
      "given bills.late Bill a.py:14",
      "given bills Bill a.py:15",
    ],
  );
});

test("events as classes, handed to the background, and through a port of the project", () => {
  deepStrictEqual(
    events(`
# file: a.py
from dataclasses import asdict, dataclass
from abc import ABC, abstractmethod
from kombu import Connection, Producer
import json
@dataclass
class Event:
    name = "event"
@dataclass
class Made(Event):
    name = "thing.made"
    id: int
@dataclass
class Gone(Event):
    name = "thing.gone"
    id: int
class Port(ABC):
    @abstractmethod
    def publish(self, event: Event) -> None: ...
class Broker(Port):
    def __init__(self, producer: Producer): self.producer = producer
    def publish(self, event: Event) -> None:
        self.producer.publish(json.dumps(asdict(event)), routing_key=event.name)
def make(port: Port, tasks):
    tasks.add_task(port.publish, Made(id=1))
    port.publish(Gone(id=1))
`),
    ["given thing.made Made a.py:24 by a.py:22", "given thing.gone Gone a.py:25 by a.py:22"],
  );
});

test("without a client of a broker nothing is an event", () => {
  deepStrictEqual(
    events("\n# file: a.py\ndef f(bus):\n    bus.publish('x', {})\n    bus.xadd('x', {})\n"),
    [],
  );
});
