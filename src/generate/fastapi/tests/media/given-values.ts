import { type Field, fieldOf } from "#domain";
import { type JsonLike, name, py, str } from "#python";
import type { Act } from "../acts.ts";
import { entityIn, type Kit } from "../kit.ts";
import { heldValue } from "../sights.ts";
import { sampleValue } from "../values.ts";
import { requiredIgnored } from "../whole-changes.ts";
import type { Sent } from "./spelled.ts";

/** What a test gives an operation, property by property, and what of it the test knows. */
export interface Given {
  readonly values: ReadonlyMap<string, Sent>;
  readonly fields: readonly { readonly field: Field; readonly value: JsonLike }[];
}

const ofCredentials: ReadonlySet<string> = new Set(["login", "refresh", "logout", "change-password"]);

/** Undefined where a body is more than one object. */
export function givenValues(kit: Kit, act: Act): Given | undefined {
  const { behaviour } = act.operation.meaning;
  if (!("body" in behaviour) || behaviour.kind === "create-many") return undefined;
  if (ofCredentials.has(behaviour.kind)) {
    const names = behaviour.body.fields.map(({ field }) => field);
    const values = names.map((each) => [each, { py: py`credentials[${str(each)}]` }] as const);
    return { values: new Map<string, Sent>(values), fields: [] };
  }
  const creates = behaviour.kind === "create" || behaviour.kind === "register";
  const entity = entityIn(kit, behaviour.entity);
  const key = behaviour.kind === "update-by-body" ? behaviour.key : undefined;
  const values = new Map<string, Sent>();
  const fields: { field: Field; value: JsonLike }[] = [];
  for (const { field, required } of act.fields) {
    const isOwn = field.unique || field.name === entity.identity.field || field.name === key;
    if (!creates && isOwn) {
      // What tells the row from others stays what it is.
      if (act.scene && (required || field.name === key))
        values.set(field.name, { py: heldValue(kit, entity, act.scene.row, field) });
      continue;
    }
    if (!creates && !required && field.meaning.kind === "password") continue;
    const value = sampleValue(kit, entity, field, creates ? 0 : 2);
    values.set(field.name, value);
    fields.push({ field, value });
  }
  for (const { field, key: named } of act.named) values.set(field.name, { py: named });
  for (const each of requiredIgnored(behaviour.body)) {
    const found = fieldOf(entity, each);
    const held = act.scene && found && !creates ? heldValue(kit, entity, act.scene.row, found) : undefined;
    values.set(each, held ? { py: held } : sampleOf(kit, act, each));
  }
  return { values, fields };
}

function sampleOf(kit: Kit, act: Act, each: string): Sent {
  const { behaviour } = act.operation.meaning;
  const entity = "entity" in behaviour ? entityIn(kit, behaviour.entity) : undefined;
  const found = entity && fieldOf(entity, each);
  return entity && found ? sampleValue(kit, entity, found, 0) : { py: name("None") };
}
