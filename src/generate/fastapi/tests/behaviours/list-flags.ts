import { type JsonLike, literal, name, type Py, py, str } from "#python";
import { call, registers } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { keyOf, needsAccount, shownFieldsOf, variable } from "../kit.ts";
import { assign } from "../statements.ts";
import { addTo, asks, follows, type ListScene, makes, mark, rowsAsked } from "./list-scene.ts";

/** Flags and counts in the rows are those of the caller who asks. */
export function flagCases(scene: ListScene): readonly TestCase[] {
  const { kit, operation, owner, caller, entity } = scene;
  const { account } = kit;
  const viewer = caller ?? name("caller");
  const anonymous = !needsAccount(operation);
  if (!account || (operation.meaning.access === "public" && !caller)) return [];
  const shown = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  const registersViewer = caller ? [] : [registers(account, viewer)];
  const cases = shown.flatMap((flag): readonly TestCase[] => {
    if (flag.meaning.kind !== "caller-flag") return [];
    const { relation } = flag.meaning;
    const add = addTo(kit, relation);
    const count = shown.find(({ meaning }) => meaning.kind === "count" && meaning.relation === relation);
    const [first, second] = inBoth(scene);
    if (!add) return [];
    const row = name(variable(kit, entity.name));
    return [
      {
        name: `tells each caller their own ${flag.name}`,
        fixtures: ["client"],
        body: [
          paragraph(
            ...scene.setup,
            ...registersViewer,
            assign(row, makes(scene, literal(mark(scene, 0)))),
            makes(scene, literal(mark(scene, 1))),
            call(add, { account: viewer, rows: { item: keyOf(kit, entity, row) } }),
          ),
          py`rows = ${rowsAsked(scene, asks(scene, [], viewer))}`,
          paragraph(
            py`assert {row[${str(scene.marker.name)}]: row[${str(flag.name)}] for row in rows} == {${literal(first)}: True, ${literal(second)}: False}`,
            count &&
              py`assert {row[${str(scene.marker.name)}]: row[${str(count.name)}] for row in rows} == {${literal(first)}: 1, ${literal(second)}: 0}`,
            anonymous &&
              py`assert not any(row[${str(flag.name)}] for row in ${rowsAsked(scene, asks(scene))})`,
          ),
        ],
      },
    ];
  });
  return [...cases, ...embeddedFlagCases(scene, viewer, registersViewer, owner)];
}

export function inBoth(scene: ListScene): readonly [JsonLike, JsonLike] {
  return [mark(scene, 0), mark(scene, 1)];
}

/** Flags in the account that each row embeds. */
export function embeddedFlagCases(
  scene: ListScene,
  viewer: Py,
  registersViewer: readonly Py[],
  owner: Py | undefined,
): readonly TestCase[] {
  const { kit, operation, follow } = scene;
  const { account } = kit;
  const shown = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  if (!account || !owner || follow) return [];
  return shown.flatMap((field) => {
    if (field.meaning.kind !== "reference") return [];
    return shownFieldsOf(kit, field.meaning.representation).flatMap((flag): readonly TestCase[] => {
      const add = flag.meaning.kind === "caller-flag" ? addTo(kit, flag.meaning.relation) : undefined;
      if (!add) return [];
      const see = py`{row[${str(scene.marker.name)}]: row[${str(field.name)}][${str(flag.name)}] for row in rows}`;
      return [
        {
          name: `tells each caller their own ${flag.name} of each ${field.name}`,
          fixtures: ["client"],
          body: [
            paragraph(
              ...scene.setup,
              ...registersViewer,
              makes(scene, literal(mark(scene, 0))),
              makes(scene, literal(mark(scene, 1)), { by: viewer }),
              follows(kit, add, viewer, owner),
            ),
            py`rows = ${rowsAsked(scene, asks(scene, [], viewer))}`,
            py`assert ${see} == {${literal(mark(scene, 0))}: True, ${literal(mark(scene, 1))}: False}`,
          ],
        },
      ];
    });
  });
}
