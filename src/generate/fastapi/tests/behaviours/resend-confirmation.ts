import { literal, name, type Py, py, str } from "#python";
import { tooManyAttempts } from "../../refusal-texts.ts";
import { actOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { api, call } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { sampleValue } from "../values.ts";
import {
  begins,
  type ConfirmationScene,
  confirmed,
  keyOf,
  openConfirmation,
  refused,
} from "./confirmation-scene.ts";

/** A fresh token for an account that is not confirmed; the answer tells nobody whether there was one to send. */
export function resendConfirmationCases(
  kit: Kit,
  operation: OperationOf<"resend-confirmation">,
): readonly TestCase[] {
  const scene = openConfirmation(kit);
  const act = actOf(kit, operation);
  if (!scene || !act) return [];
  const { behaviour } = operation.meaning;
  const asks =
    "body" in behaviour
      ? call(operation, { extra: [keyOf(scene, behaviour.keyField)] })
      : call(operation, { account: scene.holder });
  const served = py`assert response.status_code == ${behaviour.answer.status}`;
  return [
    ...sentCases(scene, asks, served),
    ...silentCases(scene, operation),
    {
      name: "refuses requests after too many",
      fixtures: ["client"],
      body: [
        paragraph(...begins(scene).slice(0, 1)),
        py`
          for _ in range(3):
              response = ${asks}
              ${served}`,
        paragraph(
          py`response = ${asks}`,
          py`${api("assert_refused")}(response, 429, ${str(tooManyAttempts)})`,
        ),
      ],
    },
    ...credentialCases(kit, act),
    ...bodyCases(kit, act),
  ];
}

function sentCases(scene: ConfirmationScene, asks: Py, served: Py): readonly TestCase[] {
  const { address } = scene;
  const again = paragraph(
    py`response = ${asks}`,
    served,
    py`assert [letter["To"] for letter in mailbox] == [${address}]`,
  );
  return [
    {
      name: "sends a fresh token and takes the one before back",
      fixtures: ["client", "mailbox"],
      body: [
        paragraph(...begins(scene)),
        again,
        refused(scene),
        confirmed(scene, py`${api("token_in")}(mailbox.pop())`),
      ],
    },
    {
      name: "sends nothing to an account that is confirmed",
      fixtures: ["client", "mailbox"],
      body: [
        paragraph(...begins(scene)),
        confirmed(scene),
        paragraph(py`response = ${asks}`, served, py`assert not mailbox`),
      ],
    },
  ];
}

/** Where the account is named by who asks, whether there is one. */
function silentCases(
  scene: ConfirmationScene,
  operation: OperationOf<"resend-confirmation">,
): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  const { kit, account } = scene;
  if (!("body" in behaviour)) return [];
  const key = account.entity.fields.find((field) => field.name === behaviour.keyField);
  if (!key) return [];
  const stranger = literal(sampleValue(kit, account.entity, key, 1));
  const asking = (who: Py): Py => call(operation, { extra: [who] });
  const counted = (holder: string, who: Py): Py => py`
    with counting_statements() as ${name(holder)}:
        ${asking(who)}`;
  const known = keyOf(scene, behaviour.keyField);
  return [
    {
      name: "answers the same where there is no such account",
      fixtures: ["client", "mailbox"],
      body: [
        paragraph(...begins(scene).slice(0, 1), py`mailbox.clear()`),
        paragraph(py`known = ${asking(known)}`, py`unknown = ${asking(stranger)}`),
        paragraph(
          py`assert unknown.status_code == known.status_code == ${behaviour.answer.status}`,
          py`assert unknown.content == known.content`,
          py`assert len(mailbox) == 1`,
        ),
      ],
    },
    {
      name: "does the same where there is no such account",
      fixtures: ["client", "counting_statements"],
      body: [
        paragraph(...begins(scene).slice(0, 1)),
        paragraph(counted("known", known), counted("unknown", stranger)),
        py`assert len(unknown) == len(known) > 0`,
      ],
    },
  ];
}
