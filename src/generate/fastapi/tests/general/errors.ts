import { fieldOf } from "#domain";
import { imported, importedModule, name, py, str } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { accountSight, actOf } from "../acts.ts";
import { api, registers, request, route } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { type Kit, variable } from "../kit.ts";

/** What no single operation answers for: unknown routes, wrong methods, broken bodies, unexpected errors. */
export function errorCases(kit: Kit): readonly TestCase[] {
  const plain = kit.operations.find((operation) => isPlain(operation));
  const withBody = kit.operations.find(
    ({ meaning: { behaviour, access } }) => "body" in behaviour && access === "public",
  );
  return [
    {
      name: "answers an unknown route",
      ...(kit.domain.errors.form.kind === "default"
        ? ({ kind: "guard", reason: "the framework answers unknown routes in this form of itself" } as const)
        : ({ kind: "shape" } as const)),
      fixtures: ["client"],
      body: [py`response = await client.get("/no/such/route")`, py`${api("assert_refused")}(response, 404)`],
    },
    ...(plain ? [methodCase(kit, plain)] : []),
    ...(withBody ? [bodyCase(kit, withBody)] : []),
    ...unexpectedCases(kit),
  ];
}

function isPlain({ contract }: OperationBlueprint): boolean {
  return contract.segments.every(({ kind }) => kind === "literal");
}

function methodCase(kit: Kit, operation: OperationBlueprint): TestCase {
  const used = kit.blueprint.contract.operations
    .filter(({ path }) => path === operation.contract.path)
    .map(({ method }) => method.toUpperCase())
    .sort();
  const other =
    ["patch", "delete", "put", "post"].find((method) => !used.includes(method.toUpperCase())) ?? "patch";
  return {
    name: "answers a wrong method",
    kind: "shape",
    fixtures: ["client"],
    body: [
      py`response = await client.${name(other)}(${route(operation)})`,
      paragraph(
        py`${api("assert_refused")}(response, 405)`,
        py`assert response.headers["Allow"] == ${str(used.join(", "))}`,
      ),
    ],
  };
}

function bodyCase(kit: Kit, operation: OperationBlueprint): TestCase {
  const pytest = py`${importedModule("pytest")}.param`;
  return {
    name: "refuses a body of another shape",
    fixtures: ["client"],
    parameters: [
      {
        names: [{ name: "content", type: py`bytes` }],
        values: py`[
            ${pytest}(b"", id="nothing"),
            ${pytest}(b"null", id="null"),
            ${pytest}(b"[]", id="a list"),
            ${pytest}(b"\xff\xfe\x00", id="no text"),
            ${pytest}(b"[" * 100_000, id="nested deeply"),
            ${pytest}(b"9" * 5_000, id="a huge number"),
        ]`,
      },
    ],
    body: [
      py`response = ${request(operation, { content: name("content") })}`,
      py`${api("assert_refused")}(response, ${kit.domain.errors.invalid})`,
    ],
  };
}

/** An error that nobody thought of: no details, and nothing kept. */
function unexpectedCases(kit: Kit): readonly TestCase[] {
  const { account } = kit;
  const holder = account && name(variable(kit, account.entity.name));
  const sight = holder && accountSight(kit, holder);
  const mark = account && fieldOf(account.entity, account.accounts.loginField);
  const act = account?.current && actOf(kit, account.current);
  if (!account?.current || !holder || !sight || !mark || !act) return [];
  const breaks = py`
    def fail() -> ${imported("typing", "Never")}:
        raise RuntimeError("a secret that nobody outside may learn")`;
  const held = py`${holder}.${name(attributeName(mark.name))}`;
  return [
    {
      name: "answers an unexpected error without details",
      fixtures: ["client", "monkeypatch"],
      body: [
        paragraph(registers(account, holder), py`assert ${sight.see(mark)} == ${held}`),
        breaks,
        py`monkeypatch.setattr(${imported("app", "clock")}, "now", fail)`,
        py`
          with ${imported("structlog.testing", "capture_logs")}() as events:
              response = ${request(account.current, { headers: py`${holder}.headers` })}`,
        paragraph(
          py`${api("assert_refused")}(response, 500)`,
          py`assert "secret" not in response.text`,
          py`assert response.headers["X-Request-ID"]`,
        ),
        paragraph(
          py`[event] = [event for event in events if event["log_level"] == "error"]`,
          py`assert isinstance(event.pop("exc_info"), RuntimeError)`,
          py`
            assert event == {
                "event": "unexpected error",
                "log_level": "error",
                "method": ${str(account.current.contract.method.toUpperCase())},
                "path": ${str(`${kit.domain.basePath}${account.current.contract.path}`)},
            }`,
        ),
      ],
    },
  ];
}
