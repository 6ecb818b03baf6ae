import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { type PayloadFact, readFacts, tellType } from "#facts";
import { projectOf } from "./check.ts";

function tell(payload: PayloadFact | undefined): string {
  if (payload === undefined) return "?";
  if (payload.kind === "type") return tellType(payload.type);
  if (payload.kind === "list") return `[${tell(payload.of)}]`;
  return `{${payload.fields.map(({ name, value }) => `${name}:${tell(value)}`).join(",")}}`;
}

/** `error {payload} file:line` for each error that is answered. */
function refusals(text: string): readonly string[] {
  return readFacts(projectOf(text)).refusals.map(
    ({ of, error, payload, span }) =>
      `${of} ${error.slice(error.lastIndexOf(":") + 1)} ${tell(payload)} ${span.file}:${span.line}`,
  );
}

test("what handlers of errors answer, through functions of their own, and what the framework answers without one", () => {
  deepStrictEqual(
    refusals(`
# file: app.py
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
class Problem(BaseModel):
    code: str
    message: str
class Refused(Exception):
    code = 409
    message: str
class Lost(Exception): ...
app = FastAPI()
def answer(status, messages):
    return JSONResponse({"errors": {"body": messages}}, status)
@app.exception_handler(Refused)
async def refuse(request: Request, error: Refused):
    return answer(error.code, [error.message])
@app.exception_handler(Lost)
def lose(request, error):
    problem = Problem(code="lost", message=str(error))
    return JSONResponse(status_code=404, content=problem.model_dump())
`),
    [
      "own Refused {errors:{body:[?]}} app.py:13",
      "own Lost Problem app.py:18",
      "framework starlette.exceptions.HTTPException {detail:?} app.py:11",
    ],
  );
});

test("a handler that answers several forms says none", () => {
  deepStrictEqual(
    refusals(`
# file: app.py
from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse
app = FastAPI()
@app.exception_handler(HTTPException)
def refuse(request, error):
    if error.status_code == 404:
        return JSONResponse({"missing": True}, 404)
    return JSONResponse({"error": error.detail}, error.status_code)
`),
    ["framework fastapi.HTTPException ? app.py:5"],
  );
});

test("an answer that carries nothing is no form beside the others, and one that carries anything is", () => {
  const handler = (given: string) => `
# file: app.py
from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import JSONResponse
app = FastAPI()
@app.exception_handler(HTTPException)
def refuse(request, error):
    if error.status_code == 401:
        return Response(${given}status_code=401, headers=error.headers)
    return JSONResponse({"error": error.detail}, error.status_code)
`;
  deepStrictEqual(refusals(handler("")), ["framework fastapi.HTTPException {error:?} app.py:8"]);
  deepStrictEqual(refusals(handler('"no", ')), ["framework fastapi.HTTPException ? app.py:5"]);
});

test("handlers that a function of the project installs", () => {
  deepStrictEqual(
    refusals(`
# file: app.py
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
class Refused(Exception): ...
def install(app: FastAPI):
    app.exception_handler(Refused)(refuse)
    app.add_exception_handler(HTTPException, pass_on)
def refuse(request, error):
    return JSONResponse({"title": str(error)}, 409)
def pass_on(request, error):
    return JSONResponse({"title": error.detail}, error.status_code)
app = FastAPI()
install(app)
`),
    ["own Refused {title:text} app.py:9", "framework starlette.exceptions.HTTPException {title:?} app.py:11"],
  );
});
