import { imported, importedModule, type Py, py, str } from "#python";
import { api } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import type { Kit } from "../kit.ts";
import { breaksDatabase } from "./health.ts";

/**
 * What operations stand on, where none is derived that would show it: transactions, refused input, errors that nobody
 * thought of. Whoever writes what is left open relies on it.
 */
export function foundationCases(kit: Kit): readonly TestCase[] {
  if (kit.operations.some(({ meaning }) => meaning.behaviour.kind !== "custom")) return [];
  const isRetried = kit.blueprint.database !== "sqlite";
  return [transactionCase(), ...(isRetried ? [retryCase()] : []), invalidCase(kit), unexpectedCase()];
}

export const foundationAbove = [
  py`
  READY = "http://test/health/ready"
  ROUTE = "http://test/no/such/route"`,
];

const committing = { fixtures: ["committing_app", "committing_client"], kind: "shape" } as const;

/** The application is seen to serve before anything is asked of it: what is missing is no refusal. */
function serves(client: Py): readonly Py[] {
  return [py`response = await ${client}.get(READY)`, py`assert response.status_code == 200`];
}

function transactionCase(): TestCase {
  const session = imported("app.database", "Session");
  return {
    ...committing,
    name: "gives an operation to come a transaction of its own",
    body: [
      paragraph(...serves(py`committing_client`)),
      py`
        async def ask(session: ${session}) -> int | None:
            number: int | None = await session.scalar(${imported("sqlalchemy", "select")}(1))
            return number`,
      paragraph(
        py`committing_app.add_api_route("/no/such/route", ask, methods=["GET", "POST"])`,
        py`answers = [await committing_client.request(method, ROUTE) for method in ("GET", "POST")]`,
      ),
      py`assert [(answer.status_code, answer.json()) for answer in answers] == [(200, 1), (200, 1)]`,
    ],
  };
}

/** A transaction that the database ends for another's sake is run again with what was sent, and not without end. */
function retryCase(): TestCase {
  const ended = "DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$";
  return {
    ...committing,
    name: "runs an operation to come again that met a deadlock",
    parameters: [
      {
        names: [
          { name: "deadlocks", type: py`int` },
          { name: "status_code", type: py`int` },
        ],
        values: py`[(2, 200), (3, 500)]`,
      },
    ],
    body: [
      paragraph(...serves(py`committing_client`), py`met: list[int] = []`),
      py`
        async def add(numbers: list[int], session: ${imported("app.database", "Session")}) -> None:
            if len(met) < deadlocks:
                met.append(sum(numbers))
                await session.execute(${imported("sqlalchemy", "text")}(${str(ended)}))`,
      paragraph(
        py`committing_app.add_api_route("/no/such/route", add, methods=["POST"])`,
        py`response = await committing_client.post(ROUTE, json=[1, 2])`,
      ),
      paragraph(py`assert response.status_code == status_code`, py`assert met == [3] * deadlocks`),
    ],
  };
}

function invalidCase(kit: Kit): TestCase {
  const parameter = py`${importedModule("pytest")}.param`;
  return {
    ...committing,
    name: "refuses what an operation to come does not take",
    parameters: [
      {
        names: [{ name: "content", type: py`bytes` }],
        values: py`[
            ${parameter}(b'["a"]', id="another type"),
            ${parameter}(b"[", id="no JSON"),
            ${parameter}(b"\xff\xfe\x00", id="no text"),
        ]`,
      },
    ],
    body: [
      paragraph(...serves(py`committing_client`)),
      py`
        async def take(numbers: list[int]) -> list[int]:
            return numbers`,
      paragraph(
        py`committing_app.add_api_route("/no/such/route", take, methods=["POST"])`,
        py`
          response = await committing_client.post(
              ROUTE, content=content, headers={"Content-Type": "application/json"}
          )`,
      ),
      py`${api("assert_refused")}(response, ${kit.blueprint.errors.usualInvalid})`,
    ],
  };
}

function unexpectedCase(): TestCase {
  return {
    name: "answers an unexpected error without details",
    kind: "shape",
    fixtures: ["app", "client", "monkeypatch"],
    body: [
      paragraph(...serves(py`client`)),
      ...breaksDatabase(py`RuntimeError("a secret that nobody outside may learn")`),
      py`
        with ${imported("structlog.testing", "capture_logs")}() as events:
            response = await client.get(READY)`,
      paragraph(
        py`${api("assert_refused")}(response, 500)`,
        py`assert "secret" not in response.text`,
        py`assert response.headers["X-Request-ID"]`,
      ),
      py`assert [event["event"] for event in events] == [${str("unexpected error")}]`,
    ],
  };
}
