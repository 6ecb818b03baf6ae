import { importedModule, name, type Py, py, str } from "#python";
import { actOf } from "../acts.ts";
import { answered, awaitless, call, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { firstMoment } from "../expected.ts";
import { isAccount, type Kit, type OperationOf, readOf, shownFieldsOf } from "../kit.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { one } from "../words.ts";
import { addCases, removeCases } from "./membership-effects.ts";
import { calls, type MemberScene, openScene, truth } from "./membership-scene.ts";

/** Entering or leaving a relation: for the caller alone, for this row alone, and as often as one likes. */
export function membershipCases(kit: Kit, operation: OperationOf<"membership">): readonly TestCase[] {
  const scene = openScene(kit, operation);
  if (!scene) return [];
  const { act } = scene;
  const adds = operation.meaning.behaviour.action === "add";
  return [
    ...(adds ? addCases(scene) : removeCases(scene)),
    ...answerCases(scene),
    ...repeatCases(scene),
    ...(adds ? selfCases(scene) : []),
    ...timeCases(scene),
    ...credentialCases(kit, act),
    ...unknownRowCases(kit, act),
    ...raceCases(scene),
  ];
}

/** The answer is what reading the row answers. */
function answerCases(member: MemberScene): readonly TestCase[] {
  const { kit, operation, act, scene, flag, count, caller, add } = member;
  const { behaviour } = operation.meaning;
  const read = readOf(kit, behaviour.entity);
  if (!read || behaviour.answer.representation !== read.meaning.behaviour.answer.representation) return [];
  const adds = behaviour.action === "add";
  const found = call(read, { rows: scene.rows, account: caller });
  return [
    {
      name: `answers the ${one(scene.entity)} as the caller sees it`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          !adds && calls(member, add, caller),
          py`before = ${found}`,
          flag
            ? py`assert before[${str(flag.name)}] ${truth(!adds)}`
            : count && py`assert before[${str(count.name)}] == ${adds ? 0 : 1}`,
        ),
        py`response = ${request(operation, { rows: act.rows, headers: py`${caller}.headers` })}`,
        paragraph(
          py`assert response.status_code == ${behaviour.answer.status}`,
          py`assert ${answered(operation, name("response"))} == {${[
            py`**before`,
            flag && py`${str(flag.name)}: ${adds ? py`True` : py`False`}`,
            count && py`${str(count.name)}: ${adds ? 1 : 0}`,
          ]}}`,
        ),
      ],
    },
  ];
}

function repeatCases(member: MemberScene): readonly TestCase[] {
  const { kit, operation, act, flag, count, see, caller, add, remove } = member;
  const { account } = kit;
  const adds = operation.meaning.behaviour.action === "add";
  const { status } = operation.meaning.behaviour.answer;
  const stranger = name("stranger");
  if (!account) return [];
  const seen = paragraph(
    py`assert response.status_code == ${status}`,
    flag && py`assert ${see(flag, caller)} ${truth(adds)}`,
    flag && py`assert ${see(flag, stranger)} ${truth(!adds)}`,
    count && py`assert ${see(count, undefined)} == 1`,
  );
  const again = py`response = ${request(operation, { rows: act.rows, headers: py`${caller}.headers` })}`;
  const arranged = adds
    ? [registers(account, stranger), calls(member, add, caller)]
    : [
        registers(account, stranger),
        calls(member, add, stranger),
        calls(member, add, caller),
        calls(member, remove, caller),
      ];
  const cases: TestCase[] = [
    {
      name: "may be repeated",
      fixtures: ["client"],
      body: [paragraph(...act.statements, ...arranged), again, seen],
    },
  ];
  if (!adds)
    cases.push({
      name: "may come first",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, registers(account, stranger), calls(member, add, stranger)),
        again,
        seen,
      ],
    });
  return cases;
}

/** Nothing forbids a relation to oneself. */
function selfCases(member: MemberScene): readonly TestCase[] {
  const { kit, scene, flag, see, add } = member;
  const { account } = kit;
  if (!account || !flag || !isAccount(kit, scene.entity.name)) return [];
  return [
    {
      name: "may be the caller",
      fixtures: ["client"],
      body: [
        paragraph(...scene.statements, py`assert ${see(flag, scene.row)} ${truth(false)}`),
        calls(member, add, scene.row),
        py`assert ${see(flag, scene.row)} ${truth(true)}`,
      ],
    },
  ];
}

/** A relation to a row is no change of the row. */
function timeCases(member: MemberScene): readonly TestCase[] {
  const { kit, operation, act, scene, flag, see, caller, add } = member;
  const { behaviour } = operation.meaning;
  const read = readOf(kit, behaviour.entity);
  const updated = shownFieldsOf(kit, read?.meaning.behaviour.answer.representation).find(
    ({ meaning }) => meaning.kind === "updated-at",
  );
  if (!updated || !flag || isAccount(kit, scene.entity.name)) return [];
  const adds = behaviour.action === "add";
  return [
    {
      name: `does not change when the ${one(scene.entity)} was updated`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(...act.statements, !adds && calls(member, add, caller), py`set_clock.advance(minutes=1)`),
        calls(member, operation, caller),
        paragraph(
          py`assert ${see(flag, caller)} ${truth(adds)}`,
          py`assert ${see(updated, undefined)} == ${str(firstMoment)}`,
        ),
      ],
    },
  ];
}

/** The same at once, on connections of their own. */
function raceCases(member: MemberScene): readonly TestCase[] {
  const { kit, operation, flag, count, isShut, see, caller, add } = member;
  const client = name("committing_client");
  const act = actOf(kit, operation, client);
  const { account } = kit;
  if (!act || !account) return [];
  const { behaviour } = operation.meaning;
  const adds = behaviour.action === "add";
  const sent = (headers: Py): Py => awaitless(operation, { client, rows: act.rows, headers });
  const gathered = (each: Py, over: Py): Py =>
    py`responses = await ${importedModule("asyncio")}.gather(*(${each} ${over}))`;
  const succeeded = (times: number): Py =>
    py`assert [response.status_code for response in responses] == [${behaviour.answer.status}] * ${times}`;
  const cases: TestCase[] = [
    {
      name: "may be repeated at once",
      fixtures: ["committing_client"],
      body: [
        paragraph(
          ...act.statements,
          !adds && call(add, { rows: act.rows, account: caller, client }),
          flag && py`assert ${see(flag, caller, act.rows, client)} ${truth(!adds)}`,
        ),
        gathered(sent(py`${caller}.headers`), py`for _ in range(4)`),
        paragraph(
          succeeded(4),
          flag && py`assert ${see(flag, caller, act.rows, client)} ${truth(adds)}`,
          count && py`assert ${see(count, undefined, act.rows, client)} == ${adds ? 1 : 0}`,
        ),
      ],
    },
  ];
  if (count && adds)
    cases.push({
      name: `counts many callers at once in ${count.name}`,
      fixtures: ["committing_client"],
      body: [
        paragraph(
          ...(actOf(kit, operation, client)?.scene?.statements ?? []),
          py`callers = [${call(account.register, { client })} for _ in range(4)]`,
        ),
        gathered(sent(py`each.headers`), py`for each in callers`),
        paragraph(
          succeeded(4),
          py`assert ${see(count, isShut ? py`callers[0]` : undefined, act.rows, client)} == 4`,
        ),
      ],
    });
  return cases;
}
