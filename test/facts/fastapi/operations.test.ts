import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { type OperationFact, openReading, tellType } from "#facts";
import { readRoutes } from "../../../src/facts/fastapi/routes.ts";
import { projectOf } from "../check.ts";

function operationsOf(text: string): ReadonlyMap<string, OperationFact | undefined> {
  const routes = readRoutes(openReading(projectOf(text)));
  return new Map(routes.map(({ method, path, operation }) => [`${method} ${path}`, operation]));
}

/** `in:name? type`, one for each parameter. */
function parametersOf(operation: OperationFact | undefined): readonly string[] | undefined {
  return operation?.parameters.map(
    ({ in: place, name, required, type }) => `${place}:${name}${required ? "" : "?"} ${tellType(type)}`,
  );
}

/** The media, then the whole or its parts. */
function bodyOf(operation: OperationFact | undefined): string | undefined {
  const body = operation?.requestBody;
  if (body === undefined) return undefined;
  const parts = body.parts.map(
    ({ name, type, required }) => `${name}${required ? "" : "?"}: ${tellType(type)}`,
  );
  return `${body.media} ${body.type === undefined ? parts.join(", ") : tellType(body.type)}`;
}

function responsesOf(operation: OperationFact | undefined): readonly string[] | undefined {
  return operation?.responses.map(
    ({ status, type, by }) => `${status} ${by}${type === undefined ? "" : ` ${tellType(type)}`}`,
  );
}

const head = `
# file: app.py
import dataclasses
from typing import Annotated
from fastapi import (APIRouter, BackgroundTasks, Body, Cookie, Depends, FastAPI, File, Form, Header, HTTPException, Path,
    Query, Request, Response, Security, UploadFile, status)
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.security import APIKeyHeader, OAuth2PasswordBearer, OAuth2PasswordRequestForm
from pydantic import BaseModel, Field
app = FastAPI()
class Item(BaseModel):
    name: str
class Other(BaseModel):
    size: int
`;

test("parameters stand where markers, paths, names and types put them", () => {
  const operations = operationsOf(`${head}
Limit = Annotated[int, Query(ge=1)]
Sort = Query("name", alias="order_by")
class Filter(BaseModel):
    q: str | None = None
    page_size: int = Field(alias="pageSize")
@app.get("/items/{item_id}/{kind:path}")
def read(kind, item_id: int, limit: Limit, sort: str = Sort, x_request_id: Annotated[str | None, Header()] = None,
    raw: Annotated[str, Header(convert_underscores=False, alias=None)] = "", session: str = Cookie(), tags: list[str] = Query([]),
    hidden: int = Query(1, include_in_schema=False), name: str = None): ...
@app.get("/found")
def find(filter: Annotated[Filter, Query()], request: Request, response: Response, work: BackgroundTasks): ...
`);
  deepStrictEqual(parametersOf(operations.get("GET /items/{item_id}/{kind}")), [
    "path:kind ?",
    "path:item_id integer",
    "query:limit integer",
    "query:order_by? text",
    "query:tags? list of text",
    "query:name? text",
    "header:x-request-id? text or null",
    "header:raw? text",
    "cookie:session text",
  ]);
  const found = operations.get("GET /found");
  deepStrictEqual(parametersOf(found), ["query:q? text or null", "query:pageSize integer"]);
  deepStrictEqual([found?.takesRequest, found?.takesBackgroundTasks], [true, true]);
});

