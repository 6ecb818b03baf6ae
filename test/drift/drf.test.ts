import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readContract } from "#contract";
import { compareOperations, matchOperations } from "#drift";
import { extractContract } from "#extract";
import { readFacts } from "#facts";
import { projectOf } from "../facts/check.ts";

const source = `
# file: manage.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
# file: site/settings.py
ROOT_URLCONF = "site.urls"
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]}
# file: site/urls.py
from django.urls import include, path
from rest_framework.routers import SimpleRouter
from shop.views import BookViewSet
router = SimpleRouter()
router.register("books", BookViewSet)
urlpatterns = [path("", include(router.urls))]
# file: shop/models.py
from django.db import models
class Book(models.Model):
    title = models.CharField(max_length=200)
    page_count = models.PositiveIntegerField(default=0)
    price = models.FloatField()
    note = models.TextField(blank=True)
# file: shop/views.py
from rest_framework import mixins, serializers, viewsets
from shop.models import Book
class BookSerializer(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["id", "title", "page_count", "price", "note"]
class BookViewSet(mixins.CreateModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Book.objects.all()
    serializer_class = BookSerializer
`;

const promised = `openapi: 3.1.0
info: { title: Books, version: 1.0.0 }
security: [{ session: [] }]
paths:
  /books/:
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewBook" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }
  /books/{bookId}/:
    get:
      parameters: [{ name: bookId, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }
    delete:
      parameters: [{ name: bookId, in: path, required: true, schema: { type: integer } }]
      responses: { "204": { description: gone } }
components:
  securitySchemes: { session: { type: apiKey, in: cookie, name: sessionid } }
  schemas:
    NewBook: { type: object, required: [title, price], properties: { title: { type: string, minLength: 1, maxLength: 200 }, pageCount: { type: integer, minimum: 0 }, price: { type: number }, note: { type: string } } }
    Book: { type: object, required: [id, title, pageCount, price, note], properties: { id: { type: integer }, title: { type: string }, pageCount: { type: integer }, price: { type: string }, note: { type: string }, isbn: { type: string } } }
`;

test("drift of Django REST framework source from a contract: a route, a renamed field, another type, a field that nobody gives", () => {
  const kept = extractContract(readFacts(projectOf(source))).value;
  const contract = readContract("docs/books.yaml", promised).value;
  if (kept === undefined || contract === undefined) throw new Error("there is no contract");
  const drifts = compareOperations(matchOperations(contract, kept.operations), kept);
  deepStrictEqual(
    drifts
      .map(({ kind, item, at, promised: one, kept: other }) => `${kind} ${item} ${at}: ${one} | ${other}`)
      .toSorted(),
    [
      "field-differs POST /books/ 201.price: string | number",
      "field-missing POST /books/ 201.isbn: isbn: string | ",
      "field-renamed POST /books/ 201.pageCount: pageCount: integer | page_count: integer",
      "field-renamed POST /books/ body.pageCount: pageCount: integer | page_count: integer",
      "operation-missing DELETE /books/{bookId}/ :  | ",
    ],
  );
});
