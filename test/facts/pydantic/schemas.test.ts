import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { openClasses, openEvaluator, type SchemaFact, type SchemaFieldFact, tellType } from "#facts";
import { readSchemas } from "../../../src/facts/pydantic/schemas.ts";
import { projectOf } from "../check.ts";

function schemasOf(text: string): ReadonlyMap<string, SchemaFact> {
  const project = projectOf(text);
  const classes = openClasses(project);
  const schemas = readSchemas({ project, classes, evaluator: openEvaluator(project, classes) });
  return new Map(schemas.map((schema) => [schema.name, schema]));
}

/** `name?: type`, one for each field. */
function fieldsOf(schema: SchemaFact | undefined): readonly string[] {
  return (schema?.fields ?? []).map(
    ({ name, required, type }) => `${name}${required ? "" : "?"}: ${tellType(type)}`,
  );
}

function fieldOf(schema: SchemaFact | undefined, name: string): SchemaFieldFact | undefined {
  return schema?.fields.find((field) => field.name === name);
}

test("fields come with types through aliases, generics, quotes and other modules, bases first", () => {
  const schemas = schemasOf(`
# file: app/__init__.py
# file: app/base.py
import datetime as dt
from enum import StrEnum
from typing import Annotated, ClassVar, Generic, Optional, TypeVar
from uuid import UUID
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr
T = TypeVar("T")
type Tags = list[str]
Price = Annotated[float, Field(gt=0)]
class Colour(StrEnum):
    RED = "red"
class Base(BaseModel):
    model_config = ConfigDict(from_attributes=True, extra="forbid")
    table: ClassVar[str] = "x"
    _cache: dict = PrivateAttr(default_factory=dict)
    id: UUID
    made: Optional[dt.datetime] = None
class Page(Base, Generic[T]):
    items: list[T]
    id: int = 1
class Grid[C](BaseModel):
    cells: dict[str, C]
# file: app/orders.py
import typing as t
from .base import *
from . import base
class Order(base.Base, extra="allow"):
    price: base.Price
    tags: base.Tags = Field(default_factory=list)
    lines: "list[Line] | None"
    kind: t.Literal["a", "b"] = "a"
    colour: Colour
    anything: t.Any
    pair: tuple[int, str]
    unsaid: Missing
    plain = 3
class Line(base.BaseModel):
    order: t.Union[Order, None, int] = None
    class Inner(base.BaseModel):
        x: int
class OrderPage(base.BaseModel):
    page: base.Page[Order]
`);
  deepStrictEqual(fieldsOf(schemas.get("Order")), [
    "id: uuid",
    "made?: date-time or null",
    "price: number",
    "tags?: list of text",
    "lines: list of Line or null",
    "kind?: a or b",
    "colour: Colour",
    "anything: any",
    "pair: list of integer or text",
    "unsaid: ?",
  ]);
  deepStrictEqual(fieldsOf(schemas.get("Page")), [
    "id?: integer",
    "made?: date-time or null",
    "items: list of T",
  ]);
  deepStrictEqual(schemas.get("Page")?.variables, ["T"]);
  deepStrictEqual(fieldsOf(schemas.get("Grid")), ["cells: map of C"]);
  deepStrictEqual(fieldsOf(schemas.get("Line")), ["order?: Order or integer or null"]);
  deepStrictEqual(fieldsOf(schemas.get("Inner")), ["x: integer"]);
  deepStrictEqual(fieldsOf(schemas.get("OrderPage")), ["page: Page of Order"]);
  deepStrictEqual(fieldOf(schemas.get("Order"), "price")?.constraints, { gt: "0" });
  const { extra, fromAttributes, bases, version } = schemas.get("Order") ?? {};
  deepStrictEqual(
    { extra, fromAttributes, bases, version },
    {
      extra: "allow",
      fromAttributes: true,
      bases: ["app/base.py:Base"],
      version: 2,
    },
  );
});

