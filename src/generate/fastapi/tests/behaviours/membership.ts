import type { Field } from "#domain";
import { importedModule, name, type Py, py, str } from "#python";
import { type Act, actOf } from "../acts.ts";
import { answered, awaitless, call, type PathRows, registers, request, type Scene } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { firstMoment } from "../expected.ts";
import { isAccount, type Kit, keyOf, needsAccount, operationsOf, type OperationOf, readOf, shownFieldsOf, variable } from "../kit.ts";
import { assign } from "../statements.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { does, many, one } from "../words.ts";

/** What tests of one half of a toggle speak of. */
interface MemberScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"membership">;
  readonly act: Act;
  readonly scene: Scene;
  readonly add: OperationOf<"membership">;
  readonly remove: OperationOf<"membership">;
  readonly flag?: Field;
  readonly count?: Field;
  /** A field of the row, as a viewer sees it through the operation that reads one. */
  readonly see: (field: Field, viewer: Py | undefined, rows?: PathRows, client?: Py) => Py;
  readonly caller: Py;
}

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

function openScene(kit: Kit, operation: OperationOf<"membership">): MemberScene | undefined {
  const act = actOf(kit, operation);
  const { relation: relationName, entity: entityName } = operation.meaning.behaviour;
  const relation = kit.domain.relations.find((candidate) => candidate.name === relationName && candidate.target === entityName);
  const half = (action: "add" | "remove") =>
    operationsOf(kit, "membership").find(
      ({ meaning: { behaviour } }) => behaviour.relation === relationName && behaviour.entity === entityName && behaviour.action === action,
    );
  const [add, remove] = [half("add"), half("remove")];
  const read = readOf(kit, entityName);
  if (!act?.scene || !act.caller || !relation || !add || !remove || !read || needsAccount(read)) return undefined;
  const { scene, caller } = act;
  const shown = shownFieldsOf(kit, read.meaning.behaviour.answer.representation);
  const find = (wanted: string | undefined): Field | undefined => shown.find((field) => field.name === wanted);
  const flag = find(relation.flag);
  const count = find(relation.count);
  if (!flag && !count) return undefined;
  const see = (field: Field, viewer: Py | undefined, rows: PathRows = scene.rows, client?: Py): Py =>
    py`(${call(read, { rows, ...(viewer && { account: viewer }), ...(client && { client }) })})[${str(field.name)}]`;
  return { kit, operation, act, scene, add, remove, ...(flag && { flag }), ...(count && { count }), see, caller };
}

function calls({ scene }: MemberScene, half: OperationOf<"membership">, account: Py, rows: PathRows = scene.rows): Py {
  return call(half, { rows, account });
}

function truth(value: boolean): Py {
  return value ? py`is True` : py`is False`;
}

function addCases(member: MemberScene): readonly TestCase[] {
  const { kit, act, flag, count, see, caller, add } = member;
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
          py`assert ${see(flag, undefined)} ${truth(false)}`,
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
function directionCases(member: MemberScene, flag: Field): readonly TestCase[] {
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
        paragraph(py`assert ${see(flag, caller)} ${truth(true)}`, py`assert ${see(flag, scene.row, rows)} ${truth(false)}`),
      ],
    },
  ];
}

/** Another row of the same kind is not touched. */
function otherRowCases(member: MemberScene, flag: Field, adds: boolean): readonly TestCase[] {
  const { kit, act, scene, see, caller, add, remove } = member;
  const { entity, create, owner } = scene;
  const { account } = kit;
  if (!account) return [];
  const other = name(`other_${variable(kit, entity.name)}`);
  const made =
    create.meaning.behaviour.kind === "register"
      ? registers(account, other)
      : assign(other, call(create as OperationOf<"create">, { rows: scene.rows, ...(owner && { account: owner }) }));
  const rows: PathRows = { ...scene.rows, item: keyOf(kit, entity, other) };
  return [
    {
      name: adds ? `leaves the other ${many(entity)}` : `leaves the other ${many(entity)} of the caller`,
      fixtures: ["client"],
      body: adds
        ? [
            paragraph(...act.statements, made),
            calls(member, add, caller),
            paragraph(py`assert ${see(flag, caller)} ${truth(true)}`, py`assert ${see(flag, caller, rows)} ${truth(false)}`),
          ]
        : [
            paragraph(...act.statements, made, calls(member, add, caller), calls(member, add, caller, rows)),
            calls(member, remove, caller),
            paragraph(py`assert ${see(flag, caller)} ${truth(false)}`, py`assert ${see(flag, caller, rows)} ${truth(true)}`),
          ],
    },
  ];
}

function removeCases(member: MemberScene): readonly TestCase[] {
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
        paragraph(...act.statements, calls(member, add, caller), py`assert ${see(flag, caller)} ${truth(true)}`),
        calls(member, remove, caller),
        py`assert ${see(flag, caller)} ${truth(false)}`,
      ],
    });
    cases.push({
      name: `leaves the others who ${relation} the ${one(member.scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, registers(account, other), calls(member, add, caller), calls(member, add, other)),
        calls(member, remove, caller),
        paragraph(py`assert ${see(flag, other)} ${truth(true)}`, py`assert ${see(flag, caller)} ${truth(false)}`),
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
          flag ? py`assert before[${str(flag.name)}] ${truth(!adds)}` : count && py`assert before[${str(count.name)}] == ${adds ? 0 : 1}`,
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
    : [registers(account, stranger), calls(member, add, stranger), calls(member, add, caller), calls(member, remove, caller)];
  const cases: TestCase[] = [
    { name: "may be repeated", fixtures: ["client"], body: [paragraph(...act.statements, ...arranged), again, seen] },
  ];
  if (!adds)
    cases.push({
      name: "may come first",
      fixtures: ["client"],
      body: [paragraph(...act.statements, registers(account, stranger), calls(member, add, stranger)), again, seen],
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
  const updated = shownFieldsOf(kit, read?.meaning.behaviour.answer.representation).find(({ meaning }) => meaning.kind === "updated-at");
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
  const { kit, operation, flag, count, see, caller, add } = member;
  const client = name("committing_client");
  const act = actOf(kit, operation, client);
  const { account } = kit;
  if (!act || !account) return [];
  const { behaviour } = operation.meaning;
  const adds = behaviour.action === "add";
  const sent = (headers: Py): Py => awaitless(operation, { client, rows: act.rows, headers });
  const gathered = (each: Py, over: Py): Py => py`responses = await ${importedModule("asyncio")}.gather(*(${each} ${over}))`;
  const succeeded = (times: number): Py => py`assert [response.status_code for response in responses] == [${behaviour.answer.status}] * ${times}`;
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
          ...actOf(kit, operation, client)?.scene?.statements ?? [],
          py`callers = [${call(account.register, { client })} for _ in range(4)]`,
        ),
        gathered(sent(py`each.headers`), py`for each in callers`),
        paragraph(succeeded(4), py`assert ${see(count, undefined, act.rows, client)} == 4`),
      ],
    });
  return cases;
}
