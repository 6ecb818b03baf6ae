import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { define, defineExpression, descendsFrom, findMember, openClasses, type ProjectClass } from "#facts";
import { moduleAt, projectOf, tell } from "./check.ts";

const project = projectOf(`
# file: app/__init__.py
from .models import *
from app.base import Base as Root
__all__ = ["Order"]

# file: app/base.py
from __future__ import annotations
from typing import TYPE_CHECKING
from django.db import models
try:
    import fast_json as json
except ImportError:
    json = None
if TYPE_CHECKING:
    from .models import Order

class Base(models.Model):
    class Meta:
        abstract = True
    def save(self): ...

class Named:
    name = models.CharField()

# file: app/models.py
from .base import Base, Named
import app.base as base_module
from . import base

class Order(Named, base.Base):
    total: int = 0

class Sub(Order, Unknown): pass
class Loop(Loop): pass

Alias = Order
_hidden = 1
first, (second, *rest) = Order, (1, 2)

# file: app/cycle_a.py
from .cycle_b import thing
# file: app/cycle_b.py
from .cycle_a import thing

# file: use.py
import app
import app.models
import app.base as b
import plain.tasks
from app import Order, Root, models, missing
from app.models import Alias, base_module
from rest_framework import serializers
import os.path
from somewhere import *

def f(): ...

# file: plain/tasks.py
def run(): ...
`);
const use = moduleAt(project, "use.py");

const named: Readonly<Record<string, string>> = {
  Order: "class app/models.py:Order",
  Root: "class app/base.py:Base",
  models: "module app/models.py",
  missing: "unknown",
  Alias: "class app/models.py:Order",
  base_module: "module app/base.py",
  b: "module app/base.py",
  serializers: "external rest_framework.serializers",
  os: "external os",
  app: "module app/__init__.py",
  print: "unknown",
  f: "function use.py:f",
};

for (const [name, meant] of Object.entries(named))
  test(`${name} is ${meant}`, () => strictEqual(tell(define(project, use, name)), meant));

const dotted: Readonly<Record<string, string>> = {
  "app.models.Order": "class app/models.py:Order",
  "app._hidden": "unknown",
  "b.models.Model": "external django.db.models.Model",
  "b.json": "external fast_json",
  "serializers.ModelSerializer": "external rest_framework.serializers.ModelSerializer",
  "plain.tasks.run": "function plain/tasks.py:run",
  "models.first": "class app/models.py:Order",
  "models.second": "value app/models.py",
  "Order[int]": "class app/models.py:Order",
};

for (const [text, meant] of Object.entries(dotted))
  test(`${text} is ${meant}`, () => {
    const [statement] = projectOf(`# file: x.py\n${text}`).modules.get("x.py")?.syntax.body ?? [];
    strictEqual(statement?.kind, "expression");
    strictEqual(tell(defineExpression(project, use, statement.value)), meant);
  });

test("imports in a circle end", () => {
  strictEqual(tell(define(project, moduleAt(project, "app/cycle_a.py"), "thing")), "unknown");
});

const classes = openClasses(project);

function classAt(path: string, name: string): ProjectClass {
  const definition = define(project, moduleAt(project, path), name);
  if (definition?.kind !== "class") throw new Error(`${name} is no class`);
  return classes.read(definition);
}

function lineageOf({ lineage }: ProjectClass): readonly string[] {
  return lineage.map((each) => (typeof each === "string" ? each : each.node.name.id));
}

test("a class has its bases in the order of method resolution", () => {
  const order = classAt("app/models.py", "Order");
  deepStrictEqual(lineageOf(order), ["Order", "Named", "Base", "django.db.models.Model"]);
  strictEqual(order.isPartial, false);
  strictEqual(findMember(order, "save")?.owner.node.name.id, "Base");
  strictEqual(findMember(order, "name")?.owner.node.name.id, "Named");
  strictEqual(findMember(order, "nothing"), undefined);
  strictEqual(descendsFrom(order, new Set(["django.db.models.Model"])), true);
});

test("a base that cannot be made out is told, and one that is the class itself ends", () => {
  const sub = classAt("app/models.py", "Sub");
  strictEqual(sub.isPartial, true);
  deepStrictEqual(lineageOf(sub), ["Sub", "Order", "Named", "Base", "django.db.models.Model"]);
  strictEqual(classAt("app/models.py", "Loop").isPartial, true);
});

test("a class that is named after its base extends what the name meant before", () => {
  const project = projectOf(`
# file: a.py
from package import List
class List(Mixin, List): ...
class Other: ...
class Other(Other): ...
`);
  const module = moduleAt(project, "a.py");
  const classes = openClasses(project);
  const lineageOf = (name: string): readonly string[] => {
    const definition = define(project, module, name);
    if (definition?.kind !== "class") return [];
    return classes
      .read(definition)
      .lineage.map((each) => (typeof each === "string" ? each : each.node.name.id));
  };
  deepStrictEqual(lineageOf("List"), ["List", "package.List"]);
  deepStrictEqual(lineageOf("Other"), ["Other", "Other"]);
});
