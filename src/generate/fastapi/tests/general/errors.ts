import type { ErrorForm } from "#domain";
import { imported, importedModule, name, type Py, py, str } from "#python";
import { tellsTime } from "../../app/error-values.ts";
import type { OperationBlueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { actOf } from "../acts.ts";
import { markOf } from "../api-support.ts";
import { api, registers, request, route } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { type Kit, variable } from "../kit.ts";
import { accountSight } from "../sights.ts";

/** What no single operation answers for: unknown routes, wrong methods, broken bodies, unexpected errors. */
export function errorCases(kit: Kit): readonly TestCase[] {
  const plain = kit.operations.find((operation) => isPlain(operation));
  const withBody = kit.operations
    .filter(({ meaning: { behaviour, access } }) => "body" in behaviour && access === "public")
    .toSorted((one, other) => Number(isDivided(one)) - Number(isDivided(other)))[0];
  return [
    {
      name: "answers an unknown route",
      ...(isFrameworks(kit.domain.errors.form)
        ? ({ kind: "guard", reason: "the framework answers unknown routes in this form of itself" } as const)
        : ({ kind: "shape" } as const)),
      fixtures: ["client"],
      body: [py`response = await client.get("/no/such/route")`, py`${api("assert_refused")}(response, 404)`],
    },
    ...(plain ? [methodCase(kit, plain)] : []),
    ...(withBody ? [bodyCase(withBody)] : []),
    ...unexpectedCases(kit),
    ...escapedCases(kit),
  ];
}

/** `{"detail": …}`, which the framework answers to what it does not know. */
function isFrameworks(form: ErrorForm): boolean {
  if (form.kind !== "json" || form.mediaType !== "application/json" || form.body.kind !== "object")
    return false;
  const [only, ...others] = form.body.properties;
  return only?.name === "detail" && only.part.kind === "message" && others.length === 0;
}

/** Whether bodies that cannot be read are refused otherwise than those that can. */
function isDivided({ meaning: { refusals } }: OperationBlueprint): boolean {
  return refusals.parameters !== refusals.body;
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

function bodyCase(operation: OperationBlueprint): TestCase {
  const pytest = py`${importedModule("pytest")}.param`;
  const { body, parameters } = operation.meaning.refusals;
  const divided = isDivided(operation);
  const shape = divided && py`, ${body}`;
  const unreadable = divided && py`, ${parameters}`;
  return {
    name: "refuses a body of another shape",
    fixtures: ["client"],
    parameters: [
      {
        names: [
          { name: "content", type: py`bytes` },
          ...(divided ? [{ name: "status_code", type: py`int` }] : []),
        ],
        values: py`[
            ${pytest}(b""${shape}, id="nothing"),
            ${pytest}(b"null"${shape}, id="null"),
            ${pytest}(b"[]"${shape}, id="a list"),
            ${pytest}(b"\xff\xfe\x00"${unreadable}, id="no text"),
            ${pytest}(b"[" * 100_000${unreadable}, id="nested deeply"),
            ${pytest}(b"9" * 5_000${unreadable}, id="a huge number"),
        ]`,
      },
    ],
    body: [
      py`response = ${request(operation, { content: name("content") })}`,
      py`${api("assert_refused")}(response, ${divided ? name("status_code") : body})`,
    ],
  };
}

/** An error that nobody thought of: no details, and nothing kept. */
function unexpectedCases(kit: Kit): readonly TestCase[] {
  const broken = brokenAccount(kit) ?? brokenList(kit);
  if (!broken) return [];
  const { before, breaks, operation, asked } = broken;
  return [
    {
      name: "answers an unexpected error without details",
      fixtures: ["client", "monkeypatch"],
      body: [
        before,
        ...breaks,
        py`
          with ${imported("structlog.testing", "capture_logs")}() as events:
              response = ${asked}`,
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
                "method": ${str(operation.contract.method.toUpperCase())},
                "path": ${str(`${kit.domain.basePath}${operation.contract.path}`)},
            }`,
        ),
      ],
    },
  ];
}

/** An operation that is seen to serve, and what breaks it. */
interface Broken {
  readonly operation: OperationBlueprint;
  readonly before: readonly Py[];
  readonly breaks: readonly Py[];
  readonly asked: Py;
}

const secret = py`raise RuntimeError("a secret that nobody outside may learn")`;

/** The clock fails that says whether a credential has run out; not where errors tell the time as well. */
function brokenAccount(kit: Kit): Broken | undefined {
  const { account } = kit;
  if (!account?.current || tellsTime(kit.blueprint.errors)) return undefined;
  const holder = name(variable(kit, account.entity.name));
  const sight = accountSight(kit, holder);
  const mark = sight && markOf(account, sight.shown);
  if (!sight || !mark || !actOf(kit, account.current)) return undefined;
  const held = py`${holder}.${name(attributeName(mark.name))}`;
  return {
    operation: account.current,
    before: paragraph(registers(account, holder), py`assert ${sight.see(mark)} == ${held}`),
    breaks: [
      py`
        def fail() -> ${imported("typing", "Never")}:
            ${secret}`,
      py`monkeypatch.setattr(${imported("app", "clock")}, "now", fail)`,
    ],
    asked: request(account.current, { headers: py`${holder}.headers` }),
  };
}

/** The service fails, of a list that everybody may see. */
function brokenList(kit: Kit): Broken | undefined {
  const operation = openList(kit.operations);
  return operation && failing(operation, secret);
}

/** A list that everybody may see, whose service tests can replace. */
export function openList(operations: readonly OperationBlueprint[]): OperationBlueprint | undefined {
  return operations.find(
    (each) => each.meaning.behaviour.kind === "list" && each.meaning.access === "public" && isPlain(each),
  );
}

function failing(operation: OperationBlueprint, raises: Py): Broken {
  const asked = request(operation);
  const place = `app.${operation.meaning.module}.service.${operation.functionName}`;
  return {
    operation,
    before: paragraph(py`response = ${asked}`, py`assert response.status_code == ${statusOf(operation)}`),
    breaks: [
      py`
        async def fail(*_: object) -> ${imported("typing", "Never")}:
            ${raises}`,
      py`monkeypatch.setattr(${str(place)}, fail)`,
    ],
    asked,
  };
}

/** Words are no markup, where they are sent as HTML. */
function escapedCases(kit: Kit): readonly TestCase[] {
  const { form } = kit.domain.errors;
  const operation = openList(kit.operations);
  if (form.kind !== "text" || !form.isHtml || !operation) return [];
  const raises = py`raise ${imported("fastapi", "HTTPException")}(418, "<b>words</b>")`;
  const { before, breaks, asked } = failing(operation, raises);
  return [
    {
      name: "sends words that are no markup",
      fixtures: ["client", "monkeypatch"],
      body: [
        before,
        ...breaks,
        paragraph(
          py`response = ${asked}`,
          py`assert (response.status_code, response.text) == (418, "&lt;b&gt;words&lt;/b&gt;")`,
        ),
      ],
    },
  ];
}

function statusOf({ meaning: { behaviour } }: OperationBlueprint): number {
  return "answer" in behaviour ? behaviour.answer.status : 200;
}
