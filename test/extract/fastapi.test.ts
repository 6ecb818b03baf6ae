import assert from "node:assert/strict";
import { test } from "node:test";
import { printOpenapi } from "#contract";
import { extractContract } from "#extract";
import { readFacts } from "#facts";
import { projectOf } from "../facts/check.ts";

/** The contract as its document, for tests that are about what it says. */
// biome-ignore lint/suspicious/noExplicitAny: what the document has, the test says.
function documentOf(text: string): any {
  const { value } = extractContract(readFacts(projectOf(text)));
  assert.ok(value);
  return printOpenapi(value);
}

test("names for types are followed with what they are given in brackets, and with what stands beside the types in them", () => {
  const { components, paths } = documentOf(`
# file: shop/api.py
from typing import Annotated, Optional, TypeVar, Union
from annotated_types import Le
from fastapi import FastAPI, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints, conint, conlist, constr
app = FastAPI()
T = TypeVar("T")
K = TypeVar("K")
def refuse(value):
    """Nobody may set it to null."""
    if value is None:
        raise ValueError("no")
    return value
def absent(value):
    return value is None
type Many[X] = list[X]
type Pair[A, B] = dict[str, A | list[B]]
Key = Annotated[int, Field(gt=0)]
Name = Annotated[str, StringConstraints(min_length=2, pattern="^a")]
Keyed = dict[K, list[T]]
Omittable = Annotated[T | None, BeforeValidator(refuse)]
Omitted = Annotated[T | None, Field(exclude_if=absent)]
class Model(BaseModel):
    many: Many[int]
    pair: Pair[bool, str]
    keyed: Keyed[str, float]
    omittable: Omittable[Annotated[Name, Field(max_length=9)]] = None
    nested: Omittable[Many[Key]] = None
    key: Optional[Key] = None
    keys: list[Key] | None = Field(None, max_length=3)
    either: Union[Name, Annotated[int, Le(5)]]
    old: constr(max_length=4)
    some: conlist(int, min_length=1) | None = None
    number: conint(ge=1) = 1
class Answer(BaseModel):
    omitted: Omitted[Key] = None
@app.post("/models")
def make(model: Model, name: Name = Query("abc", max_length=5)) -> Answer: ...
`);
  const { properties, required } = components.schemas.Model;
  assert.deepEqual(required, ["many", "pair", "keyed", "either", "old"]);
  assert.deepEqual(properties, {
    many: { type: "array", items: { type: "integer" } },
    pair: {
      type: "object",
      additionalProperties: {
        anyOf: [{ type: "boolean" }, { type: "array", items: { type: "string" } }],
      },
    },
    keyed: { type: "object", additionalProperties: { type: "array", items: { type: "number" } } },
    omittable: { type: "string", minLength: 2, maxLength: 9, pattern: "^a" },
    nested: { type: "array", items: { type: "integer", exclusiveMinimum: 0 } },
    key: { type: ["integer", "null"], exclusiveMinimum: 0 },
    keys: { type: ["array", "null"], maxItems: 3, items: { type: "integer", exclusiveMinimum: 0 } },
    either: {
      anyOf: [
        { type: "string", minLength: 2, pattern: "^a" },
        { type: "integer", maximum: 5 },
      ],
    },
    old: { type: "string", maxLength: 4 },
    some: { type: ["array", "null"], minItems: 1, items: { type: "integer" } },
    number: { type: "integer", minimum: 1, default: 1 },
  });
  assert.deepEqual(components.schemas.Answer.properties.omitted, { type: "integer", exclusiveMinimum: 0 });
  // What stands beside the type of a parameter is not heeded where its default says more of it.
  assert.deepEqual(paths["/models"].post.parameters[0].schema, {
    type: "string",
    maxLength: 5,
    default: "abc",
  });
});

