import { type Field, fieldOf } from "#domain";
import { imported, name, py, str } from "#python";
import { isPathKey } from "../../app/input-types.ts";
import { attributeName } from "../../tables.ts";
import { answered, api, request } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { entityIn, type Kit, needsAccount, type OperationOf } from "../kit.ts";
import { sceneOf } from "../scenes.ts";
import { isFreeText, texts } from "../values.ts";
import { indefinite, one } from "../words.ts";

/** Keys that people choose: whatever they choose, the path finds it, and tells it apart from all others. */
export function anyKeyCases(kit: Kit, operation: OperationOf<"read">): readonly TestCase[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const key = fieldOf(entity, entity.identity.field);
  if (!key || !isPathKey(entity, key) || !isFreeText(key) || key.bounds.format !== undefined) return [];
  if (needsAccount(operation) || (key.bounds.maxLength ?? 20) < 10 || (key.bounds.minLength ?? 0) > 1)
    return [];
  return [...foundCase(kit, operation, key), ...caseCase(kit, operation, key)];
}

function foundCase(kit: Kit, operation: OperationOf<"read">, key: Field): readonly TestCase[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const scene = sceneOf(kit, entity.name, { details: [py`${name(attributeName(key.name))}=value`] });
  if (!scene) return [];
  const quoted = py`${imported("urllib.parse", "quote")}(value)`;
  return [
    {
      name: `finds ${indefinite(one(entity))} of any ${key.name}`,
      fixtures: ["client"],
      parameters: [textParameter("value", texts(["two words", "\u00e9t\u00e9", "a?b#c%2F", "\\"]))],
      body: [
        paragraph(...scene.statements),
        py`response = ${request(operation, { rows: { ...scene.rows, item: quoted } })}`,
        paragraph(
          py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`,
          py`assert ${answered(operation, name("response"))}[${str(key.name)}] == value`,
        ),
      ],
    },
  ];
}

function caseCase(kit: Kit, operation: OperationOf<"read">, key: Field): readonly TestCase[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const scene = sceneOf(kit, entity.name, { details: [py`${name(attributeName(key.name))}="jane"`] });
  if (!scene || key.name === kit.account?.accounts.loginField) return [];
  return [
    {
      name: `tells one ${key.name} from another by case`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.statements),
        py`response = ${request(operation, { rows: { ...scene.rows, item: "Jane" } })}`,
        py`${api("assert_refused")}(response, 404)`,
      ],
    },
  ];
}
