import { type Field, fieldOf } from "#domain";
import { commaList, imported, importedModule, literal, name, type Py, py, str } from "#python";
import { templatePattern } from "../../app/key-makers.ts";
import { isPrimary, pathKeyKind } from "../../app/keys.ts";
import { bodyWith } from "../acts.ts";
import { answered, api, call, keyExpression, type PathRows, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import type { Given } from "../derived-values.ts";
import { entityIn, keyOf, needsAccount, readOf, variable } from "../kit.ts";
import { assign } from "../statements.ts";
import { assertEqual, changedValue, sampleValue } from "../values.ts";
import { indefinite, one } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";
import { assertTaken } from "./unique-keys.ts";
import { tellingField, type UpdateScene } from "./update-scene.ts";

/** What is known of a value that the server makes: that there is one, and of which form. */
export function madeValue(field: Field, value: Py, { parent }: PathRows, given?: Given): Py {
  const { meaning } = field;
  if (meaning.kind === "parent-key" && parent !== undefined)
    return py`assert ${value} == ${keyExpression(parent)}`;
  if (meaning.kind === "identity" && meaning.type === "uuid")
    return py`assert ${imported("uuid", "UUID")}(${value}).version == 4`;
  if (meaning.kind === "code") {
    const pattern = templatePattern(meaning.text, (choice) => String(given?.get(choice) ?? ""));
    return py`assert ${importedModule("re")}.fullmatch(${str(pattern)}, ${value})`;
  }
  if (meaning.kind === "identity" && meaning.text)
    return py`assert ${importedModule("re")}.fullmatch(${str(templatePattern(meaning.text))}, ${value})`;
  return py`assert ${value}`;
}

/** An identity that a body may hold is not taken from it: least of all one that another row has. */
export function sentIdentityCases({ operation, act, made, sight, kit }: CreateScene): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const key = fieldOf(entity, entity.identity.field);
  const { statements, row, rows } = made([]);
  const shown = entity.representations.find(({ name: form }) => form === behaviour.answer.representation);
  const isShown = shown?.fields.some(({ field }) => field === key?.name) ?? false;
  if (!key || !isShown || !behaviour.body.ignored?.some(({ field }) => field === key.name)) return [];
  const sent = request(operation, {
    rows,
    body: py`{**${act.body}, ${str(key.name)}: ${row}[${str(key.name)}]}`,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  const isOne = sight && sight.expect(row) === row;
  return [
    {
      name: `takes no ${key.name} from a body`,
      fixtures: ["client"],
      body: [
        paragraph(...statements),
        py`response = ${sent}`,
        paragraph(
          py`assert response.status_code == ${behaviour.answer.status}`,
          py`assert ${answered(operation, name("response"))}[${str(key.name)}] != ${row}[${str(key.name)}]`,
          isOne &&
            sight.representation === behaviour.answer.representation &&
            py`assert ${sight.whole} == ${row}`,
        ),
      ],
    },
  ];
}

/** A change leaves a row who it is. */
export function keptIdentityCases(update: UpdateScene): readonly TestCase[] {
  const { kit, operation, act, scene, sight } = update;
  const { behaviour } = operation.meaning;
  const { entity, row } = scene;
  const key = fieldOf(entity, entity.identity.field);
  const ignored = behaviour.body.ignored?.find(({ field }) => field === key?.name);
  if (!key || !ignored || !isPrimary(entity) || sight.expect(row) !== row) return [];
  const own = scene.form === undefined ? keyOf(kit, entity, row) : py`${row}[${str(key.name)}]`;
  const other = {
    integer: py`${own} + 1`,
    uuid: str("00000000-0000-4000-8000-000000000000"),
    text: py`${own}[::-1]`,
  }[pathKeyKind(entity)];
  const field = tellingField(update);
  const value = field && literal(changedValue(kit, entity, field));
  const entries = [
    ...(behaviour.mode === "replace" && act.body ? [py`**${act.body}`] : []),
    ...(field && value ? [py`${str(field.name)}: ${value}`] : []),
    py`${str(key.name)}: ${other}`,
  ];
  const sent = request(operation, {
    rows: act.rows,
    body: py`{${commaList(entries)}}`,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  const stored = name("stored");
  return [
    {
      name: `leaves ${indefinite(one(entity))} its ${key.name}`,
      ...(!field && { kind: "shape" as const }),
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        paragraph(py`response = ${sent}`, py`assert response.status_code == ${behaviour.answer.status}`),
        paragraph(
          py`${stored} = ${sight.whole}`,
          py`assert ${sight.pick(stored, key)} == ${own}`,
          field && value && assertEqual(sight.pick(stored, field), value),
        ),
      ],
    },
  ];
}

/** A key that clients choose may be given up for another one, that no other row has. */
export function renamedKeyCases({ kit, operation, act, scene }: UpdateScene): readonly TestCase[] {
  const { entity, row, rows, create, owner } = scene;
  const read = readOf(kit, entity.name);
  const given = act.fields.find(({ field }) => field.name === entity.identity.field && field.unique);
  if (operation.meaning.behaviour.kind !== "update") return [];
  if (!given || !read || needsAccount(read) || create.meaning.behaviour.kind !== "create") return [];
  const key = given.field;
  const value = literal(sampleValue(kit, entity, key, 1));
  const sent = (to: Py): Py =>
    request(operation, {
      rows: act.rows,
      body: bodyWith(act, str(key.name), to),
      ...(act.caller && { headers: py`${act.caller}.headers` }),
    });
  const other = name(`other_${variable(kit, entity.name)}`);
  const made = call(create, { rows, ...(owner && { account: owner }) });
  const found = call(read, { rows: { ...rows, item: value } });
  return [
    {
      name: `gives ${indefinite(one(entity))} another ${key.name}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        paragraph(
          py`response = ${sent(value)}`,
          py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`,
        ),
        paragraph(
          py`assert (${found})[${str(key.name)}] == ${value}`,
          py`${api("assert_refused")}(${request(read, { rows: act.rows })}, 404)`,
        ),
      ],
    },
    {
      name: `refuses the ${key.name} of another ${one(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, assign(other, made)),
        py`response = ${sent(keyOf(kit, entity, other))}`,
        paragraph(assertTaken(operation, key), py`assert ${call(read, { rows: act.rows })} == ${row}`),
      ],
    },
  ];
}
