import type { Barred } from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import { barredText } from "../../app/barred.ts";
import { attributeName } from "../../tables.ts";
import { putsAccount } from "../barred-support.ts";
import { api, registers } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import type { AccountKit, Kit } from "../kit.ts";
import { texts } from "../values.ts";
import { indefinite, one } from "../words.ts";
import { type LoginScene, signsIn } from "./login-scene.ts";
import { probeOf, refusedTo } from "./session-scene.ts";

/** Statements: an account that is refused from now on. */
function bars({ field }: Barred, holder: Py, value: Py, ...more: readonly Py[]): Py {
  return putsAccount(holder, py`${name(attributeName(field))}=${value}`, ...more);
}

/** An account in a state that is refused neither signs in nor calls, and does both again when that is over. */
export function barredLoginCases(scene: LoginScene): readonly TestCase[] {
  const { kit, account, holder, key, password } = scene;
  const { barred } = account.accounts;
  if (!barred) return [];
  const value = name("value");
  const tried = signsIn(scene, key, password);
  const refused = py`${api("assert_refused")}(response, 403, ${str(barredText(kit.blueprint))})`;
  const wrong = signsIn(scene, key, py`${password} + "x"`);
  const probe = probeOf(kit, account);
  const noun = one(account.entity);
  const each = [textParameter("value", texts(barred.values))];
  return [
    {
      name: `refuses ${indefinite(noun)} that is refused everywhere`,
      fixtures: ["client"],
      parameters: each,
      body: [paragraph(registers(account, holder), bars(barred, holder, value)), tried, refused],
    },
    {
      name: "tells who does not know the password nothing of that",
      fixtures: ["client"],
      parameters: each,
      body: [
        paragraph(registers(account, holder), bars(barred, holder, value)),
        wrong,
        py`assert response.status_code == ${scene.operation.meaning.refusals.credentials}`,
      ],
    },
    ...(probe
      ? [
          {
            name: "takes back what was handed over before",
            fixtures: ["client"] as const,
            parameters: each,
            body: [
              paragraph(registers(account, holder), bars(barred, holder, value)),
              ...refusedTo(probe, holder),
            ],
          },
        ]
      : []),
    ...overCases(scene, barred, refused),
  ];
}

/** Who was refused for a time. */
function overCases(scene: LoginScene, barred: Barred, refused: Py): readonly TestCase[] {
  const { account, holder, key, password, status } = scene;
  if (barred.timed === undefined) return [];
  const tried = signsIn(scene, key, password);
  const { value, until } = barred.timed;
  return [
    {
      name: `lets ${indefinite(one(account.entity))} in again when that is over`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(
          registers(account, holder),
          bars(barred, holder, literal(value), untilSoon(until)),
          py`set_clock.advance(minutes=29)`,
        ),
        paragraph(tried, refused),
        paragraph(py`set_clock.advance(minutes=1)`, tried, py`assert response.status_code == ${status}`),
      ],
    },
  ];
}

function untilSoon(until: string): Py {
  const soon = py`${imported("app", "clock")}.now() + ${imported("datetime", "timedelta")}(minutes=30)`;
  return py`${name(attributeName(until))}=${soon}`;
}

/** No fresh token for an account that is refused. */
export function barredRefreshCases(
  kit: Kit,
  account: AccountKit,
  { holder, trade }: { readonly holder: Py; readonly trade: Py },
): readonly TestCase[] {
  const { barred } = account.accounts;
  if (!barred) return [];
  return [
    {
      name: `refuses ${indefinite(one(account.entity))} that is refused everywhere`,
      fixtures: ["client"],
      parameters: [textParameter("value", texts(barred.values))],
      body: [
        paragraph(registers(account, holder), bars(barred, holder, name("value"))),
        trade,
        py`${api("assert_refused")}(response, 401, ${str(barredText(kit.blueprint))})`,
      ],
    },
  ];
}