test("what stands above routes is followed through names, parameters and functions that make it", () => {
  const { paths, components } = documentOf(`
# file: shop/deps.py
from fastapi import Body, Depends, Header, Security
from fastapi.security import HTTPBasic, OAuth2PasswordBearer
from enum import StrEnum
class Scope(StrEnum):
    READ = "orders.read"
READ = {Scope.READ: "see orders"}
bearer = OAuth2PasswordBearer(tokenUrl="/token", scopes={**READ, "all": "everything"})
def version(x_version: str = Header(None)): ...
def region(region: int): ...
def Limit():
    def limit(limit: int = Body(5, le=60 * 2)): ...
    return Depends(limit)
def protected(method, path, scopes=None, **kwargs):
    def decorator(function):
        return method(path, dependencies=[Security(dependency=bearer, scopes=scopes or []), Security(dependency=HTTPBasic())], **kwargs)(function)
    return decorator
# file: shop/api.py
from fastapi import APIRouter, Depends, FastAPI
from shop.deps import Limit, Scope, protected, region, version
router = APIRouter()
common = [Depends(version)]
@router.post("/orders")
def filter_orders(start: int = 0, limit: int = Limit()) -> int: ...
@protected(router.get, "/orders", [Scope.READ], tags=["orders"])
def list_orders() -> int: ...
@protected(router.get, "/open")
def list_open() -> int: ...
def create_app(dependencies=None):
    app = FastAPI()
    if dependencies is None:
        dependencies = [*common, Depends(region)]
    for each in (router,):
        app.include_router(each, dependencies=dependencies)
    return app
`);
  const names = (each: { parameters: readonly { name: string }[] }): readonly string[] =>
    each.parameters.map(({ name }) => name).toSorted();
  assert.deepEqual(names(paths["/orders"].post), ["region", "start", "x-version"]);
  assert.deepEqual(paths["/orders"].post.requestBody.content["application/json"].schema, {
    type: "integer",
    maximum: 120,
    default: 5,
  });
  assert.deepEqual(paths["/orders"].get.security, [
    { OAuth2PasswordBearer: ["orders.read"] },
    { HTTPBasic: [] },
  ]);
  assert.deepEqual(paths["/open"].get.security, [{ OAuth2PasswordBearer: [] }, { HTTPBasic: [] }]);
  assert.deepEqual(components.securitySchemes.OAuth2PasswordBearer.flows.password.scopes, {
    "orders.read": "see orders",
    all: "everything",
  });
  assert.deepEqual(paths["/orders"].get["x-keelback-unknown"], undefined);
});

test("dictionaries that calls make, members that name themselves and spans in seconds are shapes like others", () => {
  const { components } = documentOf(`
# file: shop/api.py
from datetime import timedelta
from enum import Enum, auto
from typing import NotRequired, TypedDict, get_type_hints
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict
app = FastAPI()
class Named(str, Enum):
    @staticmethod
    def _generate_next_value_(name, *_):
        return name.lower()
    @staticmethod
    def auto(): return auto()
class State(Named):
    OPEN = Named.auto()
    PAID = auto()
class Base(TypedDict):
    size: int
class Whole(Base):
    names: list[str]
Part = TypedDict("Part", {k: NotRequired[v] for k, v in get_type_hints(Whole).items()}, total=False)
Plain = TypedDict("Plain", {"a-b": int, "c": NotRequired[str]})
class Model(BaseModel):
    model_config = ConfigDict(ser_json_timedelta="float")
    part: Part | None = None
    plain: Plain
    state: State = State.OPEN
    spans: list[timedelta]
@app.get("/model")
def read() -> Model: ...
`);
  const { Model, Part, Plain, State } = components.schemas;
  assert.deepEqual(State.enum, ["open", "paid"]);
  assert.equal(Model.properties.state.default, "open");
  assert.deepEqual(Model.properties.spans, { type: "array", items: { type: "number" } });
  assert.deepEqual(Part.properties, {
    size: { type: "integer" },
    names: { type: "array", items: { type: "string" } },
  });
  assert.deepEqual([Part.required, Plain.required], [undefined, ["a-b"]]);
});

