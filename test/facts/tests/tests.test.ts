import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readFacts, type TestFact } from "#facts";
import { projectOf } from "../check.ts";

function testsOf(text: string): readonly TestFact[] {
  return readFacts(projectOf(text)).tests;
}

/** Each test in one line with the routes that it calls; what no route answers in brackets. */
function calledIn(text: string): readonly string[] {
  return testsOf(text).map(({ id, calls }) => {
    const called = calls.map(({ routes, method, target }) =>
      routes.length > 0 ? routes.join(" + ") : `[${method} ${target}]`,
    );
    return [id.slice(id.lastIndexOf(":") + 1), ...called].join(" | ");
  });
}

const service = `
# file: app/__init__.py
# file: app/main.py
from fastapi import APIRouter, FastAPI
from app.settings import settings
app = FastAPI()
router = APIRouter(prefix=settings.PREFIX)
@router.get("/orders")
def list_orders(): ...
@router.post("/orders")
def create_order(): ...
@router.get("/orders/latest")
def latest(): ...
@router.get("/orders/{order_id}")
def read_order(order_id: int): ...
@router.delete("/orders/{order_id}/lines/{line_id}")
def drop_line(order_id: int, line_id: int): ...
@router.websocket("/live")
def live(socket): ...
app.include_router(router)
# file: app/settings.py
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    PREFIX: str = "/api/v1"
settings = Settings()
`;

test("functions call routes through clients, by texts that add up and by what fixtures and helpers make", () => {
  const called = calledIn(`${service}
# file: tests/conftest.py
import pytest
from fastapi.testclient import TestClient
from app.main import app
@pytest.fixture
def test_client(): return client.get("/api/v1/orders")
@pytest.fixture
def client():
    with TestClient(app) as opened:
        yield opened
@pytest.fixture(params=["/api/v1/orders", "/api/v1/orders/latest"])
def each_path(request):
    return request.param
@pytest.fixture
def created(client):
    return client.post("/api/v1/orders", json={}).json()
# file: tests/test_orders.py
import pytest
from app.main import app, read_order as read
from app.settings import settings
from tests.support import BASE, drop
URL = BASE + "/orders"
def test_list(client):
    assert client.get(f"{settings.PREFIX}/orders?page=2").status_code == 200
async def test_read(client, created):
    url = "%s/%d" % (URL, created["id"])
    response = await client.get(url)
    url = URL + "/latest/"
    client.request("GET", "http://testserver" + url)
    client.put(URL)
def test_helpers(client):
    drop(client, 3)
    with client.websocket_connect("/api/v1/live"):
        pass
@pytest.mark.parametrize("path, status", [("/orders", 200), ("/orders/1", 404)])
def test_each(client, path, status):
    for prefix in ["/api/v1"]:
        client.get(prefix + path)
class TestMore:
    def test_fixture(self, client, each_path):
        client.get(each_path)
    def test_by_name(self, client):
        client.get(app.url_path_for("latest"))
        read(1)
    def test_nothing(self, cache):
        cache.get("/unknown")
# file: tests/support.py
BASE = "/api/v1"
def path_of(order, line):
    return "{}/orders/{}/lines/{}".format(BASE, order, line)
def drop(client, order, line=1):
    return client.delete(path_of(order, line))
`);
  deepStrictEqual(called, [
    "test_list | GET /api/v1/orders",
    "test_read | POST /api/v1/orders | GET /api/v1/orders/{order_id} | GET /api/v1/orders/latest | [PUT /api/v1/orders]",
    "test_helpers | DELETE /api/v1/orders/{order_id}/lines/{line_id} | WEBSOCKET /api/v1/live",
    "test_each | GET /api/v1/orders | GET /api/v1/orders/{order_id}",
    "TestMore.test_fixture | GET /api/v1/orders | GET /api/v1/orders/latest",
    "TestMore.test_by_name | GET /api/v1/orders/latest | GET /api/v1/orders/{order_id}",
    "TestMore.test_nothing",
  ]);
});

test("methods of classes call routes by names and by what setUp sets, those that they inherit too", () => {
  const called = calledIn(`
# file: shop/settings.py
ROOT_URLCONF = "shop.urls"
# file: shop/urls.py
from django.urls import include, path
from shop import views
app_name = "shop"
inner = [path("<int:pk>/", views.order, name="order"), path("<int:pk>/pay/", views.pay, name="pay")]
urlpatterns = [path("orders/", include((inner, "orders"))), path("about/", views.about, name="about")]
# file: shop/views.py
from django.views.decorators.http import require_GET, require_POST
@require_GET
def order(request, pk): ...
@require_POST
def pay(request, pk): ...
def about(request): ...
# file: shop/tests.py
from django.test import RequestFactory, TestCase
from django.urls import reverse
from shop.views import about
class Base(TestCase):
    url = "/about/"
    def setUp(self):
        self.order = make()
        self.pay_url = reverse("orders:pay", args=[self.order.pk])
    def test_inherited(self):
        self.client.get(self.url)
    def send(self, url, **data):
        return self.client.post(url, data)
class OrderTestCase(Base):
    url = f"/orders/{1}/"
    def test_pay(self):
        self.send(self.pay_url)
        self.send(url=self.pay_url + "?again=1")
    def test_direct(self):
        request = RequestFactory().get("/about/")
        about(request)
    def helper(self): ...
`);
  deepStrictEqual(called, [
    "Base.test_inherited | ANY /about/",
    "OrderTestCase.test_pay | POST /orders/{pk}/pay/ | POST /orders/{pk}/pay/",
    "OrderTestCase.test_direct | ANY /about/ | ANY /about/",
    "OrderTestCase.test_inherited | GET /orders/{pk}/",
  ]);
});

