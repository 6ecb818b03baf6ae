import { type Field, fieldOf, namesSeveral } from "#domain";
import { name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";
import { isUnknownNotFound, type Reference, referencesIn } from "../../references.ts";
import { namesNothing, notFound, stillNamed } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { type Act, bodyWith } from "../acts.ts";
import { api, call, placeOf, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { isAmong, type Kit, keyOf, needsAccount, type OperationOf } from "../kit.ts";
import {
  eachOnce,
  embeddedRows,
  lineNaming,
  type NamedRow,
  namedArguments,
  namedRow,
  unknownKey,
} from "../references.ts";
import { grants } from "../role-support.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { keysBody } from "../sent-bodies.ts";
import { sightOf } from "../sights.ts";
import { indefinite, one } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";
import { type UpdateScene, updates } from "./update-scene.ts";

/** A body that names a row which is not there is refused, and nothing comes of it. */
export function unknownReferenceCases(kit: Kit, act: Act): readonly TestCase[] {
  return referencesIn(kit.domain, act.operation.meaning).map((reference) => {
    const { field, target, line } = reference;
    const unknown = unknownKey(kit, reference);
    const known = act.named.find((row) => row.field === field);
    const first = known && [lineNaming(kit, reference, keyText(known, target.identity.field))];
    const lines = py`[${[...(first ?? []), lineNaming(kit, reference, unknown)]}]`;
    const sent = request(act.operation, {
      rows: act.rows,
      body: bodyWith(act, str(field.name), line ? lines : unknown),
      ...(act.caller && { headers: py`${act.caller}.headers` }),
    });
    return {
      name: `refuses ${indefinite(field.name)} of no ${one(target)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sent}`,
        refusal(act.operation, reference, known ? 1 : 0),
      ],
    };
  });
}

function refusal(operation: OperationBlueprint, { field, target, line }: Reference, position: number): Py {
  const place = line ? `${field.name}.${position}.${line.member.name}` : field.name;
  return isUnknownNotFound(operation.meaning)
    ? py`${api("assert_refused")}(response, 404, ${str(notFound(target))})`
    : assertInvalid(operation, "body", placeOf(operation, place), py`because=${str(namesNothing(target))}`);
}

/** A new row names the rows that its body named. */
export function namingCases({ kit, operation, made, sight }: CreateScene): readonly TestCase[] {
  return referencesIn(kit.domain, operation.meaning).flatMap((reference): readonly TestCase[] => {
    const row = namedRow(kit, reference);
    const other = namedRow(kit, reference, { prefix: "other" });
    const { field } = reference;
    if (!row || !other || !(sight && isAmong(sight.shown, field))) return [];
    return [
      {
        name: `stores the ${field.name} of ${indefinite(one(reference.target))}`,
        fixtures: ["client"],
        body: [
          paragraph(
            ...eachOnce([...row.statements, ...other.statements, ...made(namedArguments([row])).statements]),
          ),
          py`seen = ${sight.see(field)}`,
          paragraph(
            py`assert seen == ${sight.expect(row.key)}`,
            py`assert seen != ${sight.expect(other.key)}`,
          ),
        ],
      },
    ];
  });
}

/** A row names another one from then on, or none. */
export function renamingCases(update: UpdateScene): readonly TestCase[] {
  const { kit, operation, act, sight, scene } = update;
  return referencesIn(kit.domain, operation.meaning).flatMap((reference): readonly TestCase[] => {
    const { field, target } = reference;
    const row = namedRow(kit, reference, { prefix: "other" });
    if (!row) return [];
    if (!isAmong(sight.shown, field)) return embeddedCase(update, row);
    const named: TestCase = {
      name: `stores another ${field.name}`,
      fixtures: ["client"],
      body: [
        paragraph(...eachOnce([...act.statements, ...row.statements])),
        updates(update, bodyWith(act, str(field.name), row.key)),
        py`seen = ${sight.see(field)}`,
        paragraph(
          py`assert seen == ${sight.expect(row.key)}`,
          field.missing === "absent"
            ? py`assert ${str(field.name)} not in ${scene.row}`
            : py`assert seen != ${sight.expect(py`${scene.row}[${str(field.name)}]`)}`,
        ),
      ],
    };
    return field.nullable ? [named, ...emptiedCase(update, row, one(target))] : [named];
  });
}

/** A row that names another one from then on shows that one, where it does not show the key. */
function embeddedCase(update: UpdateScene, row: NamedRow): readonly TestCase[] {
  const { kit, act, sight, scene } = update;
  const [[shown] = []] = embeddedRows(kit, scene.entity, [row]);
  const field = sight.shown.find((each) => each.name === shown);
  if (!field) return [];
  return [
    {
      name: `shows another ${field.name}`,
      fixtures: ["client"],
      body: [
        paragraph(...eachOnce([...act.statements, ...row.statements])),
        updates(update, bodyWith(act, str(row.field.name), row.key)),
        py`seen = ${sight.see(field)}`,
        paragraph(
          py`assert seen == ${sight.expect(row.holder)}`,
          py`assert seen != ${sight.expect(py`${scene.row}[${str(field.name)}]`)}`,
        ),
      ],
    },
  ];
}

function emptiedCase(
  update: UpdateScene,
  { field, key, statements }: NamedRow,
  target: string,
): readonly TestCase[] {
  const { kit, act, scene, sight } = update;
  const isGiven = scene.create.meaning.behaviour.body.fields.some((each) => each.field === field.name);
  const given = isGiven ? { details: [py`${name(attributeName(field.name))}=${key}`] } : {};
  const made = sceneOf(kit, scene.entity.name, given);
  if (!made || field.missing === "absent") return [];
  return [
    {
      name: `may name no ${target} any more`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...eachOnce([...statements, ...made.statements, ...act.own]),
          !isGiven && updates(update, bodyWith(act, str(field.name), key)),
        ),
        py`assert ${sight.see(field)} == ${sight.expect(key)}`,
        updates(update, bodyWith(act, str(field.name), py`None`)),
        isNone(sight.see(field), sight.expect(py`None`)),
      ],
    },
  ];
}