test("a body is one whole, or parts of JSON, a form or files", () => {
  const operations = operationsOf(`${head}
@dataclasses.dataclass
class Point:
    x: int
@app.post("/one")
def one(item: Item | None = None): ...
@app.post("/two")
def two(item: Item, other: Other): ...
@app.post("/embedded")
def embedded(item: Annotated[Item, Body(embed=True)]): ...
@app.post("/value")
def value(value: int = Body()): ...
@app.post("/map")
def anything(data: dict): ...
@app.post("/form")
def form(name: Annotated[str, Form()], note: str = Form("")): ...
@app.post("/file")
def file(file: UploadFile, more: list[UploadFile] = [], name: str = Form()): ...
@app.post("/login")
def login(form: OAuth2PasswordRequestForm = Depends()): ...
@app.post("/xml")
def xml(data: str = Body(media_type="application/xml")): ...
`);
  const bodies = ["one", "two", "embedded", "value", "map", "form", "file", "xml"].map((name) =>
    bodyOf(operations.get(`POST /${name}`)),
  );
  deepStrictEqual(bodies, [
    "application/json Item or null",
    "application/json item: Item, other: Other",
    "application/json item: Item",
    "application/json integer",
    "application/json map of any",
    "application/x-www-form-urlencoded name: text, note?: text",
    "multipart/form-data file: UploadFile, more?: list of UploadFile, name: text",
    "application/xml text",
  ]);
  strictEqual(operations.get("POST /one")?.requestBody?.required, false);
  strictEqual(operations.get("POST /login")?.requestBody?.parts[1]?.name, "username");
});

test("dependencies of functions, classes, objects and of every level above bring their own", () => {
  const operations = operationsOf(`${head}
oauth = OAuth2PasswordBearer(tokenUrl="token")
key = APIKeyHeader(name="X-Key", scheme_name="Key")
def user(token: Annotated[str, Security(oauth, scopes=["read"])]):
    raise HTTPException(status.HTTP_401_UNAUTHORIZED)
User = Annotated[str, Depends(user)]
class Common:
    def __init__(self, q: str = "", limit: int = 10): ...
class Only:
    def __init__(self, role): ...
    def __call__(self, user: User, tenant: str = Header()): ...
def needs(level: int):
    def check(deep: int, user: User): ...
    return check
class Secured(APIRouter):
    def __init__(self, **kwargs):
        super().__init__(dependencies=[Depends(key)], **kwargs)
def no_one(): ...
router = Secured(prefix="/r", tags=["a"])
@router.get("/{level}", dependencies=[Depends(Only("admin"))], tags=["b", "a"])
def read(level: int, common: Common = Depends(), checked=Depends(needs(3)), admin = Security(user, scopes=["write"])): ...
app.include_router(router, tags=["top"], include_in_schema=False)
@app.get("/free")
def free(): ...
@app.get("/unseen")
def unseen(x = Depends(imported_from_nowhere)): ...
`);
  const read = operations.get("GET /r/{level}");
  deepStrictEqual(parametersOf(read), [
    "path:level integer",
    "query:q? text",
    "query:limit? integer",
    "query:deep integer",
    "header:tenant text",
  ]);
  deepStrictEqual(
    read?.security.map(({ scheme, kind, scopes }) => `${scheme} ${kind} ${scopes.join(" ")}`),
    ["Key apiKey ", "OAuth2PasswordBearer oauth2 read write"],
  );
  deepStrictEqual(read?.tags, ["top", "a", "b"]);
  strictEqual(read?.inSchema, false);
  strictEqual(read?.isPartial, false);
  deepStrictEqual(responsesOf(read), ["200 answered", "401 raised", "422 implied HTTPValidationError"]);
  deepStrictEqual(read?.dependencies.map((each) => `${each.for ?? "-"} ${each.id}`).slice(0, 3), [
    "- fastapi.security.APIKeyHeader",
    "- app.py:Only",
    "- app.py:Common",
  ]);
  deepStrictEqual(operations.get("GET /free")?.security, []);
  strictEqual(operations.get("GET /unseen")?.isPartial, true);
});

