import { imported, name, type Py, py, str } from "#python";
import { actOf } from "../acts.ts";
import { registers, request } from "../calls.ts";
import { paragraph, type TestCase, type TestModule } from "../cases.ts";
import { renewing } from "../cookie-support.ts";
import { type Kit, needsAccount, operationsOf } from "../kit.ts";

/** A call that is looked at, with headers beside those that let it in. */
interface Guarded {
  readonly statements: readonly Py[];
  readonly sent: (more: Py) => Py;
  readonly status: number;
}

/** `tests/test_other_sites.py`: whose pages may change something, seen through one operation. */
export function otherSiteModules(kit: Kit): readonly TestModule[] {
  const guarded = guardedCall(kit) ?? guardedRenewal(kit);
  if (!guarded) return [];
  const cases = [ownCase(guarded), trustedCase(guarded), ...readCases(kit)];
  return [{ path: "tests/test_other_sites.py", cases }];
}

/** The operation for those signed in that asks for least before it. */
function guardedCall(kit: Kit): Guarded | undefined {
  const acts = kit.operations
    .filter((operation) => operation.meaning.guarded && needsAccount(operation))
    .flatMap((operation) => actOf(kit, operation) ?? []);
  const [act] = acts.toSorted((one, other) => one.statements.length - other.statements.length);
  if (!act || !kit.account || act.operation.meaning.behaviour.kind === "custom") return undefined;
  const caller = act.caller ?? name("caller");
  return {
    statements: act.caller ? act.statements : [...act.statements, registers(kit.account, caller)],
    status: act.operation.meaning.behaviour.answer.status,
    sent: (more) =>
      request(act.operation, {
        rows: act.rows,
        ...(act.body && { body: act.body }),
        ...(act.content && { content: act.content }),
        headers: py`{**${caller}.headers, ${more}}`,
      }),
  };
}

/** Where a cookie holds no more than refresh tokens: what trades one. */
function guardedRenewal(kit: Kit): Guarded | undefined {
  const [operation] = operationsOf(kit, "refresh").filter(({ meaning }) => meaning.guarded);
  if (!operation || !kit.account) return undefined;
  return {
    statements: [registers(kit.account, name("account"))],
    status: operation.meaning.behaviour.answer.status,
    sent: (more) => request(operation, renewing(operation, py`account.refresh_token`, more)),
  };
}

function ownCase({ statements, sent, status }: Guarded): TestCase {
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
    body: [
      paragraph(...statements),
      py`response = ${sent(py`**headers`)}`,
      py`assert response.status_code == ${status}`,
    ],
  };
}

function trustedCase({ statements, sent, status }: Guarded): TestCase {
  const changed = py`settings = app.state.settings.model_copy(update={"trusted_origins": frozenset({"https://app.example"})})`;
  return {
    name: "lets pages change something whose origin the settings name",
    kind: "shape",
    fixtures: ["app", "client", "monkeypatch"],
    body: [
      paragraph(
        ...statements,
        changed,
        py`monkeypatch.setitem(app.dependency_overrides, ${imported("app.settings", "get_settings")}, lambda: settings)`,
      ),
      py`response = ${sent(py`"Origin": "https://app.example", "Sec-Fetch-Site": "cross-site"`)}`,
      py`assert response.status_code == ${status}`,
    ],
  };
}

/** What changes nothing is answered: other sites do not get to see it. */
function readCases({ account }: Kit): readonly TestCase[] {
  const current = account?.current;
  if (!account || !current || account.accounts.credential.in !== "cookie") return [];
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
