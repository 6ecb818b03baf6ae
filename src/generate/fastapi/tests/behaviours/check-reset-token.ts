import { name, py } from "#python";
import { actOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { paragraph, type TestCase } from "../cases.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { arranged, given, openReset, refusedToken, served, takes, tokenFor } from "./reset-scene.ts";

/** The token that was sent is taken, as often as it is asked for; no other is. */
export function checkResetTokenCases(
  kit: Kit,
  operation: OperationOf<"check-reset-token">,
): readonly TestCase[] {
  const scene = openReset(kit);
  const act = actOf(kit, operation);
  if (!scene || !act) return [];
  const { behaviour } = operation.meaning;
  const { sets } = scene;
  const begins = paragraph(arranged(scene), tokenFor(scene));
  const checks = given(scene, operation);
  const setting = given(scene, sets);
  const refused = paragraph(takes(operation, checks), refusedToken(operation));
  return [
    {
      name: "takes the token that was sent and keeps it",
      fixtures: ["client", "mailbox"],
      body: [begins, served(operation, checks), served(operation, checks), served(sets, setting)],
    },
    {
      name: "refuses a token that was never sent",
      fixtures: ["client", "mailbox"],
      body: [
        begins,
        paragraph(takes(operation, given(scene, operation, py`token + "x"`)), refusedToken(operation)),
      ],
    },
    {
      name: "refuses a token that has been used",
      fixtures: ["client", "mailbox"],
      body: [begins, served(sets, setting), refused],
    },
    {
      name: "refuses a token that has expired",
      fixtures: ["client", "mailbox", "set_clock"],
      body: [paragraph(...begins, py`set_clock.advance(minutes=30)`), refused],
    },
    ...(behaviour.keyField === undefined
      ? []
      : [
          {
            name: "refuses the token of another account",
            fixtures: ["client", "mailbox"] as const,
            body: [
              begins,
              paragraph(
                takes(operation, given(scene, operation, name("token"), scene.stranger)),
                refusedToken(operation),
              ),
            ],
          },
        ]),
    ...bodyCases(kit, act),
  ];
}
