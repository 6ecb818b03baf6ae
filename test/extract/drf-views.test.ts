import assert from "node:assert/strict";
import { test } from "node:test";
import { printOpenapi } from "#contract";
import { extractContract } from "#extract";
import { readFacts } from "#facts";
import { projectOf } from "../facts/check.ts";

/** The contract of a shop with these views, as its document. */
// biome-ignore lint/suspicious/noExplicitAny: what the document has, the test says.
function shopWith(views: string, models = ""): any {
  const { value } = extractContract(
    readFacts(
      projectOf(`
# file: manage.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
# file: site/settings.py
ROOT_URLCONF = "site.urls"
REST_FRAMEWORK = {"DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"]}
# file: site/urls.py
from django.urls import include, path
from rest_framework.routers import SimpleRouter
from shop.views import OrderViewSet
router = SimpleRouter()
router.register("orders", OrderViewSet, basename="order")
urlpatterns = [path("", include(router.urls))]
# file: shop/models.py
from django.db import models
class Order(models.Model):
    grade = models.CharField(max_length=1, choices=[("a", "A"), ("b", "B")])
    picture = models.ImageField()
${models}
# file: shop/views.py
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets
from shop.models import Order
${views}
`),
    ),
  );
  assert.ok(value);
  return printOpenapi(value);
}

const serializer = `class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["id", "grade", "picture"]
`;

test("rows of a view are known by the names that its function gives to them on the way", () => {
  const keyOf = (body: string) => {
    const view = `class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = OrderSerializer
    def get_queryset(self):
${body}`;
    return shopWith(`${serializer}${view}`).paths["/orders/{pk}/"].get.parameters[0].schema.type;
  };
  assert.equal(
    keyOf(`        rows = Order.objects.all()
        if self.request.query_params.get("mine"):
            rows = rows.filter(owner=self.request.user)
        return rows.distinct()`),
    "integer",
  );
  assert.equal(
    keyOf(`        rows = Order.objects.filter(hidden=False)
        if self.request.user.is_staff:
            return rows
        return rows.filter(a=1) | rows.filter(b=2)`),
    "integer",
  );
  assert.equal(keyOf("        rows = elsewhere()\n        return rows"), undefined);
  assert.equal(keyOf("        rows = rows.all()\n        return rows"), undefined);
});

test("only a value that is equal is chosen from a list: what is compared is of the plain type", () => {
  const { paths } = shopWith(`${serializer}class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    filterset_fields = {"grade": ["exact", "in", "gt"]}
`);
  const found = paths["/orders/"].get.parameters.map(
    ({ name, schema }: { name: string; schema: object }) => `${name} ${JSON.stringify(schema)}`,
  );
  assert.deepEqual(found, [
    'grade {"type":"string","enum":["a","b"]}',
    'grade__in {"type":"array","items":{"type":"string"}}',
    'grade__gt {"type":"string"}',
  ]);
});

test("how long the name of a file may be says nothing of the file, and a serializer that is stated may be null", () => {
  const { components } = shopWith(`class Sizes(serializers.Serializer):
    small = serializers.CharField()
class OrderSerializer(serializers.ModelSerializer):
    sizes = serializers.SerializerMethodField()
    @extend_schema_field(Sizes(allow_null=True))
    def get_sizes(self, order): ...
    class Meta:
        model = Order
        fields = ["picture", "sizes"]
class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
`);
  const { picture, sizes } = components.schemas.Order.properties;
  assert.deepEqual(picture, { type: "string", format: "uri" });
  assert.match(JSON.stringify(sizes), /"\$ref":"#\/components\/schemas\/Sizes".*null/);
});
