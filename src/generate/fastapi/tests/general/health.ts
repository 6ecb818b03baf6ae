import { imported, name, type Py, py } from "#python";
import { api } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";

/** Health, which is beside the contract's operations. */
export function healthCases(): readonly TestCase[] {
  const asks = (path: string) => py`response = await client.get(${name(path === "live" ? "LIVE" : "READY")})`;
  const healthy = (text: string, path: string): TestCase => ({
    name: text,
    kind: "shape",
    fixtures: ["client"],
    body: [
      asks(path),
      paragraph(py`assert response.status_code == 200`, py`assert response.json() == {"status": "ok"}`),
    ],
  });
  return [
    healthy("is live", "live"),
    healthy("is ready while the database answers", "ready"),
    {
      name: "is live but not ready without a database",
      kind: "shape",
      fixtures: ["app", "client", "monkeypatch"],
      body: [
        ...breaksDatabase(),
        paragraph(py`live = await client.get(LIVE)`, py`ready = await client.get(READY)`),
        paragraph(py`assert live.status_code == 200`, py`${api("assert_refused")}(ready, 503)`),
      ],
    },
  ];
}

/** Statements: from here on the database answers with an error. They need the fixtures `app` and `monkeypatch`. */
export function breaksDatabase(error = py`OSError`): readonly Py[] {
  return [
    py`
      class Broken:
          async def execute(self, *_: object) -> None:
              raise ${error}`,
    py`monkeypatch.setitem(app.dependency_overrides, ${imported("app.database", "get_session")}, Broken)`,
  ];
}

export const healthAbove = [
  py`
  LIVE = "http://test/health/live"
  READY = "http://test/health/ready"`,
];
