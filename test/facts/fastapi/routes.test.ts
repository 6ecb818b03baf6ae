import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { openReading } from "#facts";
import { readRoutes } from "../../../src/facts/fastapi/routes.ts";
import { projectOf } from "../check.ts";

/** Each route in one line: method, path, handler. */
function routesOf(text: string): readonly string[] {
  return readRoutes(openReading(projectOf(text))).map(
    ({ method, path, handler }) => `${method} ${path} ${handler}`,
  );
}

test("prefixes of includes and of routers add up, from settings, constants and other modules", () => {
  const routes = routesOf(`
# file: backend/app/__init__.py
# file: backend/app/settings.py
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    API: str = "/api"
    VERSION: str = "v1"
settings = Settings()
# file: backend/app/main.py
from fastapi import FastAPI
from .api import api_router
from .settings import settings
app = FastAPI()
app.include_router(api_router, prefix=f"{settings.API}/{settings.VERSION}")

@app.get("/ping")
async def ping(): ...
# file: backend/app/api.py
from fastapi import APIRouter
from app.routes import books, shelves as other
api_router = APIRouter()
api_router.include_router(books.router, prefix=books.PREFIX + "s")
api_router.include_router(other.router)
api_router.include_router(router=other.router, prefix="/again")
# file: backend/app/routes/__init__.py
# file: backend/app/routes/books.py
import fastapi
PREFIX = "/book"
router = fastapi.APIRouter(tags=["books"])
@router.get("/{book_id:int}")
@router.api_route("/{book_id}/page", methods=["get", "POST"])
def read(book_id: int): ...
@router.websocket("/live")
async def live(socket): ...
@unknown.get("/nowhere")
def nowhere(): ...
# file: backend/app/routes/shelves.py
from fastapi import APIRouter as R
router = R(prefix="/shelves")
def make(): ...
router.add_api_route("/", make, methods=["POST"])
class Views:
    @router.delete("/{name}")
    def remove(self, name: str): ...
`);
  deepStrictEqual(routes, [
    "GET /api/v1/books/{book_id} backend/app/routes/books.py:read",
    "GET /api/v1/books/{book_id}/page backend/app/routes/books.py:read",
    "POST /api/v1/books/{book_id}/page backend/app/routes/books.py:read",
    "WEBSOCKET /api/v1/books/live backend/app/routes/books.py:live",
    "POST /api/v1/shelves/ backend/app/routes/shelves.py:make",
    "DELETE /api/v1/shelves/{name} backend/app/routes/shelves.py:remove",
    "POST /api/v1/again/shelves/ backend/app/routes/shelves.py:make",
    "DELETE /api/v1/again/shelves/{name} backend/app/routes/shelves.py:remove",
    "GET /ping backend/app/main.py:ping",
  ]);
});

test("applications and routers that functions make are read where they are called, each by itself", () => {
  const routes = routesOf(`
# file: app.py
from fastapi import FastAPI, APIRouter

def router_class():
    class Own(APIRouter):
        pass
    return Own
Router = router_class()

def provider(name: str, prefix: str = "/login") -> APIRouter:
    router = Router(prefix=prefix)
    @router.get("/" + name)
    def authorize(): ...
    return router

def add_all(app):
    app.include_router(provider("one"))
    app.include_router(provider("two", prefix="/link"))

def create_app() -> FastAPI:
    app = FastAPI()
    inner = FastAPI()
    add_all(app)
    @inner.post("/jobs")
    def start(): ...
    app.mount("/inner", inner)
    return app

app = create_app()
`);
  deepStrictEqual(routes, [
    "GET /login/one app.py:authorize",
    "GET /link/two app.py:authorize",
    "POST /inner/jobs app.py:start",
  ]);
});

test("routers are taken in by loops, by functions that name them, while starting, and by factories that nothing calls", () => {
  const routes = routesOf(`
# file: app.py
from contextlib import asynccontextmanager
from fastapi import FastAPI, APIRouter
from routes import one, two, three, four
@asynccontextmanager
async def lifespan(application):
    start(application)
    yield
def start(app):
    app.include_router(three)
def create() -> FastAPI:
    app = FastAPI(lifespan=lifespan)
    for router in (one, two):
        app.include_router(router, prefix="/x")
    def add():
        app.include_router(four)
    add()
    return app
# file: routes.py
from fastapi import APIRouter
one, two, three, four = APIRouter(), APIRouter(), APIRouter(), APIRouter()
@one.get("/1")
@two.get("/2")
@three.get("/3")
@four.get("/4")
def read(): ...
# file: other.py
from routes import one
def unused(): ...
`);
  deepStrictEqual(routes.toSorted(), [
    "GET /3 routes.py:read",
    "GET /4 routes.py:read",
    "GET /x/1 routes.py:read",
    "GET /x/2 routes.py:read",
  ]);
});

