import type { Field } from "#domain";
import { name, py } from "#python";
import { call, type PathRows, registers } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { isAccount, keyOf, type OperationOf, variable } from "../kit.ts";
import { assign } from "../statements.ts";
import { does, many, one } from "../words.ts";
import { calls, type MemberScene, truth } from "./membership-scene.ts";

export function addCases(member: MemberScene): readonly TestCase[] {
  const { kit, act, flag, count, isShut, see, caller, add } = member;
  const { account } = kit;
  const other = name("stranger");
  const { relation } = add.meaning.behaviour;
  const cases: TestCase[] = [];
  if (flag && account) {
    cases.push({
      name: `stores that the caller ${does(relation)} the ${one(member.scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, py`assert ${see(flag, caller)} ${truth(false)}`),
        calls(member, add, caller),
        py`assert ${see(flag, caller)} ${truth(true)}`,
      ],
    });
    cases.push({
      name: "acts on behalf of nobody else",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, registers(account, other)),
        calls(member, add, caller),
        paragraph(
          py`assert ${see(flag, caller)} ${truth(true)}`,
          py`assert ${see(flag, other)} ${truth(false)}`,
          !isShut && py`assert ${see(flag, undefined)} ${truth(false)}`,
        ),
      ],
    });
    cases.push(...otherRowCases(member, flag, true), ...directionCases(member, flag));
  }
  if (count && account)
    cases.push({
      name: `counts every caller in ${count.name}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, py`assert ${see(count, undefined)} == 0`),
        paragraph(calls(member, add, caller), calls(member, add, call(account.register))),
        py`assert ${see(count, undefined)} == 2`,
      ],
    });
  return cases;
}

/** Between two accounts the relation goes one way. */
export function directionCases(member: MemberScene, flag: Field): readonly TestCase[] {
  const { kit, act, scene, see, caller, add } = member;
  if (!isAccount(kit, scene.entity.name)) return [];
  const rows: PathRows = { item: keyOf(kit, scene.entity, caller) };
  return [
    {
      name: "goes one way",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        calls(member, add, caller),
        paragraph(
          py`assert ${see(flag, caller)} ${truth(true)}`,
          py`assert ${see(flag, scene.row, rows)} ${truth(false)}`,
        ),
      ],
    },
  ];
}

/** Another row of the same kind is not touched. */
export function otherRowCases(member: MemberScene, flag: Field, adds: boolean): readonly TestCase[] {
  const { kit, act, scene, see, caller, add, remove } = member;
  const { entity, create, owner } = scene;
  const { account } = kit;
  if (!account) return [];
  const other = name(`other_${variable(kit, entity.name)}`);
  const made =
    create.meaning.behaviour.kind === "register"
      ? registers(account, other)
      : assign(
          other,
          call(create as OperationOf<"create">, { rows: scene.rows, ...(owner && { account: owner }) }),
        );
  const rows: PathRows = { ...scene.rows, item: keyOf(kit, entity, other) };
  return [
    {
      name: adds ? `leaves the other ${many(entity)}` : `leaves the other ${many(entity)} of the caller`,
      fixtures: ["client"],
      body: adds
        ? [
            paragraph(...act.statements, made),
            calls(member, add, caller),
            paragraph(
              py`assert ${see(flag, caller)} ${truth(true)}`,
              py`assert ${see(flag, caller, rows)} ${truth(false)}`,
            ),
          ]
        : [
            paragraph(...act.statements, made, calls(member, add, caller), calls(member, add, caller, rows)),
            calls(member, remove, caller),
            paragraph(
              py`assert ${see(flag, caller)} ${truth(false)}`,
              py`assert ${see(flag, caller, rows)} ${truth(true)}`,
            ),
          ],
    },
  ];
}

export function removeCases(member: MemberScene): readonly TestCase[] {
  const { kit, act, flag, count, see, caller, add, remove } = member;
  const { account } = kit;
  const other = name("stranger");
  const { relation } = add.meaning.behaviour;
  const cases: TestCase[] = [];
  if (flag && account) {
    cases.push({
      name: `stores that the caller no longer ${does(relation)} the ${one(member.scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          calls(member, add, caller),
          py`assert ${see(flag, caller)} ${truth(true)}`,
        ),
        calls(member, remove, caller),
        py`assert ${see(flag, caller)} ${truth(false)}`,
      ],
    });
    cases.push({
      name: `leaves the others who ${relation} the ${one(member.scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          registers(account, other),
          calls(member, add, caller),
          calls(member, add, other),
        ),
        calls(member, remove, caller),
        paragraph(
          py`assert ${see(flag, other)} ${truth(true)}`,
          py`assert ${see(flag, caller)} ${truth(false)}`,
        ),
      ],
    });
    cases.push(...otherRowCases(member, flag, false));
  }
  if (count && account)
    cases.push({
      name: `counts the caller no longer in ${count.name}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          calls(member, add, caller),
          calls(member, add, call(account.register)),
          py`assert ${see(count, undefined)} == 2`,
        ),
        calls(member, remove, caller),
        py`assert ${see(count, undefined)} == 1`,
      ],
    });
  return cases;
}
