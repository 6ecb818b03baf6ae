import { aboveField, type Entity, type Field, fieldOf } from "#domain";
import { formatted, literal, name, type Py, py, str } from "#python";
import { stillNamed, tooDeep } from "../../refusal-texts.ts";
import type { Act } from "../acts.ts";
import { api, call, details, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import {
  entityIn,
  isAmong,
  type Kit,
  type OperationOf,
  operationsOf,
  shownFieldsOf,
  variable,
} from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { sightOf } from "../sights.ts";
import { assign } from "../statements.ts";
import { sampleValue } from "../values.ts";
import { one } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";

/** What makes rows below others of their kind. */
export function belowOf(kit: Kit, entity: string): OperationOf<"create"> | undefined {
  return operationsOf(kit, "create").find(
    ({ meaning: { behaviour } }) => behaviour.entity === entity && "parameter" in behaviour,
  );
}

/** The fields of an answer that tell where a row stands. */
function placesIn(kit: Kit, representation: string | undefined): readonly Field[] {
  return shownFieldsOf(kit, representation).filter(({ meaning }) => meaning.kind === "tree");
}

/** What is known of the place of a row that was made below another, before it is made. */
export function placesBelow(
  kit: Kit,
  operation: OperationOf<"create">,
  above: Py,
): readonly (readonly [string, Py])[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  return placesIn(kit, operation.meaning.behaviour.answer.representation).flatMap(
    ({ name: field, meaning }): readonly (readonly [string, Py])[] => {
      if (meaning.kind !== "tree" || meaning.tells.is === "path") return [];
      const value =
        meaning.tells.is === "above"
          ? py`${above}[${str(entity.identity.field)}]`
          : py`${above}[${str(field)}] + 1`;
      return [[field, value]];
    },
  );
}

/** A row that is made at the top says so, and which way leads to it. */
export function topCases({ kit, operation, made }: CreateScene): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const places = placesIn(kit, behaviour.answer.representation);
  if (places.length === 0) return [];
  const { statements, row } = made([]);
  return [
    {
      name: "stands at the top",
      fixtures: ["client"],
      body: [paragraph(...statements), paragraph(...places.flatMap((field) => atTop(entity, field, row)))],
    },
  ];
}

function atTop({ identity }: Entity, { name: field, meaning }: Field, row: Py): readonly Py[] {
  if (meaning.kind !== "tree") return [];
  const value = py`${row}[${str(field)}]`;
  const { tells } = meaning;
  switch (tells.is) {
    case "above":
      return [py`assert ${value} is None`];
    case "level":
      return [py`assert ${value} == ${literal(tells.first)}`];
    case "path": {
      const key = py`${row}[${str(identity.field)}]`;
      return [py`assert ${value} == ${formatted(tells.leads ? [tells.separator, key] : [key])}`];
    }
  }
}

/** Rows below one another: each says the one above it, how deep it stands and the way down. */
export function belowCases(kit: Kit, operation: OperationOf<"create">, act: Act): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const { scene } = act;
  const places = placesIn(kit, behaviour.answer.representation);
  if (!scene || places.length === 0) return [];
  const [child, deeper] = ["child", "grandchild"].map((word) => name(variable(kit, word)));
  if (!child || !deeper) return [];
  const below = (above: Py): Py => makesBelow(operation, act, keyIn(entity, above));
  return [
    {
      name: `stands right below the ${one(entity)} of the path`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        paragraph(assign(child, below(scene.row)), assign(deeper, below(child))),
        paragraph(
          ...places.flatMap((field) => [
            ...rightBelow(entity, field, child, scene.row),
            ...rightBelow(entity, field, deeper, child),
          ]),
        ),
      ],
    },
    ...keptCases(kit, operation, act, { scene, child }),
    ...deepCases(kit, operation, act, scene),
  ];
}

export function keyIn({ identity }: Entity, row: Py): Py {
  return py`${row}[${str(identity.field)}]`;
}

export function makesBelow(
  operation: OperationOf<"create">,
  { caller }: Pick<Act, "caller">,
  item: Py,
  extra: readonly Py[] = [],
): Py {
  return call(operation, { rows: { item }, ...(caller && { account: caller }), extra });
}