test("names in and out come from aliases, choices, generators and settings", () => {
  const schemas = schemasOf(`
# file: m.py
from pydantic import AliasChoices, AliasGenerator, AliasPath, BaseModel, ConfigDict, Field, computed_field
from pydantic.alias_generators import to_camel, to_pascal
class Plain(BaseModel):
    one: int = Field(alias="uno")
    two: int = Field(validation_alias=AliasChoices("a", AliasPath("b", 0)))
    three: int = Field(1, serialization_alias="drei", max_length=3)
    four: int = Field(..., exclude=True)
    @computed_field
    @property
    def five(self) -> int: ...
    @property
    def six(self) -> int: ...
class Camel(BaseModel):
    model_config = {"alias_generator": to_camel, "populate_by_name": True}
    first_name: str
    line_2b: str
    other_name: str = Field(alias="other")
class Two(BaseModel):
    model_config = ConfigDict(alias_generator=AliasGenerator(serialization_alias=to_pascal))
    first_name: str
class Own(BaseModel):
    model_config = ConfigDict(alias_generator=lambda name: name.upper())
    first_name: str
def camel(name):
    return "".join(part if index == 0 else part.title() for index, part in enumerate(name.split("_")))
class Older(BaseModel):
    class Config:
        alias_generator = staticmethod(camel)
class Below(Older):
    first_name: str
class Unknown(BaseModel):
    model_config = ConfigDict(alias_generator=lambda name: elsewhere(name))
    first_name: str
def made(**kwargs): return Field(None, **kwargs)
class Made(BaseModel):
    at: int = made()
`);
  strictEqual(fieldOf(schemas.get("Made"), "at")?.inputNames, undefined);
  strictEqual(fieldOf(schemas.get("Made"), "at")?.required, false);
  const names = (schema: string): readonly (readonly [string, string | undefined, string | undefined])[] =>
    (schemas.get(schema)?.fields ?? []).map(
      ({ name, inputNames, outputName }) => [name, inputNames?.join(" "), outputName] as const,
    );
  deepStrictEqual(names("Plain"), [
    ["one", "uno", "uno"],
    ["two", "a b.0", "two"],
    ["three", "three", "drei"],
    ["four", "four", "four"],
    ["five", "", "five"],
  ]);
  deepStrictEqual(names("Camel"), [
    ["first_name", "firstName first_name", "firstName"],
    ["line_2b", "line2B line_2b", "line2B"],
    ["other_name", "other other_name", "other"],
  ]);
  deepStrictEqual(names("Two"), [["first_name", "first_name", "FirstName"]]);
  deepStrictEqual(names("Own"), [["first_name", "FIRST_NAME", "FIRST_NAME"]]);
  deepStrictEqual(names("Below"), [["first_name", "firstName", "firstName"]]);
  deepStrictEqual(names("Unknown"), [["first_name", undefined, undefined]]);
  strictEqual(fieldOf(schemas.get("Plain"), "four")?.hidden, true);
  strictEqual(fieldOf(schemas.get("Plain"), "four")?.required, true);
  deepStrictEqual(fieldOf(schemas.get("Plain"), "three")?.constraints, { max_length: "3" });
});

test("the first version, roots, settings, dataclasses and tables are told apart", () => {
  const old = schemasOf(`
# file: m.py
from typing import Optional
from pydantic import BaseModel, BaseSettings, validator
class Old(BaseModel):
    name: Optional[str]
    @validator("name", pre=True)
    def check(cls, value): return value
    class Config:
        orm_mode = True
        allow_population_by_field_name = True
class Settings(BaseSettings):
    url: str = "x"
`);
  deepStrictEqual(fieldsOf(old.get("Old")), ["name?: text or null"]);
  const { fromAttributes, byName, version, checks } = old.get("Old") ?? {};
  deepStrictEqual({ fromAttributes, byName, version }, { fromAttributes: true, byName: true, version: 1 });
  deepStrictEqual(
    checks?.map(({ name, fields }) => [name, fields]),
    [["check", ["name"]]],
  );
  strictEqual(old.get("Settings")?.form, "settings");
  const mixed = schemasOf(`
# file: m.py
from dataclasses import dataclass as plain
from pydantic import BaseModel, RootModel
from pydantic.dataclasses import dataclass
from pydantic_settings import BaseSettings
from sqlmodel import Field, Relationship, SQLModel
from elsewhere import Mixin
class Names(RootModel[list[str]]): pass
@dataclass
class Point:
    x: int
@plain
class Other:
    x: int
class Settings(BaseSettings):
    key: str
class Row(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    rows: list["Row"] = Relationship()
class Unseen(Mixin, BaseModel):
    a: int
`);
  deepStrictEqual(
    [...mixed.values()].map(({ name, form }) => `${name} ${form}`),
    ["Names root", "Point dataclass", "Settings settings", "Row table", "Unseen object"],
  );
  deepStrictEqual(fieldsOf(mixed.get("Names")), ["root: list of text"]);
  deepStrictEqual(fieldsOf(mixed.get("Row")), ["id?: integer or null"]);
  strictEqual(mixed.get("Unseen")?.isPartial, true);
  strictEqual(mixed.get("Row")?.isPartial, false);
});

test("types that lead into themselves end", () => {
  const schemas = schemasOf(`
# file: m.py
from pydantic import BaseModel
A = "B"
B = "list[A]"
type C = list[C] | None
class M(BaseModel):
    a: A
    c: C
    deep: ${"list[".repeat(200)}int${"]".repeat(200)}
`);
  strictEqual(schemas.get("M")?.fields.length, 3);
  const doubled = Array.from({ length: 40 }, (_, index) => `A${index + 1} = A${index} | list[A${index}]`);
  const many = schemasOf(`
# file: m.py
from pydantic import BaseModel
A0 = int | str
${doubled.join("\n")}
class M(BaseModel):
    a: A40
`);
  strictEqual(many.get("M")?.fields.length, 1);
});
