import { importedModule, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { type Act, actOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { refusedBody } from "../body-refusals.ts";
import { call, invocation } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertWrong } from "../error-support.ts";
import type { Kit, OperationOf } from "../kit.ts";
import {
  arranged,
  entersWith,
  given,
  openReset,
  type ResetScene,
  refusedToken,
  served,
  takes,
  tokenFor,
} from "./reset-scene.ts";
import { probeOf, refusedTo } from "./session-scene.ts";

/** A token that was sent sets the password, once, and ends what whoever had the old one began. */
export function resetPasswordCases(kit: Kit, operation: OperationOf<"reset-password">): readonly TestCase[] {
  const found = openReset(kit);
  const act = actOf(kit, operation);
  if (!found || !act) return [];
  const scene = { ...found, sets: operation };
  return [
    setCase(scene),
    onceCase(scene),
    ...refusedCases(scene),
    ...sessionCases(scene),
    forgivenCase(scene),
    ...repeatedCases(scene, act),
    ...keyedCases(scene),
    raceCase(scene),
    ...bodyCases(kit, act),
  ];
}

function oldPassword({ account, holder }: ResetScene): Py {
  return py`${holder}.${name(attributeName(account.accounts.passwordField))}`;
}

function begins(scene: ResetScene): readonly Py[] {
  return paragraph(arranged(scene), tokenFor(scene));
}

function wrongNow(scene: ResetScene): readonly Py[] {
  const { account, login, holder } = scene;
  const key = py`${holder}.${name(attributeName(account.accounts.loginField))}`;
  return [
    py`entered = ${call(login, { extra: [key, oldPassword(scene)] })}`,
    assertWrong(login, name("entered")),
  ];
}

function setCase(scene: ResetScene): TestCase {
  return {
    name: "takes the new password for the forgotten one",
    fixtures: ["client", "mailbox"],
    body: [
      begins(scene),
      served(scene.sets, given(scene, scene.sets)),
      paragraph(...entersWith(scene, scene.fresh)),
      paragraph(...wrongNow(scene)),
    ],
  };
}

function onceCase(scene: ResetScene): TestCase {
  return {
    name: "takes a token once",
    fixtures: ["client", "mailbox"],
    body: [
      begins(scene),
      served(scene.sets, given(scene, scene.sets)),
      paragraph(takes(scene.sets, given(scene, scene.sets)), refusedToken(scene.sets)),
    ],
  };
}

function refusedCases(scene: ResetScene): readonly TestCase[] {
  const { sets } = scene;
  const kept = paragraph(...entersWith(scene, oldPassword(scene)));
  return [
    {
      name: "refuses a token that was never sent",
      fixtures: ["client", "mailbox"],
      body: [
        begins(scene),
        paragraph(takes(sets, given(scene, sets, py`token + "x"`)), refusedToken(sets)),
        kept,
      ],
    },
    {
      name: "refuses a token that has expired",
      fixtures: ["client", "mailbox", "set_clock"],
      body: [
        paragraph(...begins(scene), py`set_clock.advance(minutes=30)`),
        paragraph(takes(sets, given(scene, sets)), refusedToken(sets)),
        kept,
      ],
    },
    {
      name: "takes a token until it expires",
      fixtures: ["client", "mailbox", "set_clock"],
      body: [
        paragraph(...begins(scene), py`set_clock.advance(minutes=29, seconds=59)`),
        served(sets, given(scene, sets)),
      ],
    },
  ];
}

function sessionCases(scene: ResetScene): readonly TestCase[] {
  const { kit, account, holder } = scene;
  const probe = probeOf(kit, account);
  if (!probe) return [];
  return [
    {
      name: "ends every session",
      fixtures: ["client", "mailbox"],
      body: [
        begins(scene),
        served(scene.sets, given(scene, scene.sets)),
        paragraph(...refusedTo(probe, holder)),
      ],
    },
  ];
}

function forgivenCase(scene: ResetScene): TestCase {
  const { account, login, holder } = scene;
  const key = py`${holder}.${name(attributeName(account.accounts.loginField))}`;
  return {
    name: "forgets failed sign ins",
    fixtures: ["client", "mailbox"],
    body: [
      begins(scene),
      py`
        for _ in range(4):
            entered = ${call(login, { extra: [key, py`"wrong"`] })}
        assert entered.status_code == 429`,
      served(scene.sets, given(scene, scene.sets)),
      paragraph(...entersWith(scene, scene.fresh)),
    ],
  };
}

function repeatedCases(scene: ResetScene, act: Act): readonly TestCase[] {
  const { repeatedField, body } = scene.sets.meaning.behaviour;
  if (repeatedField === undefined || !act.body) return [];
  return [
    refusedBody(
      act,
      "refuses two new passwords",
      [],
      { body: py`{**${act.body}, ${str(repeatedField)}: ${scene.fresh} + "x"}` },
      str(body.envelope ?? "body"),
    ),
  ];
}

function keyedCases(scene: ResetScene): readonly TestCase[] {
  const { sets } = scene;
  if (sets.meaning.behaviour.keyField === undefined) return [];
  return [
    {
      name: "refuses the token of another account",
      fixtures: ["client", "mailbox"],
      body: [
        begins(scene),
        paragraph(takes(sets, given(scene, sets, name("token"), scene.stranger)), refusedToken(sets)),
        served(sets, given(scene, sets)),
      ],
    },
  ];
}

function raceCase(scene: ResetScene): TestCase {
  const { sets } = scene;
  const client = name("committing_client");
  const sent = invocation(sets, { ...given(scene, sets), client });
  const { refusals, behaviour } = sets.meaning;
  return {
    name: "takes a token once of two calls at once",
    fixtures: ["committing_client", "mailbox"],
    body: [
      paragraph(arranged(scene, client), tokenFor(scene, name("token"), client)),
      py`responses = await ${importedModule("asyncio")}.gather(*(${sent} for _ in range(2)))`,
      py`assert sorted(response.status_code for response in responses) == [${behaviour.answer.status}, ${refusals.credentials}]`,
    ],
  };
}
