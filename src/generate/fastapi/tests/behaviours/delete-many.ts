import { py } from "#python";
import { actOf } from "../acts.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases, ownerCases } from "../credentials.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { one } from "../words.ts";
import { namedRowCases } from "./references.ts";
import {
  countCases,
  isGone,
  keysCases,
  makesRows,
  type SeveralRows,
  sendsRows,
  severalRows,
  standing,
  succeeds,
  tooManyCases,
  untouchedCases,
} from "./several-rows.ts";

/** The rows that are named go, all or none; everything else stays. */
export function deleteManyCases(kit: Kit, operation: OperationOf<"delete-many">): readonly TestCase[] {
  const act = actOf(kit, operation);
  if (!act) return [];
  const several = severalRows(kit, operation, act);
  return [
    ...(several
      ? [
          ...goneCases(several),
          ...untouchedCases(several, "removes"),
          ...countCases(several),
          ...tooManyCases(several),
        ]
      : []),
    ...namedRowCases(kit, operation),
    ...credentialCases(kit, act),
    ...ownerCases(kit, act),
    ...unknownRowCases(kit, act),
    ...(several ? keysCases(several) : []),
  ];
}

function goneCases(several: SeveralRows): readonly TestCase[] {
  const { act, entity, first, second, left } = several;
  const sight = standing(several, left);
  const gone = [first, second].flatMap((scene) => isGone(several, scene));
  if (!sight) return [];
  return [
    {
      name: `removes every ${one(entity)} that is named, and no other`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, ...makesRows(second, left)),
        py`response = ${sendsRows(several, [first, second])}`,
        paragraph(succeeds(several), ...gone, py`assert ${sight.whole} == ${sight.expect(left.row)}`),
      ],
    },
  ];
}
