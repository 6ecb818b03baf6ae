import { imported, name, type Py, py, str } from "#python";
import { mailedTableOf } from "../../app/mailed-tokens.ts";
import { tooManyAttempts } from "../../refusal-texts.ts";
import { actOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { api, call } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import type { Kit, OperationOf } from "../kit.ts";
import {
  arranged,
  asksBy,
  cleared,
  entersWith,
  given,
  openReset,
  type ResetScene,
  refusedToken,
  served,
  takes,
  tokenFor,
} from "./reset-scene.ts";

/** A letter with a token, to the address of the account and to no other; the answer never tells whether there is one. */
export function forgotPasswordCases(
  kit: Kit,
  operation: OperationOf<"forgot-password">,
): readonly TestCase[] {
  const found = openReset(kit);
  const act = actOf(kit, operation);
  if (!found || !act) return [];
  const scene = { ...found, asks: operation };
  return [
    sentCase(scene),
    ...silentCases(scene),
    ...throttledCases(scene),
    replacedCase(scene),
    digestCase(scene),
    ...bodyCases(kit, act),
  ];
}

function isServed({ asks }: ResetScene): Py {
  return py`assert response.status_code == ${asks.meaning.behaviour.answer.status}`;
}

function sentCase(scene: ResetScene): TestCase {
  const { sets, key, address, fresh } = scene;
  const token = py`${api("token_in")}(mailbox[0])`;
  return {
    name: "sends a token that sets a new password",
    fixtures: ["client", "mailbox"],
    body: [
      paragraph(arranged(scene), cleared(scene.kit)),
      paragraph(
        asksBy(scene, key),
        isServed(scene),
        py`assert [letter["To"] for letter in mailbox] == [${address}]`,
      ),
      served(sets, given(scene, sets, token)),
      paragraph(...entersWith(scene, fresh)),
    ],
  };
}

function silentCases(scene: ResetScene): readonly TestCase[] {
  const { asks, key, stranger } = scene;
  const counted = (holder: string, who: Py): Py => py`
    with counting_statements() as ${name(holder)}:
        ${call(asks, { extra: [who] })}`;
  return [
    {
      name: "answers the same where there is no such account",
      fixtures: ["client", "mailbox"],
      body: [
        paragraph(arranged(scene), cleared(scene.kit)),
        paragraph(
          py`known = ${call(asks, { extra: [key] })}`,
          py`unknown = ${call(asks, { extra: [stranger] })}`,
        ),
        paragraph(
          py`assert unknown.status_code == known.status_code == ${asks.meaning.behaviour.answer.status}`,
          py`assert unknown.content == known.content`,
          py`assert len(mailbox) == 1`,
        ),
      ],
    },
    {
      name: "does the same where there is no such account",
      fixtures: ["client", "counting_statements"],
      uses: ["mailbox"],
      body: [
        arranged(scene),
        paragraph(counted("known", key), counted("unknown", stranger)),
        py`assert len(unknown) == len(known) > 0`,
      ],
    },
  ];
}

function throttledCases(scene: ResetScene): readonly TestCase[] {
  const { key, stranger } = scene;
  const tooMany = paragraph(
    py`${api("assert_refused")}(response, 429, ${str(tooManyAttempts)})`,
    py`assert response.headers["Retry-After"]`,
  );
  const tries = (who: Py): Py => py`
    for _ in range(3):
        ${asksBy(scene, who)}
        ${isServed(scene)}`;
  return [
    {
      name: "refuses requests after too many",
      fixtures: ["client"],
      uses: ["mailbox"],
      body: [arranged(scene), tries(key), paragraph(asksBy(scene, key), ...tooMany)],
    },
    {
      name: "refuses them as well where there is no such account",
      fixtures: ["client"],
      uses: ["mailbox"],
      body: [tries(stranger), paragraph(asksBy(scene, stranger), ...tooMany)],
    },
  ];
}

function replacedCase(scene: ResetScene): TestCase {
  const { sets } = scene;
  return {
    name: "takes the token before back",
    fixtures: ["client", "mailbox"],
    body: [
      paragraph(arranged(scene), tokenFor(scene, name("earlier")), tokenFor(scene)),
      paragraph(takes(sets, given(scene, sets, name("earlier"))), refusedToken(sets)),
      served(sets, given(scene, sets)),
    ],
  };
}

function digestCase(scene: ResetScene): TestCase {
  const table = mailedTableOf(scene.kit.blueprint, "password-resets");
  return {
    name: "keeps no token as it is",
    fixtures: ["client", "connection", "mailbox"],
    body: [
      paragraph(arranged(scene), tokenFor(scene)),
      paragraph(
        py`resets = ${imported("app.database", "Base")}.metadata.tables[${str(table?.name ?? "")}]`,
        py`(kept,) = await connection.execute(${imported("sqlalchemy", "select")}(resets))`,
        py`assert token not in map(str, kept)`,
      ),
    ],
  };
}