test("keywords of JSON Schema that fields and parameters publish are printed, without what they say of types", () => {
  const { components, paths } = documentOf(`
# file: shop/api.py
from typing import Annotated
from fastapi import FastAPI, Query
from pydantic import BaseModel, Field
app = FastAPI()
SHOWN = {"format": "password", "minLength": 8, "__proto__": {"a": 1}, "type": "integer", "maxLength": "9"}
def more(schema): ...
class Part(BaseModel):
    name: str
class Login(BaseModel):
    password: Annotated[str, Field(json_schema_extra=SHOWN)]
    part: Annotated[Part, Field(json_schema_extra={"readOnly": True})]
    other: Annotated[str, Field(json_schema_extra=more)]
@app.post("/login")
def login(given: Login, page: int = Query(1, json_schema_extra={"maximum": 9})) -> None: ...
`);
  assert.deepEqual(components.schemas.Login.properties, {
    password: { type: "string", format: "password", minLength: 8 },
    part: { allOf: [{ $ref: "#/components/schemas/Part" }], readOnly: true },
    other: { type: "string" },
  });
  assert.deepEqual(paths["/login"].post.parameters[0].schema, { type: "integer", maximum: 9, default: 1 });
});

test("what the type parameters of bases stand for is followed through several of them, and is never that of another by its name", () => {
  const { components } = documentOf(`
# file: shop/api.py
from typing import Generic, TypeVar
from fastapi import FastAPI
from pydantic import BaseModel
from shop.pages import Page
app = FastAPI()
A = TypeVar("A")
B = TypeVar("B")
class Pair(BaseModel, Generic[A, B]):
    a: A
    b: list[B]
class Half(Pair[int, A]): ...
class Whole(Half[str]):
    c: bool
class Twisted(Pair[B, A]): ...
class Plain(Pair):
    c: int
class Names(Page[str]):
    more: int
class Loop(Page["Loop"]): ...
class All(BaseModel):
    whole: Whole
    half: Half[bool]
    twisted: Twisted[int, str]
    plain: Plain
    names: Names
    loop: Loop
@app.get("/")
def read() -> All: ...
# file: shop/pages.py
from pydantic import BaseModel
class Page[T](BaseModel):
    items: list[T]
`);
  const types = (name: string) => {
    const entries = Object.entries(components.schemas[name].properties as Record<string, object>);
    return Object.fromEntries(
      entries.map(([key, schema]) => [
        key,
        JSON.stringify(schema).replace(/"x-keelback-unknown":"[^"]*"/, "?"),
      ]),
    );
  };
  const text = '{"type":"string"}';
  const integer = '{"type":"integer"}';
  assert.deepEqual(types("Whole"), {
    a: integer,
    b: `{"type":"array","items":${text}}`,
    c: '{"type":"boolean"}',
  });
  assert.deepEqual(types("Half_boolean_"), { a: integer, b: '{"type":"array","items":{"type":"boolean"}}' });
  // Its parameters stand in the order in which its bases name them.
  assert.deepEqual(types("Twisted_integer_text_"), { a: integer, b: `{"type":"array","items":${text}}` });
  assert.deepEqual(types("Plain"), { a: "{?}", b: '{"type":"array","items":{?}}', c: integer });
  assert.deepEqual(types("Names"), { items: `{"type":"array","items":${text}}`, more: integer });
  assert.deepEqual(types("Loop"), { items: '{"type":"array","items":{"$ref":"#/components/schemas/Loop"}}' });
});

test("tags may be members of an enumeration, or constants", () => {
  const { paths } = documentOf(`
# file: shop/api.py
from enum import Enum
from fastapi import APIRouter, FastAPI
class Tags(str, Enum):
    ORDERS = "orders"
MORE = "more"
app = FastAPI()
router = APIRouter(tags=[Tags.ORDERS])
@router.get("/a", tags=[MORE, "plain", worked_out()])
def read() -> int: ...
app.include_router(router)
`);
  assert.deepEqual(paths["/a"].get.tags, ["orders", "more", "plain"]);
});

