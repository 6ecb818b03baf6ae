import type { Telling } from "#domain";
import { literal, type Py, py, str } from "#python";
import { type Act, actOf } from "../acts.ts";
import { api, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { firstMoment } from "../expected.ts";
import { breaksDatabase } from "../general/health.ts";
import type { Kit, OperationOf } from "../kit.ts";

/** The service tells how it is, and says so where the database does not answer. */
export function healthOperationCases(kit: Kit, operation: OperationOf<"health">): readonly TestCase[] {
  const act = actOf(kit, operation);
  if (!act) return [];
  return [
    toldCase(act, "answers that all is well", operation),
    brokenCase(act, operation),
    ...credentialCases(kit, act),
  ];
}

/** The service tells what the contract calls it. */
export function describeServiceCases(
  kit: Kit,
  operation: OperationOf<"describe-service">,
): readonly TestCase[] {
  const act = actOf(kit, operation);
  if (!act) return [];
  return [toldCase(act, "answers what the service is", operation), ...credentialCases(kit, act)];
}

type SystemQuestion = OperationOf<"health"> | OperationOf<"describe-service">;

function toldCase(act: Act, title: string, operation: SystemQuestion): TestCase {
  const { telling, status } = operation.meaning.behaviour.answer;
  const isTimed = telling?.parts.some(({ is }) => is.kind === "now") ?? false;
  return {
    name: title,
    // What is always the same may be what an example says.
    ...(!isTimed && { kind: "answer" as const }),
    fixtures: ["client"],
    ...(isTimed && { uses: ["set_clock"] as const }),
    body: [
      act.statements.length > 0 && paragraph(...act.statements),
      py`response = ${asks(act, operation)}`,
      paragraph(
        py`assert response.status_code == ${status}`,
        telling ? py`assert response.json() == ${expected(telling)}` : py`assert response.content == b""`,
      ),
    ].filter((part) => part !== false),
  };
}

function expected({ parts }: Telling): Py {
  const entries = parts.flatMap(({ name: part, is }) => {
    if (is.kind === "left-out") return [];
    const value = is.kind === "constant" ? literal(is.value) : str(firstMoment);
    return [py`${str(part)}: ${value}`];
  });
  return py`{${entries}}`;
}

/** A database that does not answer is told by those operations alone that ask it. */
function brokenCase(act: Act, operation: OperationOf<"health">): TestCase {
  const { asksDatabase, answer } = operation.meaning.behaviour;
  return {
    name: asksDatabase ? "is unavailable without a database" : "is well without a database",
    ...(!asksDatabase && { kind: "shape" as const }),
    fixtures: ["app", "client", "monkeypatch"],
    body: [
      act.statements.length > 0 && paragraph(...act.statements),
      ...breaksDatabase(),
      py`response = ${asks(act, operation)}`,
      asksDatabase
        ? py`${api("assert_refused")}(response, 503)`
        : py`assert response.status_code == ${answer.status}`,
    ].filter((part) => part !== false),
  };
}

function asks({ caller }: Act, operation: SystemQuestion): Py {
  return request(operation, caller ? { headers: py`${caller}.headers` } : {});
}