function isNone(seen: Py, expected: Py): Py {
  return expected.text === "None" ? py`assert ${seen} is None` : py`assert ${seen} == ${expected}`;
}

/** What takes rows away: one, several or all. */
type Taking = OperationOf<"delete"> | OperationOf<"delete-many"> | OperationOf<"delete-all">;

/** A row that others name: it stays, or they name none from then on. */
export function namedRowCases(kit: Kit, operation: Taking): readonly TestCase[] {
  const { entity: target } = operation.meaning.behaviour;
  return kit.domain.entities.flatMap((entity) =>
    entity.fields.flatMap((field): readonly TestCase[] => {
      const inside = field.meaning.kind === "objects" ? field.meaning.names : undefined;
      const isNamed = (field.refersTo ?? inside)?.entity === target;
      const found = isNamed ? referenceOf(kit, entity.name, field) : undefined;
      const row = found && namedRow(kit, found);
      const holder = row && sceneOf(kit, entity.name, { details: namedArguments([row]) });
      return row && holder ? deletedCase(kit, operation, row, holder) : [];
    }),
  );
}

function referenceOf(kit: Kit, entity: string, field: Field): Reference | undefined {
  return kit.operations
    .filter(({ meaning: { behaviour } }) => behaviour.kind === "create" && behaviour.entity === entity)
    .flatMap(({ meaning }) => referencesIn(kit.domain, meaning))
    .find((each) => each.field === field);
}

function deletedCase(kit: Kit, operation: Taking, row: NamedRow, holder: Scene): readonly TestCase[] {
  const { field, scene, statements } = row;
  const target = scene.entity;
  const rows = { ...scene.rows, item: keyText(row, target.identity.field) };
  if (!fieldOf(target, target.identity.field)) return [];
  const { caller, signsIn } = takerOf(kit, operation, scene);
  const sight = sightOf(kit, holder.entity, { scene: holder });
  const sees =
    sight && isAmong(sight.shown, field)
      ? py`assert ${sight.see(field)} == ${sight.expect(row.key)}`
      : seenStill(kit, row);
  const arranged = paragraph(...eachOnce([...statements, ...holder.statements, ...signsIn]));
  const { behaviour } = operation.meaning;
  const sent = request(operation, {
    rows,
    ...(namesSeveral(behaviour) && { body: keysBody(kit, behaviour, target, [row.holder]) }),
    ...(caller && { headers: py`${caller}.headers` }),
  });
  if (field.refersTo?.onDelete !== "empty")
    return [
      {
        name: `keeps ${indefinite(one(target))} that the ${field.name} of ${indefinite(one(holder.entity))} names`,
        fixtures: ["client"],
        body: [
          arranged,
          py`response = ${sent}`,
          paragraph(
            py`${api("assert_refused")}(response, ${operation.meaning.refusals.conflict}, ${str(stillNamed(target))})`,
            sees,
          ),
        ],
      },
    ];
  if (field.missing === "absent" || !(sight && isAmong(sight.shown, field))) return [];
  return [
    {
      name: `empties the ${field.name} of ${indefinite(one(holder.entity))}`,
      fixtures: ["client"],
      body: [
        paragraph(...arranged, py`assert ${sight.see(field)} == ${sight.expect(row.key)}`),
        behaviour.kind === "delete" ? call(operation, { rows, ...(caller && { account: caller }) }) : sent,
        isNone(sight.see(field), sight.expect(py`None`)),
      ],
    },
  ];
}

/** Who deletes a row that was made, and what that takes: an account, where none made it, and its role. */
export function takerOf(
  kit: Kit,
  operation: OperationBlueprint,
  { owner }: Scene,
): { readonly caller?: Py; readonly signsIn: readonly Py[] } {
  if (owner) return { caller: owner, signsIn: grants(operation, owner) };
  if (!kit.account || !needsAccount(operation)) return { signsIn: [] };
  const caller = name("caller");
  return { caller, signsIn: [registers(kit.account, caller), ...grants(operation, caller)] };
}

/** The row that is named, where nothing shows who names it. */
function seenStill(kit: Kit, { scene, holder }: NamedRow): Py | undefined {
  const sight = sightOf(kit, scene.entity, {
    scene: { ...scene, rows: { ...scene.rows, item: keyOf(kit, scene.entity, holder) } },
  });
  return sight && sight.expect(holder) === holder ? py`assert ${sight.whole} == ${holder}` : undefined;
}

function keyText({ holder }: NamedRow, key: string): Py {
  return py`${holder}[${str(key)}]`;
}