test("answers are declared, annotated, made by the function itself, or nothing says what they are", () => {
  const operations = operationsOf(`${head}
class Own(JSONResponse): ...
class Gone(HTTPException):
    def __init__(self): super().__init__(status_code=410)
@app.get("/declared", response_model=list[Item], status_code=201, responses={404: {"model": Other}, "5XX": {}, 409: {}})
def declared() -> Other: raise Gone()
@app.get("/annotated")
def annotated() -> Item: ...
@app.get("/none", response_model=None)
def none() -> Item: ...
@app.get("/raw")
def raw() -> Own | RedirectResponse: ...
@app.get("/unsaid", status_code=status.HTTP_204_NO_CONTENT)
def unsaid(): raise HTTPException(status_code=403, detail="no")
@app.route("/plain")
def plain(request): ...
`);
  const told = [...operations].map(([key, operation]) => [
    key,
    operation?.answer,
    ...(responsesOf(operation) ?? []),
  ]);
  deepStrictEqual(told, [
    [
      "GET /declared",
      "declared",
      "201 answered list of Item",
      "404 declared Other",
      "409 declared",
      "410 raised",
    ],
    ["GET /annotated", "annotated", "200 answered Item"],
    ["GET /none", "raw", "200 answered"],
    ["GET /raw", "raw", "200 answered"],
    ["GET /unsaid", "unsaid", "204 answered", "403 raised"],
    ["GET /plain", undefined],
  ]);
});

test("methods of a class ask for what the class asks for, and what takes anything is not known", () => {
  const operations = operationsOf(`${head}
class Query_(BaseModel):
    page_size: int = Field(5, alias="pageSize")
class Base:
    tenant: str = Header()
    count = 3
def anything(*args, **kwargs): ...
@with_signature(made)
def signed(x: int): ...
@views(app)
class Views(Base):
    user: Annotated[str, Depends(oauth)]
    @classmethod
    def made(cls, colour: str): ...
    @app.get("/own")
    def own(self, x: int, query: Query_ = Depends()): ...
    @app.get("/made")
    def use(self, made=Depends(Base.nothing)): ...
@app.get("/bound")
def bound(made=Depends(Views.made)): ...
@app.get("/signed")
def takes_signed(made=Depends(signed)): ...
@app.get("/any")
def takes(made=Depends(anything)): ...
oauth = OAuth2PasswordBearer(tokenUrl="token")
`);
  deepStrictEqual(parametersOf(operations.get("GET /own")), [
    "query:x integer",
    "query:pageSize? integer",
    "header:tenant text",
  ]);
  strictEqual(operations.get("GET /own")?.security[0]?.scheme, "OAuth2PasswordBearer");
  deepStrictEqual(parametersOf(operations.get("GET /bound")), ["query:colour text"]);
  deepStrictEqual(
    ["own", "made", "bound", "any", "signed"].map((name) => operations.get(`GET /${name}`)?.isPartial),
    [false, true, false, true, true],
  );
});

test("dependencies in circles and in long chains end", () => {
  const chain = Array.from(
    { length: 60 },
    (_, index) => `def d${index + 1}(a=Depends(d${index}), b=Depends(d${index}), c${index}: int = 0): ...`,
  );
  const operations = operationsOf(`${head}
def loop(x=Depends(lambda: 0), y=Depends("loop")): ...
def one(x=Depends(lambda: 1)): ...
def d0(self=Depends(loop)): ...
${chain.join("\n")}
@app.get("/deep")
def deep(x=Depends(d60), y=Depends(one)): ...
`);
  strictEqual(operations.get("GET /deep")?.isPartial, true);
});

test("a function that is given the signature of a class takes what the class takes; a second path may be hidden", () => {
  const operations = operationsOf(`${head}
from inspect import signature
def taking(cls):
    def inner(*args, **kwargs):
        return cls(*args, **kwargs)
    inner.__signature__ = signature(cls)
    return inner
@app.get("/taken")
def taken(given = Depends(taking(Other))): ...
class Twice(APIRouter):
    def api_route(self, path: str, **kwargs):
        one = super().api_route(path, **kwargs)
        other = super().api_route(path + "/", include_in_schema=False, **kwargs)
        return one
router = Twice()
@router.get("/twice")
def twice(): ...
app.include_router(router)
`);
  deepStrictEqual(parametersOf(operations.get("GET /taken")), ["query:size integer"]);
  strictEqual(operations.get("GET /taken")?.isPartial, false);
  deepStrictEqual(
    ["GET /twice", "GET /twice/"].map((route) => operations.get(route)?.inSchema),
    [true, false],
  );
});
