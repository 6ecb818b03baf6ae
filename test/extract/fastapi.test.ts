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
