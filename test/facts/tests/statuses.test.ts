import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readFacts } from "#facts";
import { projectOf } from "../check.ts";

const service = `
# file: app/__init__.py
# file: app/main.py
from fastapi import FastAPI
app = FastAPI()
@app.get("/orders")
def list_orders(): ...
@app.post("/orders")
def create_order(): ...
`;

/** `test METHOD statuses`, `?` where they cannot be told. */
function asserted(code: string): readonly string[] {
  const { tests } = readFacts(projectOf(`${service}\n# file: tests/test_orders.py\n${code}`));
  return tests.map(({ name, calls }) =>
    [name, ...calls.map(({ method, statuses }) => `${method} ${statuses?.join("+") ?? "?"}`)].join(" | "),
  );
}

test("statuses that a test asserts of an answer, of itself or by a name", () => {
  deepStrictEqual(
    asserted(`
from http import HTTPStatus
from rest_framework import status
def test_chain(client):
    assert client.get("/orders").status_code == 200
async def test_name(client):
    response = await client.post("/orders")
    assert response.status_code == status.HTTP_201_CREATED, response.text
    response = await client.get("/orders")
    assert HTTPStatus.OK == response.status_code
    assert response.json() == []
def test_none(client):
    client.get("/orders")
    made = client.post("/orders").json()
def test_class(self):
    response = self.client.get("/orders")
    self.assertEqual(response.status_code, 404)
    self.assertContains(self.client.get("/orders"), "x")
`),
    [
      "test_chain | GET 200",
      "test_name | POST 201 | GET 200",
      "test_none | GET  | POST ",
      "test_class | GET 404 | GET 200",
    ],
  );
});

test("statuses that functions of the tests assert", () => {
  deepStrictEqual(
    asserted(`
def assert_refused(response, code, *messages, also=409):
    assert response.status_code == code
    assert response.json()
def assert_missing(answer):
    assert_refused(answer, 404)
async def create(client):
    response = await client.post("/orders")
    assert response.status_code == 201
    return response.json()
async def test_refused(client):
    assert_refused(await client.get("/orders"), 403, "no")
    response = client.get("/orders")
    assert_missing(response)
async def test_created(client):
    await create(client)
`),
    ["test_refused | GET 403 | GET 404", "test_created | POST 201"],
  );
});

test("what cannot be told is not guessed", () => {
  deepStrictEqual(
    asserted(`
import pytest
def ask(client):
    return client.get("/orders")
def test_returned(client):
    assert ask(client).status_code == 200
def test_one_of(client):
    assert client.get("/orders").status_code in (200, 204)
def test_not(client):
    assert client.get("/orders").status_code != 500
def test_ok(client):
    client.get("/orders").raise_for_status()
@pytest.mark.parametrize("code", [200, 404])
def test_given(client, code):
    response = client.get("/orders")
    assert response.status_code == code
def test_kept(client, answers):
    answers.append(client.get("/orders"))
`),
    [
      "test_returned | GET ?",
      "test_one_of | GET ?",
      "test_not | GET ?",
      "test_ok | GET ?",
      "test_given | GET ?",
      "test_kept | GET ?",
    ],
  );
});
