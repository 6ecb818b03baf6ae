import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readFacts } from "#facts";
import { projectOf } from "../check.ts";

/** Each task in one line: what is said of it, when it is run by itself, where it is sent from. */
function tasksOf(text: string): readonly string[] {
  return readFacts(projectOf(text)).tasks.map(({ id, name, queue, retries, options, schedules, sends }) =>
    [
      id,
      ...(name === undefined ? [] : [`name ${name}`]),
      ...(queue === undefined ? [] : [`queue ${queue}`]),
      ...(retries === undefined ? [] : [`retries ${retries.most}`]),
      ...Object.entries(options).map(([option, value]) => `${option}=${value}`),
      ...schedules.map(({ when }) => `at ${when}`),
      ...sends.map(
        ({ how, form, packed, afterCommit, within, span }) =>
          `${how} ${form}${packed ? " packed" : ""}${afterCommit ? " after commit" : ""} ${within ?? "-"} :${span.line}`,
      ),
    ].join(" | "),
  );
}

const application = `
# file: shop/__init__.py
# file: shop/worker.py
from celery import Celery

def make():
    application = Celery("shop")
    return application

app = make()
`;

test("functions that an application or the package decorates are tasks, with their options", () => {
  deepStrictEqual(
    tasksOf(`${application}
# file: shop/tasks.py
from celery import shared_task
from .worker import app
from . import worker

@app.task(name="mail", queue="slow", bind=True, max_retries=5)
def send_mail(self, order_id): ...
@shared_task(autoretry_for=(OSError,), retry_kwargs={"max_retries": None})
def sync(): ...
@worker.app.task
def plain(): ...
@other.task
def nobody(): ...
`),
    [
      "shop/tasks.py:send_mail | name mail | queue slow | retries 5 | bind=True | max_retries=5",
      'shop/tasks.py:sync | retries endless | autoretry_for=(OSError,) | retry_kwargs={"max_retries": None}',
      "shop/tasks.py:plain",
    ],
  );
});

test("a task is sent by its methods, its messages and its name, through imports of functions too", () => {
  deepStrictEqual(
    tasksOf(`${application}
# file: shop/tasks.py
from .worker import app
@app.task
def send_mail(order_id): ...
# file: shop/views.py
from functools import partial
from django.db import transaction
from .worker import app
from . import tasks

def order(request, send_mail):
    send_mail.delay(1)
    tasks.send_mail.delay(1)
    tasks.send_mail.apply_async(args=[1])
    tasks.send_mail.s(1).apply_async()
    app.send_task("shop.tasks.send_mail", args=[1])

class Cart:
    def close(self):
        from .tasks import send_mail
        transaction.on_commit(partial(send_mail.delay, self.id))
        transaction.on_commit(lambda: send_mail.delay(self.id))
        send_mail.delay_on_commit(self.id)
`),
    [
      "shop/tasks.py:send_mail | delay sent shop/views.py:order :8 | apply_async sent packed shop/views.py:order :9 | apply_async sent packed shop/views.py:order :10 | s message shop/views.py:order :10 | send_task sent packed shop/views.py:order :11 | delay handed after commit shop/views.py:Cart.close :16 | delay sent after commit shop/views.py:Cart.close :17 | delay_on_commit sent after commit shop/views.py:Cart.close :18",
    ],
  );
});

test("classes are tasks by their work, with what they are registered as", () => {
  deepStrictEqual(
    tasksOf(`${application}
# file: shop/tasks.py
from celery import Task
from .worker import app
class Base(Task):
    max_retries = 2
class Export(Base):
    queue = "slow"
    def run(self, order_id): ...
export = app.register_task(Export())
# file: shop/views.py
from .tasks import export
def view():
    export.delay(1)
`),
    ["shop/tasks.py:Export | queue slow | delay sent shop/views.py:view :3"],
  );
});

test("what is run by itself is known by its name or its message", () => {
  deepStrictEqual(
    tasksOf(`${application}
# file: shop/tasks.py
from celery.schedules import crontab
from .worker import app
@app.task
def clean(): ...
@app.task(name="stats")
def count(): ...
app.conf.beat_schedule = {"clean": {"task": "shop.tasks.clean", "schedule": crontab(hour=3)}, "x": {"task": "stats", "schedule": 60}}
@app.on_after_finalize.connect
def more(sender, **kwargs):
    sender.add_periodic_task(10, clean.s(), name="often")
`),
    [
      "shop/tasks.py:clean | at crontab(hour=3) | at 10 | s message shop/tasks.py:more :10",
      "shop/tasks.py:count | name stats | at 60",
    ],
  );
});

test("actors are read through a decorator of the project's own, with what it hands on", () => {
  deepStrictEqual(
    tasksOf(`
# file: work/__init__.py
from dramatiq import actor as _actor

def actor(actor_name=None, priority=0, queue=None, **options):
    def decorator(function):
        _actor(function, actor_name=actor_name, queue_name=queue, **options)
        return function
    return decorator
# file: tasks.py
import dramatiq
from work import actor
@actor(actor_name="mail", priority=3, max_retries=4, cron_trigger=Cron(hour=3))
def mail(order_id): ...
@dramatiq.actor(max_retries=None, time_limit=1000)
def sync(order_id): ...
def view():
    sync.send(1)
    sync.send_with_options(args=(1,), delay=10)
`),
    [
      "tasks.py:mail | name mail | retries 4 | max_retries=4 | cron_trigger=Cron(hour=3) | at Cron(hour=3)",
      "tasks.py:sync | retries endless | max_retries=None | time_limit=1000 | send sent tasks.py:view :8 | send_with_options sent packed tasks.py:view :9",
    ],
  );
});
