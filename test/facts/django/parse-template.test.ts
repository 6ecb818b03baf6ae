import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import fc from "fast-check";
import type { Filtered, TemplateNode } from "../../../src/facts/django/templates/nodes.ts";
import { parseTemplate } from "../../../src/facts/django/templates/parse-template.ts";

/** A template in short: what it looks up, within what. */
function short(text: string): readonly string[] {
  const shown = ({ start, end }: Filtered): string => text.slice(start, end);
  const all = (nodes: readonly TemplateNode[], within: string): readonly string[] =>
    nodes.flatMap((node) => one(node, within));
  const one = (node: TemplateNode, within: string): readonly string[] => {
    switch (node.kind) {
      case "output":
        return [`${within}${shown(node.value)}`];
      case "for":
        return [
          `${within}for ${node.targets} in ${shown(node.iterable)}`,
          ...all(node.body, `${within}> `),
          ...all(node.empty, `${within}empty> `),
        ];
      case "if":
        return node.branches.flatMap(({ tests, body }) => [
          `${within}if ${tests.map(shown)}`,
          ...all(body, `${within}> `),
        ]);
      case "with":
        return [
          `${within}with ${node.bindings.map(({ name, value }) => `${name}=${shown(value)}`)}`,
          ...all(node.body, `${within}> `),
        ];
      case "include":
        return [
          `${within}include ${shown(node.template)} ${node.bindings.map(({ name, value }) => `${name}=${shown(value)}`)}${node.only ? " only" : ""}`,
        ];
      case "extends":
        return [`${within}extends ${shown(node.template)}`];
      case "block":
        return [`${within}block ${node.name}`, ...all(node.body, `${within}> `)];
      case "load":
        return [`${within}load ${node.libraries}`];
      case "tag":
        return [
          `${within}${node.name} ${[...node.args.map(shown), ...node.named.map(({ name }) => `${name}=`)]}${node.target ? ` as ${node.target}` : ""}`,
        ];
    }
  };
  return all(parseTemplate(text), "");
}

test("a template is its tags, nested, and what they look up", () => {
  deepStrictEqual(
    short(`{% extends "base.html" %}{% load tools i18n %}{% load money from shop_tags %}
{% block main %}
  {% for key, order in orders.items reversed %}{{ order.customer.name|default:"{% no %}" }}
  {% empty %}{{ nothing }}{% endfor %}
  {% if a.b and not c|length > 3 or d in e.f %}{{ one }}{% elif g %}{{ two }}{% else %}{{ three }}{% endif %}
{% endblock main %}
{% with x=a.b y=c %}{{ x }}{% endwith %}{% with a.b as z %}{{ z }}{% endwith %}
{% include "row.html" with order=o only %}{% include name %}
{% url 'order' order.pk page=2 as link %}{# {{ hidden }} #}{% comment "why" %}{{ hidden }}{% endcomment %}{% verbatim %}{{ raw }}{% endverbatim %}`),
    [
      'extends "base.html"',
      "load tools,i18n",
      "load shop_tags",
      "block main",
      "> for key,order in orders.items",
      '> > order.customer.name|default:"{% no %}"',
      "> empty> nothing",
      "> if a.b,c|length,3,d,e.f",
      "> > one",
      "> if g",
      "> > two",
      "> if ",
      "> > three",
      "with x=a.b,y=c",
      "> x",
      "with z=a.b",
      "> z",
      'include "row.html" order=o only',
      "include name ",
      "url 'order',order.pk,page= as link",
    ],
  );
});

test("what is not closed ends with the text, and ends of nothing are passed over", () => {
  deepStrictEqual(short("{% endfor %}{% for a in b %}{% if c %}{{ d }}{% endfor %}{{ e }}{% block x %}"), [
    "for a in b",
    "> if c",
    "> > d",
    "e",
    "block x",
  ]);
});

test("any text is read without an error, in time that grows with it", () => {
  const part = fc.constantFrom(
    "{%",
    "%}",
    "{{",
    "}}",
    "{#",
    "#}",
    " for ",
    " in ",
    "if",
    "endif",
    '"',
    "'",
    "|",
    ":",
    ".",
    "a",
    "=",
    "\n",
    "with",
    "block",
    "\\",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      parseTemplate(parts.join(""));
    }),
  );
  for (const hostile of ["{%", "{{", "{% for a in b %}", "{% if a %}", '{% a "', "{# "])
    parseTemplate(hostile.repeat(10_000));
});