test("what a route adds to its description by hand is read: parameters, and a body that it reads from the request itself", () => {
  const { paths } = documentOf(`
# file: shop/api.py
from fastapi import FastAPI, Request
from pydantic import BaseModel
app = FastAPI()
class Item(BaseModel):
    name: str
MORE = {"requestBody": {"content": {"text/csv": {"schema": {"type": "string"}}}}}
EXTRA = [{"in": "header", "name": "X-Day", "required": True, "schema": {"type": "string", "format": "date"}}]
@app.post("/yaml", openapi_extra={"requestBody": {"required": True, "content": {"application/x-yaml": {"schema": Item.model_json_schema()}}}})
async def take_yaml(request: Request) -> int: ...
@app.post("/csv", openapi_extra=MORE)
async def take_csv(request: Request) -> int: ...
@app.get("/list", openapi_extra={"parameters": [{"in": "query", "name": "page", "schema": {"type": "string"}},
    {"in": "query", "name": "sizes", "schema": {"type": "array", "items": {"enum": ["s", "m"]}}}, {"in": "nowhere", "name": "x"}, worked_out()]})
def read(page: int) -> int: ...
@app.get("/odd", openapi_extra={"x-private": True, "requestBody": worked_out(), "parameters": EXTRA})
def odd() -> int: ...
`);
  const body = (path: string) => {
    const { content, required = false } = paths[path].post.requestBody;
    return [required, ...Object.entries(content).flat()];
  };
  assert.deepEqual(body("/yaml"), [
    true,
    "application/x-yaml",
    { schema: { $ref: "#/components/schemas/Item" } },
  ]);
  assert.deepEqual(body("/csv"), [false, "text/csv", { schema: { type: "string" } }]);
  const told = (path: string) =>
    (paths[path].get.parameters ?? []).map(({ name, schema }: { name: string; schema: object }) => [
      name,
      schema,
    ]);
  assert.deepEqual(told("/list"), [
    ["page", { type: "integer" }],
    ["sizes", { type: "array", items: { type: "string", enum: ["s", "m"] } }],
  ]);
  assert.deepEqual(told("/odd"), [["X-Day", { type: "string", format: "date" }]]);
  assert.equal(paths["/odd"].get.requestBody, undefined);
});

test("bounds that are worked out as it runs are not known, and none are those that a marker of FastAPI does not have", () => {
  const { components, paths } = documentOf(`
# file: shop/api.py
from typing import Annotated
from fastapi import Body, FastAPI, Query
from pydantic import BaseModel, ConfigDict, Field
from shop import settings
app = FastAPI()
BANNED = ["/", "%"]
Name = Annotated[str, Field(pattern="^[^" + "".join(BANNED) + "]+$", max_length=9)]
class Model(BaseModel):
    model_config = ConfigDict(frozen=True)
    name: Name = Field(description="a name")
    note: str = Field(max_length=settings.LONGEST, min_length=None)
    amount: float = Field(gt=0, strict=settings.STRICT)
    parts: list[str] = Field(min_items=1)
@app.post("/models")
def make(model: Model, parts: list[str] = Body(min_items=1), limit: int = Query(le=settings.MOST)): ...
`);
  const { name, note, amount, parts } = components.schemas.Model.properties;
  assert.deepEqual([name["x-keelback-unknown"], name.maxLength], ["pattern is worked out as it runs", 9]);
  assert.deepEqual(
    [note["x-keelback-unknown"], note.minLength],
    ["max_length is worked out as it runs", undefined],
  );
  assert.deepEqual(amount, { type: "number", exclusiveMinimum: 0 });
  assert.equal(parts.minItems, 1);
  const { requestBody, parameters } = paths["/models"].post;
  assert.equal(parameters[0].schema["x-keelback-unknown"], "le is worked out as it runs");
  assert.equal(requestBody.content["application/json"].schema.properties.parts.minItems, undefined);
});

