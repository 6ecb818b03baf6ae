import { name, py } from "#python";
import { attributeName } from "../../tables.ts";
import { actOf } from "../acts.ts";
import { call, registers } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { assertWrong } from "../error-support.ts";
import { type AccountKit, type Kit, type OperationOf, variable } from "../kit.ts";
import { many, one } from "../words.ts";
import { clearedCases } from "./cookie-cases.ts";
import { type Probe, probeOf, refusedTo } from "./session-scene.ts";

/** The account is gone: it signs in no more, and its credential opens nothing; others go on. */
export function deleteCurrentAccountCases(
  kit: Kit,
  operation: OperationOf<"delete-current-account">,
): readonly TestCase[] {
  const { account } = kit;
  const act = actOf(kit, operation);
  const probe = account && probeOf(kit, account);
  if (!account || !act || !probe) return [];
  return [
    goneCase(kit, account, operation, probe),
    ...clearedCases(kit, account, operation),
    ...signInCases(kit, account, operation),
    ...otherCases(kit, account, operation, probe),
    ...credentialCases(kit, act),
  ];
}

function goneCase(
  kit: Kit,
  account: AccountKit,
  operation: OperationOf<"delete-current-account">,
  probe: Probe,
): TestCase {
  const holder = name(variable(kit, account.entity.name));
  return {
    name: `refuses the ${account.accounts.tokenField} afterwards`,
    fixtures: ["client"],
    body: [
      paragraph(registers(account, holder), probe.sees?.(holder)),
      call(operation, { account: holder }),
      paragraph(...refusedTo(probe, holder)),
    ],
  };
}

function signInCases(
  kit: Kit,
  account: AccountKit,
  operation: OperationOf<"delete-current-account">,
): readonly TestCase[] {
  const { login, accounts } = account;
  if (!login) return [];
  const holder = name(variable(kit, account.entity.name));
  const [key, password] = [accounts.loginField, accounts.passwordField].map(
    (field) => py`${holder}.${name(attributeName(field))}`,
  );
  if (!key || !password) return [];
  const enters = py`entered = ${call(login, { extra: [key, password] })}`;
  return [
    {
      name: `lets the ${one(account.entity)} sign in no more`,
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, holder),
          enters,
          py`assert entered.status_code == ${login.meaning.behaviour.answer.status}`,
        ),
        call(operation, { account: holder }),
        paragraph(enters, assertWrong(login, name("entered"))),
      ],
    },
  ];
}

function otherCases(
  kit: Kit,
  account: AccountKit,
  operation: OperationOf<"delete-current-account">,
  probe: Probe,
): readonly TestCase[] {
  const holder = name(variable(kit, account.entity.name));
  const stranger = name("stranger");
  if (!probe.sees) return [];
  return [
    {
      name: `leaves the other ${many(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), registers(account, stranger)),
        call(operation, { account: holder }),
        paragraph(...refusedTo(probe, holder), probe.sees(stranger)),
      ],
    },
  ];
}
