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
});

test("a field with a default is in every answer, unless the route leaves it out", () => {
  const { operations, schemas } = contractOf(`
# file: app.py
from fastapi import FastAPI
from pydantic import BaseModel
class Order(BaseModel):
    id: int
    note: str = ""
class Body(BaseModel):
    note: str = ""
app = FastAPI()
@app.get("/whole")
def whole() -> Order: ...
@app.post("/trimmed", response_model_exclude_unset=True)
def trimmed(body: Body) -> Order: ...
@app.get("/untrimmed", response_model_exclude_none=False)
def untrimmed() -> Order: ...
`);
  assert.deepEqual(
    operations.map(({ path, trimsAnswers }) => [path, trimsAnswers]),
    [
      ["/whole", undefined],
      ["/trimmed", true],
      ["/untrimmed", undefined],
    ],
  );
  const given = (name: string) => {
    const schema = schemas.get(name);
    return schema?.kind === "schema" ? schema.properties.map((each) => [each.name, each.alwaysGiven]) : [];
  };
  assert.deepEqual(given("Order"), [
    ["id", undefined],
    ["note", true],
  ]);
  assert.deepEqual(given("Body"), [["note", undefined]]);
});

test("credentials that nobody insists on are told as such", () => {
  const { operations } = contractOf(`
# file: app.py
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer
app = FastAPI()
scheme = HTTPBearer(auto_error=False)
def perhaps(token = Depends(scheme)):
    return token
def surely(token = Depends(scheme)):
    if token is None:
        raise HTTPException(401)
@app.get("/open")
def read(user = Depends(perhaps)): ...
@app.get("/closed")
def closed(user = Depends(surely)): ...
@app.get("/both")
def both(token = Depends(HTTPBearer()), user = Depends(perhaps)): ...
`);
  assert.deepEqual(
    operations.map(({ path, mayBeAnonymous, security }) => [path, security.length, mayBeAnonymous]),
    [
      ["/open", 1, true],
      ["/closed", 1, undefined],
      ["/both", 1, undefined],
    ],
  );
});