test("functions that call one another in a circle end", () => {
  const called = calledIn(`${service}
# file: tests/test_circle.py
URL = URL + "/x"
def one(client, path):
    two(client, path + "/")
def two(client, path):
    one(client, path)
    return client.get(path)
def test_doubled(client):
${Array.from({ length: 40 }, (_, index) => `    x${index + 1} = x${index} + x${index}`).join("\n")}
    client.get(x40)
def test_circle(client):
    url = url + one(client, url)
    one(client, url)
    client.get(URL)
`);
  deepStrictEqual(called.length, 2);
});

test("a route of which source does not tell how its path begins is called by what ends like it", () => {
  const called = calledIn(`${service.replace('PREFIX: str = "/api/v1"', "PREFIX: str")}
# file: tests/test_orders.py
from fastapi.testclient import TestClient
from app.main import app
client = TestClient(app)
def test_list():
    client.get("/api/v1/orders")
def test_one():
    client.get("/api/v1/orders/7")
    client.get("/api/v1/orders/latest")
def test_line():
    client.delete("/somewhere/orders/7/lines/8")
def test_other():
    client.get("/api/v1/shelves")
    client.get("/orders/7/lines")
`);
  deepStrictEqual(called, [
    "test_list | GET …/orders",
    "test_one | GET …/orders/{order_id} | GET …/orders/latest",
    "test_line | DELETE …/orders/{order_id}/lines/{line_id}",
    "test_other | [GET /api/v1/shelves] | [GET /orders/7/lines]",
  ]);
});

test("routes are called by the names that they are given, and by those of their functions", () => {
  const called = calledIn(`
# file: app.py
from fastapi import FastAPI
app = FastAPI()
@app.get("/orders/{id}", name="orders:one")
def read_order(id: int): ...
@app.get("/shelves")
def list_shelves(): ...
# file: tests/test_orders.py
import pytest
from app import app
@pytest.fixture
def client(): ...
async def test_one(client):
    await client.get(app.url_path_for("orders:one", id=7))
async def test_all(app, client):
    await client.get(app.url_path_for("list_shelves"))
`);
  deepStrictEqual(called, ["test_one | GET /orders/{id}", "test_all | GET /shelves"]);
});

test("what answers a route is called by itself too, under whatever name", () => {
  const called = calledIn(`
# file: shop/__init__.py
# file: shop/urls.py
from django.urls import path
from shop import views
urlpatterns = [path("close/<int:id>/", views.close), path("open/<int:id>/", views.open_again), path("orders/", views.Orders.as_view())]
# file: shop/views.py
from django.views import View
def close(request, id): ...
def open_again(request, id): ...
class Orders(View):
    def get(self, request): ...
# file: tests/test_shop.py
from shop import views
from unittest import TestCase
class OrderTest(TestCase):
    def setUp(self):
        self.view = views.open_again
    def test_close(self):
        view = views.close
        view(self.factory.post(""), 7)
    def test_other(self):
        view = views.close
        view = make_view()
        view(self.factory.post(""), 7)
    def test_open(self):
        self.view(self.factory.post(""), 7)
    def test_each(self):
        for view in (views.close, views.open_again):
            view(self.factory.post(""), 7)
    def test_all(self):
        view = views.Orders.as_view()
        view(self.factory.get(""))
`);
  deepStrictEqual(called, [
    "OrderTest.test_close | ANY /close/{id}/",
    "OrderTest.test_other",
    "OrderTest.test_open | ANY /open/{id}/",
    "OrderTest.test_each | ANY /close/{id}/ | ANY /open/{id}/",
    "OrderTest.test_all | GET /orders/",
  ]);
});

test("an application that another mounts answers by itself without what stands before it there", () => {
  const called = calledIn(`
# file: app.py
from fastapi import FastAPI
inner = FastAPI()
@inner.get("/orders/{id}")
def read_order(id: int): ...
outer = FastAPI()
@outer.get("/{shop}/{id}")
def read_shop(shop: str, id: int): ...
outer.mount("/api", inner)
everything = FastAPI()
everything.mount("/", outer)
# file: tests/test_orders.py
def test_inner(client):
    client.get("/orders/7")
def test_whole(client):
    client.get("/api/orders/7")
def test_outer(client):
    client.get("/books/7")
`);
  deepStrictEqual(called, [
    "test_inner | GET /api/orders/{id}",
    "test_whole | GET /api/orders/{id}",
    "test_outer | GET /{shop}/{id}",
  ]);
});
