import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { openReading } from "#facts";
import { readApplications } from "../../../src/facts/fastapi/applications.ts";
import { projectOf } from "../check.ts";

test("an application is told with its middleware, lifespan and what answers its errors", () => {
  const applications = readApplications(
    openReading(
      projectOf(`
# file: app.py
from fastapi import APIRouter, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware import Middleware
from around import Timing, add_more, unknown
async def lifespan(app):
    yield
app = FastAPI(lifespan=lifespan, middleware=[Middleware(Timing, limit=3)])
router = APIRouter()
if settings.CORS:
    app.add_middleware(CORSMiddleware, allow_origins=["*"])
add_more(app)
@app.middleware("http")
async def measure(request, call_next): ...
@app.exception_handler(HTTPException)
async def told(request, error): ...
app.add_exception_handler(404, lambda: 0)
@app.on_event("startup")
def start(): ...
@router.middleware("http")
def none(): ...
# file: around.py
class Timing: ...
class More: ...
def add_more(app):
    app.add_middleware(More)
`),
    ),
  );
  deepStrictEqual(
    applications.map(({ id, middleware, lifespan, errors }) => ({
      id,
      middleware: middleware.map((each) => `${each.id} ${each.when?.join() ?? ""}`),
      lifespan: lifespan.map((each) => each.id),
      errors: errors.map((each) => `${each.error} ${each.id}`),
    })),
    [
      {
        id: "app.py:7",
        middleware: [
          "around.py:Timing ",
          "fastapi.middleware.cors.CORSMiddleware settings.CORS",
          "around.py:More ",
          "app.py:measure ",
        ],
        lifespan: ["app.py:lifespan", "app.py:start"],
        errors: ["fastapi.HTTPException app.py:told", "404 ?"],
      },
    ],
  );
});
