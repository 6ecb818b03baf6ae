import { type Entity, type Field, fieldOf } from "#domain";
import { literal, type Py, py } from "#python";
import { actOf } from "../acts.ts";
import { call, details } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { createOf, entityIn, type Kit, type OperationOf, operationsOf } from "../kit.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { many, one } from "../words.ts";

interface Counting {
  readonly kit: Kit;
  readonly operation: OperationOf<"count-by-value">;
  readonly entity: Entity;
  readonly field: Field;
  readonly values: readonly string[];
  readonly caller: readonly Py[];
  /** What is there before the rows: the row above, an account. */
  readonly scene: Scene;
  readonly counted: Py;
}

/** How many rows have each value: of many, of none, and of those that are left. */
export function countByValueCases(kit: Kit, operation: OperationOf<"count-by-value">): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  const act = actOf(kit, operation);
  const entity = entityIn(kit, behaviour.entity);
  const field = fieldOf(entity, behaviour.field);
  const scene = sceneOf(kit, entity.name, { before: true });
  if (!act || field?.meaning.kind !== "enum" || !scene) return [];
  const counted = call(operation, act.caller ? { account: act.caller } : {});
  const caller = act.caller && act.caller !== scene.owner ? act.statements : [];
  const values = field.meaning.values.map(String);
  const counting: Counting = { kit, operation, entity, field, values, caller, scene, counted };
  return [
    countsCase(counting),
    ...missingCase(counting),
    ...deletedCase(counting),
    statementsCase(counting),
    ...credentialCases(kit, act),
  ];
}

/** A row with a value, or with what the factory gives it. */
function makes({ kit, field, entity, scene }: Counting, value?: string): Py {
  const create = createOf(kit, entity.name);
  if (!create) return call(scene.create);
  return call(create, {
    rows: scene.rows,
    ...(scene.owner && { account: scene.owner }),
    ...(value !== undefined && { extra: details([[field, value]]) }),
  });
}

/** What is told where so many rows have the values, in their order. */
function told({ operation, values }: Counting, ...counts: readonly number[]): Py {
  const { parts } = operation.meaning.behaviour.counts;
  const of = (value: string): number => counts[values.indexOf(value)] ?? 0;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const entries =
    parts.length === 0
      ? values.map((value) => [value, of(value)] as const)
      : parts.map((part) => [part.name, part.of === undefined ? total : of(part.of)] as const);
  return literal(Object.fromEntries(entries));
}

function countsCase(counting: Counting): TestCase {
  const { entity, field, values, caller, scene, counted } = counting;
  const [first = "", second = first] = values;
  const rows = [first, second, first].map((value) => makes(counting, value));
  const counts = second === first ? [3] : [2, 1];
  return {
    name: `counts ${many(entity)} by ${field.name}`,
    fixtures: ["client"],
    body: [
      paragraph(...scene.statements, ...caller, py`assert ${counted} == ${told(counting)}`),
      paragraph(...rows),
      py`assert ${counted} == ${told(counting, ...counts)}`,
    ],
  };
}

/** Where a row may be without the value. */
function missingCase(counting: Counting): readonly TestCase[] {
  const { kit, entity, field, values, caller, scene, counted } = counting;
  const body = createOf(kit, entity.name)?.meaning.behaviour.body;
  const given = body?.fields.find((each) => each.field === field.name);
  const [first = ""] = values;
  if (!given || given.required || field.default !== undefined) return [];
  return [
    {
      name: `counts no ${one(entity)} without ${field.name}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.statements, ...caller, makes(counting), makes(counting, first)),
        py`assert ${counted} == ${told(counting, 1)}`,
      ],
    },
  ];
}

function deletedCase(counting: Counting): readonly TestCase[] {
  const { kit, entity, field, values, caller, counted } = counting;
  const [first = ""] = values;
  const remove = operationsOf(kit, "delete").find(({ meaning }) => meaning.behaviour.entity === entity.name);
  const made = sceneOf(kit, entity.name, { details: details([[field, first]]) });
  if (!remove || !made || (remove.meaning.access !== "granted" && remove.meaning.access !== "public"))
    return [];
  return [
    {
      name: `counts no ${one(entity)} that is gone`,
      fixtures: ["client"],
      body: [
        paragraph(...caller, ...made.statements, makes({ ...counting, scene: made }, first)),
        call(remove, { rows: made.rows }),
        py`assert ${counted} == ${told(counting, 1)}`,
      ],
    },
  ];
}

function statementsCase(counting: Counting): TestCase {
  const { entity, values, caller, scene, counted } = counting;
  const [first = ""] = values;
  return {
    name: `sends as many statements for fifty ${many(entity)} as for one`,
    fixtures: ["client", "counting_statements"],
    body: [
      paragraph(...scene.statements, ...caller, makes(counting, first)),
      py`
        with counting_statements() as one:
            assert ${counted} == ${told(counting, 1)}`,
      py`
        for _ in range(49):
            ${makes(counting, first)}`,
      py`
        with counting_statements() as fifty:
            assert ${counted} == ${told(counting, 50)}`,
      py`assert len(fifty) == len(one)`,
    ],
  };
}