test("routes are told in the order in which they are hung, with what must hold for them", () => {
  const project = projectOf(`
# file: app.py
from fastapi import FastAPI
from routes import one
app = FastAPI()
@app.get("/first/{name:path}")
def first(name): ...
app.include_router(one)
if settings.DEBUG:
    @app.get("/debug")
    def debug(): ...
# file: routes.py
from fastapi import APIRouter
one = APIRouter()
@one.get("/second")
def second(): ...
# file: more.py
from routes import one
@one.get("/third")
def third(): ...
`);
  const routes = readRoutes(openReading(project)).map(({ path, order, when, converters, application }) => ({
    told: `${path} ${order ?? "?"} ${when?.join() ?? ""}`,
    converters,
    application,
  }));
  deepStrictEqual(
    routes.map(({ told }) => told),
    ["/first/{name} 0 ", "/second ? ", "/third ? ", "/debug 3 settings.DEBUG"],
  );
  deepStrictEqual(routes[0]?.converters, { name: "path" });
  deepStrictEqual(routes[1]?.application, "app.py:3");
});

test("routers in a circle end, and what cannot be known is left out", () => {
  const routes = routesOf(`
# file: app.py
import os
from fastapi import APIRouter
a, b = APIRouter(), APIRouter(prefix="/b")
a.include_router(b)
b.include_router(a)
c = APIRouter()
@c.get(os.environ["WHERE"])
def somewhere(): ...
@c.get("/here")
def here(): ...
def loop(x):
    return loop(x)
d = loop(c)
`);
  deepStrictEqual(routes, ["GET /here app.py:here"]);
});

test("a decorator of a router that a function of the project is given is followed into that function", () => {
  const routes = routesOf(`
# file: app.py
from fastapi import FastAPI
from guard import guarded, plain
app = FastAPI()
@guarded(app.get, "/one", ["read"])
def one(): ...
@guarded(path="/two", method=app.delete)
def two(): ...
@plain(app.get)
def three(): ...
# file: guard.py
def guarded(method, path, scopes=None, **options):
    def decorate(function):
        return method("/guarded" + path, dependencies=[], **options)(wrap(function))
    return decorate
def plain(method):
    return lambda function: function
`);
  deepStrictEqual(routes, ["GET /guarded/one app.py:one", "DELETE /guarded/two app.py:two"]);
});

test("a router class of the project may hang each route a second time, or under another path", () => {
  const routes = routesOf(`
# file: app.py
from fastapi import APIRouter as Plain, FastAPI
class Twice(Plain):
    def api_route(self, path: str, *, include_in_schema=True, **options):
        if path.endswith("/") and len(path) > 1:
            path = path[:-1]
        add = super().api_route(path, include_in_schema=include_in_schema, **options)
        other = path + "/"
        add_other = super().api_route(other, include_in_schema=False, **options)
        def decorate(function):
            add_other(function)
            return add(function)
        return decorate
class Bare(Plain):
    def add_api_route(self, path, endpoint, **options):
        super().add_api_route(path if path == "/" else path.rstrip("/"), endpoint, **options)
class Unknown(Plain):
    def api_route(self, path, **options):
        if setting:
            path = path + "/"
        return super().api_route(path, **options)
app = FastAPI()
twice, bare, unknown = Twice(prefix="/twice"), Bare(), Unknown()
@twice.get("/a/")
@bare.get("/b/")
@unknown.get("/c")
def one(): ...
app.include_router(twice)
app.include_router(bare)
app.include_router(unknown)
`);
  deepStrictEqual(routes, [
    "GET /twice/a app.py:one",
    "GET /twice/a/ app.py:one",
    "GET /b app.py:one",
    "GET /c app.py:one",
  ]);
});

test("what paths begin with comes from settings and the environment where they say so, and is left open where nothing does", () => {
  const routes = routesOf(`
# file: config.py
import os
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    prefix: str = "/api"
class Production(Settings):
    debug: bool = False
kinds = {"production": Production}
def get_settings() -> Settings:
    return kinds[os.environ["KIND"]]()
# file: app.py
import os
from fastapi import FastAPI, APIRouter
from config import get_settings
books = APIRouter(prefix="/books")
shelves = APIRouter(prefix=os.environ["SHELVES"])
desks = APIRouter(prefix=os.getenv("DESKS", "/desks"))
@books.get("/{id}")
def read(id: int): ...
@shelves.get("/shelves")
def list_shelves(): ...
@desks.get("/all")
def list_desks(): ...
def make():
    settings = get_settings()
    app = FastAPI(**settings.kwargs)
    app.include_router(books, prefix=settings.prefix)
    app.include_router(books, prefix=settings.other)
    app.include_router(shelves, prefix="/first")
    app.include_router(desks)
    return app
app = make()
`);
  deepStrictEqual(routes, [
    "GET /api/books/{id} app.py:read",
    "GET …/books/{id} app.py:read",
    "GET …/shelves app.py:list_shelves",
    "GET /desks/all app.py:list_desks",
  ]);
});

test("a route has the name that it is given", () => {
  const routes = readRoutes(
    openReading(
      projectOf(`
# file: app.py
from fastapi import FastAPI
app = FastAPI()
@app.get("/", name="pages:home")
def home(): ...
@app.get("/other")
def other(): ...
`),
    ),
  );
  deepStrictEqual(
    routes.map(({ name }) => name),
    ["pages:home", undefined],
  );
});
