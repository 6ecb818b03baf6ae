import { imported, literal, name, py, str } from "#python";
import { mailedTableOf } from "../../app/mailed-tokens.ts";
import { actOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { registers } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { sampleValue } from "../values.ts";
import {
  begins,
  type ConfirmationScene,
  confirmed,
  openConfirmation,
  refused,
} from "./confirmation-scene.ts";

/** The token that a new account is sent confirms it, once, and no other account. */
export function confirmAccountCases(
  kit: Kit,
  operation: OperationOf<"confirm-account">,
): readonly TestCase[] {
  const found = openConfirmation(kit);
  const act = actOf(kit, operation);
  if (!found || !act) return [];
  const scene = { ...found, confirms: operation };
  return [confirmedCase(scene), ...refusedCases(scene), digestCase(scene), ...bodyCases(kit, act)];
}

function confirmedCase(scene: ConfirmationScene): TestCase {
  const { account, holder, address, isConfirmed } = scene;
  const other = name("other");
  const [registering, ...token] = begins(scene);
  return {
    name: "confirms the account that the token was sent to and no other",
    fixtures: ["client", "mailbox"],
    body: [
      paragraph(
        registers(account, other),
        py`mailbox.clear()`,
        registering,
        py`assert [letter["To"] for letter in mailbox] == [${address}]`,
        ...token,
      ),
      ...(isConfirmed(holder, false) ? [paragraph(isConfirmed(holder, false))] : []),
      confirmed(scene),
      paragraph(isConfirmed(holder, true), isConfirmed(other, false)),
    ],
  };
}

function refusedCases(scene: ConfirmationScene): readonly TestCase[] {
  const { holder, isConfirmed, kit, account, confirms } = scene;
  const { keyField } = confirms.meaning.behaviour;
  const open = isConfirmed(holder, false);
  const still = open ? [paragraph(open)] : [];
  const key = account.entity.fields.find((field) => field.name === keyField);
  return [
    {
      name: "takes a token once",
      fixtures: ["client", "mailbox"],
      body: [paragraph(...begins(scene)), confirmed(scene), refused(scene)],
    },
    {
      name: "refuses a token that was never sent",
      fixtures: ["client", "mailbox"],
      body: [paragraph(...begins(scene)), refused(scene, py`token + "x"`), ...still],
    },
    {
      name: "refuses a token that has expired",
      fixtures: ["client", "mailbox", "set_clock"],
      // Who looks signs in before: a session may be over as soon as the token is.
      body: [paragraph(...begins(scene), py`set_clock.advance(hours=24)`), refused(scene)],
    },
    {
      name: "takes a token until it expires",
      fixtures: ["client", "mailbox", "set_clock"],
      body: [paragraph(...begins(scene), py`set_clock.advance(hours=23, minutes=59)`), confirmed(scene)],
    },
    ...(key
      ? [
          {
            name: "refuses the token of another account",
            fixtures: ["client", "mailbox"] as const,
            body: [
              paragraph(...begins(scene)),
              refused(scene, name("token"), literal(sampleValue(kit, account.entity, key, 1))),
              ...still,
            ],
          },
        ]
      : []),
  ];
}

function digestCase(scene: ConfirmationScene): TestCase {
  const table = mailedTableOf(scene.kit.blueprint, "confirmations");
  return {
    name: "keeps no token as it is",
    fixtures: ["client", "connection", "mailbox"],
    body: [
      paragraph(...begins(scene)),
      paragraph(
        py`confirmations = ${imported("app.database", "Base")}.metadata.tables[${str(table?.name ?? "")}]`,
        py`(kept,) = await connection.execute(${imported("sqlalchemy", "select")}(confirmations))`,
        py`assert token not in map(str, kept)`,
      ),
    ],
  };
}