test("what is published in place of a type, formats and values that calls beside it tell, and serializers, also below a name with brackets", () => {
  const { components } = documentOf(`
# file: shop/api.py
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, TypeVar
from fastapi import FastAPI
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic.fields import FieldInfo
app = FastAPI()
T = TypeVar("T")
def published(**keywords):
    return FieldInfo(json_schema_extra=keywords)
def split(value): ...
@dataclass
class Upload:
    content: bytes
Omittable = Annotated[T | None, Field(exclude_if=split)]
Clock = Annotated[str, AfterValidator(split), published(format="time")]
Amount = Annotated[Decimal, PlainSerializer(float)]
class Parcel(BaseModel):
    opens: Omittable[Clock] = None
    factor: Annotated[float, published(enum=[0.5, 1.0])]
    amount: Omittable[Amount] = None
    cover: Annotated[Upload, WithJsonSchema({"type": "string", "format": "binary"})]
    sort: Annotated[list[str], BeforeValidator(split), WithJsonSchema({"type": "string"})]
@app.post("/parcels")
def make(parcel: Parcel) -> Parcel: ...
`);
  const { opens, factor, cover, sort } = components.schemas["Parcel-Input"].properties;
  assert.deepEqual(opens, { type: ["string", "null"], format: "time" });
  assert.deepEqual(factor, { type: "number", enum: [0.5, 1] });
  assert.deepEqual(cover, { type: "string", format: "binary" });
  assert.deepEqual(sort, { type: "string" });
  assert.deepEqual(components.schemas["Parcel-Output"].properties.amount, { type: ["number", "null"] });
});

test("an answer whose class travels as text is a text, whatever the function says; the form of passwords has its pattern and default", () => {
  const { components, paths } = documentOf(`
# file: shop/api.py
from typing import Any
from fastapi import Depends, FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from fastapi.security import OAuth2PasswordRequestForm, OAuth2PasswordRequestFormStrict
from pydantic import BaseModel
class Page(BaseModel):
    title: str
app = FastAPI()
@app.get("/html", response_class=HTMLResponse)
def html() -> Any: ...
@app.get("/text", response_class=PlainTextResponse, response_model=Page, responses={404: {"model": Page}})
def text(): ...
@app.get("/page", response_class=JSONResponse)
def page() -> Page: ...
@app.post("/login")
def login(form: OAuth2PasswordRequestForm = Depends()) -> str: ...
@app.post("/strict")
def strict(form: OAuth2PasswordRequestFormStrict = Depends()) -> str: ...
`);
  const content = (path: string, status = "200") => paths[path].get.responses[status].content;
  assert.deepEqual(content("/html"), { "text/html": { schema: { type: "string" } } });
  assert.deepEqual(content("/text"), { "text/plain": { schema: { type: "string" } } });
  assert.deepEqual(content("/text", "404")["application/json"].schema, { $ref: "#/components/schemas/Page" });
  assert.deepEqual(content("/page")["application/json"].schema, { $ref: "#/components/schemas/Page" });
  const form = (path: string) => {
    const { schema } = paths[path].post.requestBody.content["application/x-www-form-urlencoded"];
    return schema.$ref === undefined ? schema : components.schemas[schema.$ref.split("/").at(-1)];
  };
  const { properties, required } = form("/login");
  assert.deepEqual(required, ["username", "password"]);
  assert.deepEqual(properties.grant_type, { type: ["string", "null"], pattern: "^password$" });
  assert.deepEqual(properties.scope, { type: "string", default: "" });
  assert.deepEqual(form("/strict").properties.grant_type, { type: "string", pattern: "^password$" });
});
