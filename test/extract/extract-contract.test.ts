import assert from "node:assert/strict";
import { test } from "node:test";
import { type Contract, printOpenapi, readContract } from "#contract";
import { extractContract } from "#extract";
import { readFacts } from "#facts";
import { projectOf } from "../facts/check.ts";

function contractOf(text: string): Contract {
  const { value } = extractContract(readFacts(projectOf(text)));
  assert.ok(value);
  return value;
}

/** The contract as its document, for tests that are about what it says. */
// biome-ignore lint/suspicious/noExplicitAny: what the document has, the test says.
function documentOf(text: string): any {
  return printOpenapi(contractOf(text));
}

const app = `
# file: shop/api.py
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Generic, Literal, TypeVar
from fastapi import Depends, FastAPI, HTTPException, Path, Query, UploadFile
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel, EmailStr, Field, computed_field
from elsewhere import Thing
app = FastAPI(title="Shop", version="2")
scheme = OAuth2PasswordBearer(tokenUrl="/token")
LIMIT = 50
T = TypeVar("T")
class State(str, Enum):
    OPEN = "open"
    PAID = "paid"
class Line(BaseModel):
    sku: str = Field(max_length=8, pattern="^[A-Z]+$")
    price: Decimal
class Page(BaseModel, Generic[T]):
    items: list[T]
class Order(BaseModel):
    id: int
    email: EmailStr | None = None
    state: State = State.OPEN
    kind: Literal["a", "b"] = "a"
    lines: list[Line] = Field(min_length=1)
    date: date
    thing: Thing
    @computed_field
    @property
    def total(self) -> int: ...
`;

test("operations carry what their functions take and give, each at its place", () => {
  const contract = contractOf(`${app}
@app.get("/orders/{order_id}", tags=["orders"], responses={409: {"model": Line, "description": "taken"}})
def read_order(order_id: Annotated[int, Path(ge=1)], token: Annotated[str, Depends(scheme)],
    limit: int = Query(LIMIT, le=100, description="how many")) -> Order:
    """Reads one."""
    raise HTTPException(404)
`);
  const [operation] = contract.operations;
  assert.ok(operation);
  assert.deepEqual([contract.title, contract.version], ["Shop", "2"]);
  assert.deepEqual(
    [operation.summary, operation.description, operation.tags],
    ["Read Order", "Reads one.", ["orders"]],
  );
  assert.deepEqual(operation.responses.map(({ status }) => status).toSorted(), ["200", "404", "409", "422"]);
  assert.deepEqual(operation.security, [new Map([["OAuth2PasswordBearer", []]])]);
  assert.equal(contract.securitySchemes.get("OAuth2PasswordBearer")?.flows[0]?.tokenUrl, "/token");
  const [id, limit] = operation.parameters;
  assert.deepEqual(
    [id?.name, id?.in, id?.schema.kind === "schema" && id.schema.minimum],
    ["order_id", "path", 1],
  );
  assert.deepEqual(
    limit?.schema.kind === "schema" && [limit.schema.default, limit.schema.maximum],
    [50, 100],
  );
  assert.deepEqual(
    [limit?.description, limit?.required, limit?.span.file],
    ["how many", false, "shop/api.py"],
  );
});

test("schemas have types, formats, values, null and bounds; what is of a package is unknown", () => {
  const { components } = documentOf(`${app}
@app.get("/orders")
def list_orders() -> Page[Order]: ...
`);
  const order = components.schemas.Order;
  assert.deepEqual(components.schemas.Page_Order_.properties.items.items, {
    $ref: "#/components/schemas/Order",
  });
  assert.deepEqual(order.required, ["id", "lines", "date", "thing", "total"]);
  assert.deepEqual(order.properties.email, { type: ["string", "null"], format: "email" });
  assert.deepEqual(order.properties.state.default, "open");
  assert.deepEqual(components.schemas.State, { type: "string", enum: ["open", "paid"] });
  assert.deepEqual(order.properties.kind, { default: "a", type: "string", enum: ["a", "b"] });
  assert.deepEqual(order.properties.lines.minItems, 1);
  assert.deepEqual(order.properties.date, { type: "string", format: "date" });
  assert.match(order.properties.thing["x-keelback-unknown"], /elsewhere\.Thing is of a package/);
  assert.deepEqual(components.schemas.Line.properties.price, { type: "string" });
});

test("a class that looks otherwise when it is taken in has a name for each way", () => {
  const { components, paths } = documentOf(`${app}
@app.post("/orders", status_code=201)
def make(order: Order) -> Order: ...
@app.post("/files", status_code=204)
def send(file: UploadFile): ...
`);
  assert.deepEqual(
    Object.keys(components.schemas)
      .filter((name) => name.includes("-"))
      .toSorted(),
    ["Line-Input", "Line-Output", "Order-Input", "Order-Output"],
  );
  assert.equal(components.schemas["Order-Input"].properties.total, undefined);
  assert.deepEqual(paths["/files"].post.requestBody.content["multipart/form-data"].schema.properties.file, {
    type: "string",
    format: "binary",
  });
  assert.deepEqual(paths["/files"].post.responses["204"].content, undefined);
});

test("what is printed is read back, with what is unknown", () => {
  const contract = contractOf(`${app}
@app.get("/raw")
def raw(): ...
@app.get("/some")
def some(given = Depends(Thing)): ...
`);
  const again = readContract("again.json", JSON.stringify(printOpenapi(contract))).value;
  assert.match(again?.operations[1]?.unknown ?? "", /is not read/);
  const schema = again?.operations[0]?.responses[0]?.content[0]?.schema;
  assert.match((schema?.kind === "schema" && schema.unknown) || "", /nothing says/);
});

test("without any route that says what it takes there is no contract, and it is said", () => {
  const { value, findings } = extractContract(readFacts(projectOf("\n# file: a.py\nx = 1\n")));
  assert.equal(value, undefined);
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["extract/no-operations"],
  );
});

test("what a serializer makes is given out, and the type itself taken in", () => {
  const { components } = documentOf(`${app}
from pydantic import PlainSerializer
def written(value: datetime) -> str: ...
Moment = Annotated[datetime, PlainSerializer(written)]
class Seen(BaseModel):
    at: Moment | None = None
@app.put("/seen")
def see(seen: Seen) -> Seen: ...
`);
  assert.deepEqual(components.schemas["Seen-Input"].properties.at, {
    type: ["string", "null"],
    format: "date-time",
  });
  assert.deepEqual(components.schemas["Seen-Output"].properties.at, { type: ["string", "null"] });
});

test("paths whose beginning is worked out as the application starts are written without it, and told", () => {
  const { value, findings } = extractContract(
    readFacts(
      projectOf(`
# file: app.py
import os
from fastapi import APIRouter, FastAPI
router = APIRouter()
@router.get("/orders/{id}")
def read_order(id: int) -> int: ...
app = FastAPI()
app.include_router(router, prefix=os.environ["PREFIX"])
`),
    ),
  );
  assert.deepEqual(
    value?.operations.map(({ path, unknown, pathStartUnknown }) => ({ path, unknown, pathStartUnknown })),
    [
      {
        path: "/orders/{id}",
        unknown: "what its path begins with is worked out as the application starts",
        pathStartUnknown: true,
      },
    ],
  );
  assert.deepEqual(
    findings.map(({ rule, span }) => `${rule} ${span?.file}:${span?.line}`),
    ["extract/unknown-prefix app.py:4"],
  );
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
