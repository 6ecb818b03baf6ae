import { type Entity, type Field, fieldOf, type Moves, type ScalarValue } from "#domain";
import { literal, type Py, py, str } from "#python";
import { noMove } from "../../refusal-texts.ts";
import type { Act } from "../acts.ts";
import { call, placeOf, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { isAmong, type Kit } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { type Sight, sightOf } from "../sights.ts";
import { assertEqual } from "../values.ts";

/** Values that a row goes through, one after the other, the first of which a new row has. */
type Path = readonly ScalarValue[];

/** A field becomes what it may, and nothing else. */
export function moveCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  const moves = behaviour.kind === "update" ? behaviour.moves : undefined;
  const field = moves && fieldOf(scene.entity, moves.field);
  if (!moves || field?.meaning.kind !== "enum" || field.default === undefined) return [];
  const found = sightOf(kit, scene.entity, { scene });
  const sight = found && isAmong(found.shown, field) ? found : undefined;
  const paths = reach(scene.entity, moves);
  const { values } = field.meaning;
  const steps = moves.allowed.flatMap(({ to, from }) =>
    from.flatMap((before) => paths.filter((path) => path.at(-1) === before).map((path) => [...path, to])),
  );
  const refused = paths.flatMap((path) =>
    values.filter((value) => !isAllowed(moves, path.at(-1), value)).map((value) => [path, value] as const),
  );
  return [...goodCase(act, field, steps, sight), ...refusedCase(act, field, refused, sight)];
}

function isAllowed({ allowed }: Moves, from: ScalarValue | undefined, to: ScalarValue): boolean {
  return allowed.some((move) => move.to === to && move.from.some((value) => value === from));
}

/** The shortest way to each value that a row can come to. */
function reach(entity: Entity, moves: Moves): readonly Path[] {
  const start = fieldOf(entity, moves.field)?.default as ScalarValue;
  const paths: Path[] = [[start]];
  // What is added while it is walked is walked too.
  for (const path of paths)
    for (const { to } of moves.allowed)
      if (isAllowed(moves, path.at(-1), to) && !paths.some((other) => other.at(-1) === to))
        paths.push([...path, to]);
  return paths;
}

function moved(act: Act, field: Field): Py {
  const account = act.caller && { account: act.caller };
  return call(act.operation, { rows: act.rows, ...account, extra: [py`{${str(field.name)}: value}`] });
}

function goodCase(
  act: Act,
  field: Field,
  steps: readonly Path[],
  sight: Sight | undefined,
): readonly TestCase[] {
  if (steps.length === 0) return [];
  const seen = sight && assertEqual(sight.see(field), sight.expect(py`path[-1]`));
  return [
    {
      name: `moves ${field.name} step by step`,
      ...(!seen && { kind: "shape" as const }),
      fixtures: ["client"],
      parameters: [
        {
          names: [{ name: "path", type: py`list[str]` }],
          values: literal(steps.map((path) => path.slice(1))),
        },
      ],
      body: [
        paragraph(...act.statements),
        py`
          for value in path:
              ${moved(act, field)}`,
        seen,
      ].filter((line) => line !== undefined),
    },
  ];
}

function refusedCase(
  act: Act,
  field: Field,
  refused: readonly (readonly [Path, ScalarValue])[],
  sight: Sight | undefined,
): readonly TestCase[] {
  if (refused.length === 0) return [];
  const { operation } = act;
  const sent = request(operation, {
    rows: act.rows,
    body: py`{${str(field.name)}: refused}`,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  const seen =
    sight && assertEqual(sight.see(field), sight.expect(py`[${literal(field.default ?? "")}, *path][-1]`));
  return [
    {
      name: `refuses to move ${field.name} otherwise`,
      fixtures: ["client"],
      parameters: [
        {
          names: [
            { name: "path", type: py`list[str]` },
            { name: "refused", type: py`str` },
          ],
          values: py`[${refused.map(([path, value]) => py`(${literal(path.slice(1))}, ${literal(value)})`)}]`,
        },
      ],
      body: [
        paragraph(
          ...act.statements,
          py`
            for value in path:
                ${moved(act, field)}`,
        ),
        py`response = ${sent}`,
        paragraph(
          assertInvalid(
            operation,
            "body",
            placeOf(operation, field.name),
            py`because=${str(noMove(field.name))}`,
          ),
          seen,
        ),
      ],
    },
  ];
}