function rightBelow(entity: Entity, { name: field, meaning }: Field, row: Py, above: Py): readonly Py[] {
  if (meaning.kind !== "tree") return [];
  const value = py`${row}[${str(field)}]`;
  const { tells } = meaning;
  switch (tells.is) {
    case "above":
      return [py`assert ${value} == ${keyIn(entity, above)}`];
    case "level":
      return [py`assert ${value} == ${above}[${str(field)}] + 1`];
    case "path":
      return [
        py`assert ${value} == ${formatted([py`${above}[${str(field)}]`, tells.separator, keyIn(entity, row)])}`,
      ];
  }
}

/** So many stand one below the other, and no more. */
function deepCases(
  kit: Kit,
  operation: OperationOf<"create">,
  act: Act,
  { row }: Scene,
): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  if (!("deepest" in behaviour) || behaviour.deepest === undefined) return [];
  const entity = entityIn(kit, behaviour.entity);
  const last = name(variable(kit, `last ${entity.name}`));
  const sent = request(operation, {
    rows: { item: keyIn(entity, last) },
    ...(act.body && { body: act.body }),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return [
    {
      name: `lets ${behaviour.deepest} stand one below the other and no more`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, py`${last} = ${row}`),
        py`
          for _ in range(${behaviour.deepest - 1}):
              ${last} = ${makesBelow(operation, act, keyIn(entity, last))}`,
        py`response = ${sent}`,
        py`${api("assert_refused")}(response, ${operation.meaning.refusals.conflict}, ${str(tooDeep(entity, behaviour.deepest))})`,
      ],
    },
  ];
}

/** It is kept as it was answered, and the row above stays as it was. */
function keptCases(
  kit: Kit,
  operation: OperationOf<"create">,
  act: Act,
  { scene, child }: { readonly scene: Scene; readonly child: Py },
): readonly TestCase[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const key = fieldOf(entity, entity.identity.field);
  const { representation } = operation.meaning.behaviour.answer;
  const seen = (row: Py): ReturnType<typeof sightOf> =>
    sightOf(kit, entity, { scene: { ...scene, row, rows: { ...scene.rows, item: keyIn(entity, row) } } });
  const sight = seen(child);
  const above = seen(scene.row);
  if (!sight || !above || !key || sight.representation !== representation) return [];
  const isOne = sight.expect(child) === child;
  // What no example shows.
  const [given] = act.fields.filter(
    ({ field }) => isAmong(sight.shown, field) && field.meaning.kind === "scalar",
  );
  if (!given) return [];
  const sample = sampleValue(kit, entity, given.field, 0);
  const pairs = [[given.field, sample] as const];
  const made = makesBelow(operation, act, keyIn(entity, scene.row), details(pairs));
  return [
    {
      name: `stores the ${one(entity)} below the other`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        assign(child, made),
        py`seen = ${sight.whole}`,
        paragraph(
          py`assert ${child}[${str(given.field.name)}] == ${literal(sample)}`,
          isOne ? py`assert seen == ${child}` : py`assert ${child} in seen`,
          isOne ? py`assert ${above.whole} == ${scene.row}` : py`assert ${scene.row} in seen`,
        ),
      ],
    },
  ];
}

/** While others stand below a row, it stays. */
export function heldCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const { entity } = scene;
  const { meaning } = act.operation;
  const below = belowOf(kit, entity.name);
  if (meaning.behaviour.kind !== "delete" || !aboveField(entity) || !below) return [];
  const maker = act.caller ?? scene.owner;
  const sight = sightOf(kit, entity, { scene });
  const isOne = sight && sight.expect(scene.row) === scene.row;
  return [
    {
      name: `keeps ${one(entity)} rows below which others stand`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          makesBelow(below, maker ? { caller: maker } : {}, keyIn(entity, scene.row)),
        ),
        py`response = ${request(act.operation, {
          rows: act.rows,
          ...(act.caller && { headers: py`${act.caller}.headers` }),
        })}`,
        paragraph(
          py`${api("assert_refused")}(response, ${meaning.refusals.conflict}, ${str(stillNamed(entity))})`,
          sight && (isOne ? py`assert ${sight.whole} == ${scene.row}` : py`assert len(${sight.whole}) == 2`),
        ),
      ],
    },
  ];
}
