import { type ConflictRule, fieldOf } from "#domain";
import { importedModule, name, type Py, py, str } from "#python";
import { alreadyOpen, rowMustBe } from "../../refusal-texts.ts";
import { type Act, actOf, bodyWith } from "../acts.ts";
import { api, awaitless, call, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { createOf, entityIn, type Kit, keyOf, type OperationOf, variable } from "../kit.ts";
import { waysTo } from "../reach.ts";
import { eachOnce } from "../references.ts";
import { grants } from "../role-support.ts";
import { sceneOf } from "../scenes.ts";
import { assign } from "../statements.ts";
import { one } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";
import { overlapCases } from "./overlaps.ts";

/** New rows that are refused for what they name or lie below, and while another one of the same maker is undecided. */
export function conflictCases(scene: CreateScene): readonly TestCase[] {
  const { conflicts = [] } = scene.operation.meaning.behaviour;
  return conflicts.flatMap((rule) => {
    if (rule.kind === "overlap") return overlapCases(scene, rule);
    return rule.kind === "named-state" ? namedCases(scene, rule) : openCases(scene, rule);
  });
}

type NamedState = Extract<ConflictRule, { readonly kind: "named-state" }>;

/** What is sent, and by whom, where nothing is changed. */
function sent({ operation, act }: CreateScene, given: Partial<Parameters<typeof request>[1]> = {}): Py {
  return request(operation, {
    rows: act.rows,
    ...(act.body && { body: act.body }),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
    ...given,
  });
}

function namedCases(scene: CreateScene, rule: NamedState): readonly TestCase[] {
  const { kit, operation, act } = scene;
  const target = entityIn(kit, rule.entity);
  const field = fieldOf(target, rule.field);
  if (!field) return [];
  const wrong = waysTo(kit, target, field).filter(
    ({ state }) => state !== null && state !== undefined && !rule.is.includes(state),
  );
  return wrong.map((way): TestCase => {
    const key = keyOf(kit, target, way.scene.row);
    const given =
      rule.by === undefined
        ? { rows: { ...act.rows, parent: key } }
        : { body: bodyWith(act, str(rule.by), key) };
    return {
      name: `refuses ${indefiniteOf(target.name)} whose ${field.name} is ${String(way.state)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...eachOnce([
            ...act.statements,
            ...way.scene.statements,
            ...way.calls,
            ...(act.caller ? grants(operation, act.caller) : []),
          ]),
        ),
        py`response = ${sent(scene, given)}`,
        refused(operation, rowMustBe(target, rule.field, rule.is)),
      ],
    };
  });
}

function indefiniteOf(text: string): string {
  return /^[aeiou]/i.test(text) ? `an ${text}` : `a ${text}`;
}

function refused({ meaning: { refusals } }: OperationOf<"create">, message: string): Py {
  return py`${api("assert_refused")}(response, ${refusals.conflict}, ${str(message)})`;
}

function openCases(
  scene: CreateScene,
  rule: Extract<ConflictRule, { readonly kind: "one-open" }>,
): readonly TestCase[] {
  const { kit, operation, act } = scene;
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const first = sent(scene);
  const made = py`assert response.status_code == ${behaviour.answer.status}`;
  const message = alreadyOpen(entity, rule.is);
  return [
    {
      name: `refuses a second ${one(entity)} while the first is ${rule.is.join(" or ")}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        paragraph(py`response = ${first}`, made),
        py`response = ${first}`,
        refused(operation, message),
      ],
    },
    ...decidedCase(scene, rule),
    ...strangerCase(scene, first, made),
    ...elsewhereCase(scene, first, made),
    ...togetherCase(kit, operation),
  ];
}

/** What is decided keeps nobody from asking again. */
function decidedCase(
  { kit, operation, act }: CreateScene,
  { field: stateField, is }: Extract<ConflictRule, { readonly kind: "one-open" }>,
): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const field = fieldOf(entity, stateField);
  const way =
    field && waysTo(kit, entity, field).find(({ state }) => state !== null && !is.includes(state ?? ""));
  if (!way) return [];
  return [
    {
      name: `makes another ${one(entity)} once the first is ${String(way.state)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...eachOnce([
            ...way.scene.statements,
            ...way.calls,
            ...(act.caller ? grants(operation, act.caller) : []),
          ]),
        ),
        py`response = ${request(operation, {
          rows: act.rows,
          ...(act.body && { body: act.body }),
          ...(act.caller && { headers: py`${act.caller}.headers` }),
        })}`,
        py`assert response.status_code == ${behaviour.answer.status}`,
      ],
    },
  ];
}

function strangerCase(scene: CreateScene, first: Py, made: Py): readonly TestCase[] {
  const { kit, operation, act } = scene;
  const { account } = kit;
  if (!account || !act.caller) return [];
  const stranger = name("stranger");
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  return [
    {
      name: `makes ${one(entity)} rows of several accounts`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, registers(account, stranger), ...grants(operation, stranger)),
        paragraph(py`response = ${first}`, made),
        paragraph(py`response = ${sent(scene, { headers: py`${stranger}.headers` })}`, made),
      ],
    },
  ];
}

/** Below another row it is another thing that is asked for. */
function elsewhereCase(scene: CreateScene, first: Py, made: Py): readonly TestCase[] {
  const { kit, operation, act } = scene;
  const { behaviour } = operation.meaning;
  const above = behaviour.parent && sceneOf(kit, behaviour.parent.entity);
  const makesAbove = behaviour.parent && createOf(kit, behaviour.parent.entity);
  if (!above || !makesAbove) return [];
  const other = name(`other_${variable(kit, above.entity.name)}`);
  const making = call(makesAbove, { rows: above.rows, ...(above.owner && { account: above.owner }) });
  return [
    {
      name: `makes another ${one(entityIn(kit, behaviour.entity))} below another ${one(above.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...eachOnce([...act.statements, assign(other, making)])),
        paragraph(py`response = ${first}`, made),
        paragraph(
          py`response = ${sent(scene, { rows: { ...act.rows, parent: keyOf(kit, above.entity, other) } })}`,
          made,
        ),
      ],
    },
  ];
}

/** Of several at once, one is made. */
function togetherCase(kit: Kit, operation: OperationOf<"create">): readonly TestCase[] {
  const client = name("committing_client");
  const act: Act | undefined = actOf(kit, operation, client);
  const { behaviour, refusals } = operation.meaning;
  if (!act?.caller) return [];
  const together = awaitless(operation, {
    client,
    rows: act.rows,
    ...(act.body && { body: act.body }),
    headers: py`${act.caller}.headers`,
  });
  const { status } = behaviour.answer;
  return [
    {
      name: `makes one ${one(entityIn(kit, behaviour.entity))} where several are asked for at once`,
      fixtures: ["committing_client"],
      body: [
        paragraph(...act.statements),
        py`responses = await ${importedModule("asyncio")}.gather(*(${together} for _ in range(3)))`,
        py`assert sorted(response.status_code for response in responses) == [${status}, ${refusals.conflict}, ${refusals.conflict}]`,
      ],
    },
  ];
}
