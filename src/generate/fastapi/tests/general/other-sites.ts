import { imported, name, type Py, py, str } from "#python";
import { type Act, actOf } from "../acts.ts";
import { registers, request } from "../calls.ts";
import { paragraph, type TestCase, type TestModule } from "../cases.ts";
import { type Kit, needsAccount } from "../kit.ts";

/** `tests/test_other_sites.py`: whose pages may change something, seen through one operation. */
export function otherSiteModules(kit: Kit): readonly TestModule[] {
  const act = guardedAct(kit);
  if (!act) return [];
  const cases = [ownCase(kit, act), trustedCase(kit, act), ...readCases(kit)];
  return [{ path: "tests/test_other_sites.py", cases }];
}

/** The operation that asks for least before it. */
function guardedAct(kit: Kit): Act | undefined {
  const acts = kit.operations
    .filter((operation) => operation.meaning.guarded && needsAccount(operation))
    .flatMap((operation) => actOf(kit, operation) ?? []);
  return acts.toSorted((one, other) => one.statements.length - other.statements.length)[0];
}

function arranged({ account }: Kit, act: Act): readonly Py[] {
  return act.caller || !account ? act.statements : [...act.statements, registers(account, name("caller"))];
}

function sent(act: Act, more: Py): Py {
  return request(act.operation, {
    rows: act.rows,
    ...(act.body && { body: act.body }),
    ...(act.content && { content: act.content }),
    headers: py`{**${act.caller ?? name("caller")}.headers, ${more}}`,
  });
}

function isServed(act: Act): Py {
  const { behaviour } = act.operation.meaning;
  return py`assert response.status_code == ${behaviour.kind === "custom" ? 501 : behaviour.answer.status}`;
}

function ownCase(kit: Kit, act: Act): TestCase {
  return {
    name: "lets the own pages change something",
    kind: "shape",
    fixtures: ["client"],
    parameters: [
      {
        names: [{ name: "headers", type: py`dict[str, str]` }],
        values: py`[{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "https://test"}]`,
      },
    ],
    body: [paragraph(...arranged(kit, act)), py`response = ${sent(act, py`**headers`)}`, isServed(act)],
  };
}

function trustedCase(kit: Kit, act: Act): TestCase {
  const changed = py`settings = app.state.settings.model_copy(update={"trusted_origins": frozenset({"https://app.example"})})`;
  return {
    name: "lets pages change something whose origin the settings name",
    kind: "shape",
    fixtures: ["app", "client", "monkeypatch"],
    body: [
      paragraph(
        ...arranged(kit, act),
        changed,
        py`monkeypatch.setitem(app.dependency_overrides, ${imported("app.settings", "get_settings")}, lambda: settings)`,
      ),
      py`response = ${sent(act, py`"Origin": "https://app.example", "Sec-Fetch-Site": "cross-site"`)}`,
      isServed(act),
    ],
  };
}

/** What changes nothing is answered: other sites do not get to see it. */
function readCases({ account }: Kit): readonly TestCase[] {
  const current = account?.current;
  if (!account || !current) return [];
  const headers = py`{**account.headers, ${str("Sec-Fetch-Site")}: "cross-site"}`;
  return [
    {
      name: "answers what changes nothing whichever page asks",
      kind: "shape",
      fixtures: ["client"],
      body: [
        registers(account, name("account")),
        py`response = ${request(current, { headers })}`,
        py`assert response.status_code == ${current.meaning.behaviour.answer.status}`,
      ],
    },
  ];
}
