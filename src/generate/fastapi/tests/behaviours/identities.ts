import { type Field, fieldOf } from "#domain";
import { imported, importedModule, name, type Py, py, str } from "#python";
import { templatePattern } from "../../app/key-makers.ts";
import { isPrimary, pathKeyKind } from "../../app/keys.ts";
import { bodyWith } from "../acts.ts";
import { answered, keyExpression, type PathRows, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { entityIn, keyOf } from "../kit.ts";
import { indefinite, one } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";
import type { UpdateScene } from "./update-scene.ts";

/** What is known of a value that the server makes: that there is one, and of which form. */
export function madeValue(field: Field, value: Py, { parent }: PathRows): Py {
  const { meaning } = field;
  if (meaning.kind === "parent-key" && parent !== undefined)
    return py`assert ${value} == ${keyExpression(parent)}`;
  if (meaning.kind === "identity" && meaning.type === "uuid")
    return py`assert ${imported("uuid", "UUID")}(${value}).version == 4`;
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
export function keptIdentityCases({ kit, operation, act, scene, sight }: UpdateScene): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  const { entity, row } = scene;
  const key = fieldOf(entity, entity.identity.field);
  const ignored = behaviour.body.ignored?.find(({ field }) => field === key?.name);
  if (!key || !ignored || !isPrimary(entity) || sight.expect(row) !== row) return [];
  const own = keyOf(kit, entity, row);
  const other = {
    integer: py`${own} + 1`,
    uuid: str("00000000-0000-4000-8000-000000000000"),
    text: py`${own}[::-1]`,
  }[pathKeyKind(entity)];
  const sent = request(operation, {
    rows: act.rows,
    body: bodyWith(act, str(key.name), other),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return [
    {
      name: `leaves ${indefinite(one(entity))} its ${key.name}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.statements),
        py`response = ${sent}`,
        paragraph(
          py`assert response.status_code == ${behaviour.answer.status}`,
          py`assert ${sight.see(key)} == ${own}`,
        ),
      ],
    },
  ];
}
