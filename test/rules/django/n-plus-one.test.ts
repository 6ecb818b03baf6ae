import { doesNotMatch, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { rules, runRules } from "#rules";
import { readExample, today } from "../example.ts";

const id = "django/n-plus-one";

test("a tree that is read depth by depth is not told to load a list of relations without end", () => {
  const rule = rules.get(id);
  const files = {
    "shop/__init__.py": "",
    "shop/models.py": `from django.db import models


class Part(models.Model):
    name = models.CharField(max_length=20)
    whole = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="parts")
`,
    "shop/views.py": `from django.http import JsonResponse

from shop.models import Part


def describe(part):
    return {"name": part.name, "parts": [describe(each) for each in part.parts.all()]}


def tree(request):
    return JsonResponse({"parts": [describe(part) for part in Part.objects.filter(whole=None)]})
`,
  };
  const { reading, facts } = readExample(new Map(Object.entries(files)));
  const { findings } = runRules(reading, facts, rule === undefined ? [] : [{ id, rule }], today);
  strictEqual(findings.length, 1);
  const [finding] = findings;
  match(finding?.mend ?? "", /each depth reads parts of the next/);
  doesNotMatch(finding?.mend ?? "", /parts__parts/);
  strictEqual(finding !== undefined && "fix" in finding && finding.fix !== undefined, false);
});

test("rows that are only counted are counted by the query, and not loaded", () => {
  const rule = rules.get(id);
  const mendOf = (read: string): string => {
    const files = {
      "shop/__init__.py": "",
      "shop/models.py": `from django.db import models


class Order(models.Model):
    name = models.CharField(max_length=20)


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
`,
      "shop/report.py": `from shop.models import Order


def report():
    return [${read} for order in Order.objects.all()]
`,
    };
    const { reading, facts } = readExample(new Map(Object.entries(files)));
    const { findings } = runRules(reading, facts, rule === undefined ? [] : [{ id, rule }], today);
    return findings[0]?.mend ?? "";
  };
  const counted = /lines_count=Count\("lines", distinct=True\)/;
  match(mendOf("order.lines.count()"), counted);
  match(mendOf("order.lines.all().count()"), counted);
  match(mendOf("order.lines.exists()"), /prefetch_related\("lines"\)/);
  match(mendOf("list(order.lines.all())"), /prefetch_related\("lines"\)/);
  match(mendOf("(order.lines.count(), list(order.lines.all()))"), /prefetch_related\("lines"\)/);
});
