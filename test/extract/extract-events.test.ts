import assert from "node:assert/strict";
import { test } from "node:test";
import { type ContractEvent, printAsyncapi, readContract } from "#contract";
import { type EventExtraction, extractEvents } from "#extract";
import { readFacts } from "#facts";
import { projectOf } from "../facts/check.ts";

const project = `
# file: shop/__init__.py
# file: shop/main.py
from fastapi import FastAPI
app = FastAPI(title="Shop", version="2")
# file: shop/tasks.py
from celery import Celery
from uuid import UUID
celery = Celery("shop")
@celery.task(queue="mail", bind=True)
def send_mail(self, order_id: UUID, copies: int = 1): ...
@celery.task(name="clean")
def clean(**options): ...
# file: shop/events.py
import json
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pydantic import BaseModel
from .tasks import send_mail
class Made(BaseModel):
    id: int
class Gone(BaseModel):
    id: int
    why: str | None = None
class Publisher:
    def __init__(self): self.producer = AIOKafkaProducer()
    async def made(self, made: Made): await self.producer.send("orders", made.model_dump_json().encode())
    async def gone(self, gone: Gone): await self.producer.send("orders", gone.model_dump_json().encode())
    async def seen(self, id: int, extra):
        await self.producer.send(f"seen.{id}", json.dumps({"type": "order.seen", "id": id, "extra": extra}).encode())
        await self.producer.send(extra.topic, b"")
        send_mail.delay(id)
def take(): return AIOKafkaConsumer("bills")
`;

function extract(text: string): EventExtraction {
  return extractEvents(readFacts(projectOf(text)));
}

const tell = ({ name, channel, producers, consumers, unknown }: ContractEvent): string =>
  [
    `${name} @ ${channel?.address ?? "?"}`,
    ...producers.map(({ span }) => `given ${span.file}:${span.line}`),
    ...consumers.map(({ span }) => `taken ${span.file}:${span.line}`),
    ...(unknown === undefined ? [] : [unknown]),
  ].join(", ");

test("events and tasks of source, each with its channel and whoever gives and takes it", () => {
  const { value, tasks, findings } = extract(project);
  assert.deepEqual(value?.events.map(tell), [
    "Made @ orders, given shop/events.py:12",
    "Gone @ orders, given shop/events.py:13",
    "order.seen @ seen.{part1}, given shop/events.py:15",
    "bills @ bills, taken shop/events.py:18",
    "shop.tasks.send_mail @ mail, given shop/events.py:17, taken shop/tasks.py:5",
    "clean @ ?, taken shop/tasks.py:7, no queue is said for it",
  ]);
  assert.deepEqual([...tasks], ["shop.tasks.send_mail", "clean"]);
  assert.deepEqual(
    findings.map(({ rule, span }) => `${rule} ${span?.file}:${span?.line}`),
    ["extract/unknown-event shop/events.py:16"],
  );
});

test("what is printed of them is AsyncAPI 3.1, with places and what is not known, and is read back the same", () => {
  const { value } = extract(project);
  assert.ok(value);
  const document = printAsyncapi(value, { places: true, version: "3.1.0" });
  const text = JSON.stringify(document);
  const again = readContract("events.json", text);
  assert.deepEqual(again.findings, []);
  assert.equal(again.value?.label, "AsyncAPI 3.1");
  assert.deepEqual(
    again.value.events.map(({ name, producers, consumers }) => [name, producers.length, consumers.length]),
    value.events.map(({ name, producers, consumers }) => [name, producers.length, consumers.length]),
  );
  // biome-ignore lint/suspicious/noExplicitAny: what the document has, the test says.
  const { channels, components, operations } = document as any;
  const seen = channels["seen.{}"].messages["order.seen"];
  assert.equal(seen["x-keelback-at"], "shop/events.py:15:15");
  assert.deepEqual(seen.payload.properties.type, {
    type: "string",
    const: "order.seen",
    "x-keelback-at": seen.payload.properties.type["x-keelback-at"],
  });
  assert.match(seen.payload.properties.extra["x-keelback-unknown"], /nothing in the source says/);
  assert.deepEqual(Object.keys(components.schemas), ["Made", "Gone"]);
  assert.deepEqual(channels.mail.messages["shop.tasks.send_mail"].payload.required, ["order_id"]);
  assert.match(channels.clean.messages.clean.payload["x-keelback-unknown"], /whatever/);
  assert.match(operations["send Made"]["x-keelback-at"], /^shop\/events\.py:12:/);
});

test("nothing is extracted of a program that passes no messages", () => {
  assert.equal(extract("\n# file: a.py\nx = 1\n").value, undefined);
});
