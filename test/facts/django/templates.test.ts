import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { repeated, unloaded } from "../flow/check.ts";

const models = `
# file: shop/__init__.py
# file: shop/models.py
from django.db import models
class Customer(models.Model):
    name = models.CharField(max_length=9)
    country = models.ForeignKey("Country", on_delete=models.CASCADE)
class Country(models.Model):
    name = models.CharField(max_length=9)
class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    def label(self):
        return self.customer.name
    def __str__(self):
        return self.customer.name
class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
`;

/** Relations that are read unloaded, as \`Model.relation file:line\`. */
function read(code: string): readonly string[] {
  return unloaded(models + code, true);
}

const view = `
# file: shop/views.py
from django.shortcuts import render
from .models import Order
def orders(request):
    ctx = {"title": "Orders"}
    ctx["orders"] = Order.objects.all()
    return render(request, "shop/orders.html", ctx)
# file: shop/templates/shop/orders.html
`;

test("a template reads relations of each row that a view hands it", () => {
  deepStrictEqual(
    read(`${view}<ul>\n{% for order in orders %}<li>{{ order.customer.name }}</li>{% endfor %}`),
    ["Order.customer shop/templates/shop/orders.html:2"],
  );
  deepStrictEqual(read(`${view}{% for o in orders %}{{ o.label }}{{ o.pk }}{% endfor %}`), [
    "Order.customer shop/models.py:10",
  ]);
  deepStrictEqual(
    read(`${view}{% for o in orders %}{% if o.customer.country %}{{ o }}{% endif %}{% endfor %}`),
    [
      "Order.customer shop/templates/shop/orders.html:1",
      "Customer.country shop/templates/shop/orders.html:1",
      "Order.customer shop/models.py:12",
    ],
  );
  deepStrictEqual(read(`${view}{{ orders.0.customer }}{{ other.customer }}{# {{ orders }} #}`), []);
});

test("what the query loads is no query for each row", () => {
  const loading = view.replace(".all()", '.select_related("customer")');
  deepStrictEqual(read(`${loading}{% for order in orders %}{{ order.customer.name }}{% endfor %}`), []);
});

test("templates that are included and extended are followed, with the names that they are given", () => {
  const row = `
# file: shop/templates/shop/row.html
<td>{{ o.customer.name }}</td>{% if wide %}{{ o.customer.country.name }}{% endif %}`;
  deepStrictEqual(
    read(`${view}{% for x in orders %}{% include "shop/row.html" with o=x wide=False %}{% endfor %}${row}`),
    ["Order.customer shop/templates/shop/row.html:1"],
  );
  deepStrictEqual(
    read(`${view}{% for o in orders %}{% include "shop/row.html" only %}{% endfor %}${row}`),
    [],
  );
  const base = `
# file: templates/base.html
<h1>{% block head %}{{ orders.first.customer }}{% endblock %}</h1>
{% for order in orders %}{% block main %}{{ order.customer }}{% endblock %}{% endfor %}`;
  deepStrictEqual(
    read(`${view}{% extends "base.html" %}{% block main %}{{ order.lines.all }}{% endblock %}${base}`),
    ["Order.lines shop/templates/shop/orders.html:1"],
  );
  deepStrictEqual(
    read(`${view}{% extends "base.html" %}{% block main %}{{ block.super }}{% endblock %}${base}`),
    ["Order.customer templates/base.html:2"],
  );
});

test("filters and tags of the project are functions, and those that show a template show it", () => {
  const tags = `
# file: shop/templatetags/__init__.py
# file: shop/templatetags/shop_tags.py
from django import template
register = template.Library()
@register.filter
def place(order):
    return order.customer.country.name
@register.inclusion_tag("shop/tag.html")
def card(order):
    return {"it": order}
# file: shop/templates/shop/tag.html
{{ it.customer.name }}`;
  deepStrictEqual(
    read(`${view}{% load shop_tags %}{% for o in orders %}{{ o|place }}{% card o %}{% endfor %}${tags}`),
    [
      "Order.customer shop/templatetags/shop_tags.py:5",
      "Customer.country shop/templatetags/shop_tags.py:5",
      "Order.customer shop/templates/shop/tag.html:1",
    ],
  );
});

test("views of the framework give their template the rows that they are about", () => {
  const list = `
# file: shop/views.py
from django.views.generic import ListView, DetailView
from .models import Order, Customer
class Orders(ListView):
    model = Order
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["customers"] = Customer.objects.all()
        return context
class OneCustomer(DetailView):
    queryset = Customer.objects.all()
    template_name = "shop/customer.html"
# file: shop/templates/shop/order_list.html
{% for order in object_list %}{{ order.customer.name }}{% endfor %}
{% for c in customers %}{{ c.country.name }}{% endfor %}
{% for order in order_list %}{{ order.customer.name }}{% endfor %}
# file: shop/templates/shop/customer.html
{{ customer.country }}{% for order in customer.orders.all %}{{ order.lines.count }}{% endfor %}`;
  deepStrictEqual(read(list), [
    "Order.customer shop/templates/shop/order_list.html:1",
    "Customer.country shop/templates/shop/order_list.html:2",
    "Order.customer shop/templates/shop/order_list.html:3",
    "Order.lines shop/templates/shop/customer.html:1",
  ]);
});

test("queries that a template makes for each row are seen", () => {
  deepStrictEqual(
    repeated(`${models}${view}{% for o in orders %}{{ o.lines.all.first }}{{ o.lines.count }}{% endfor %}`),
    ["Line 1"],
  );
});
