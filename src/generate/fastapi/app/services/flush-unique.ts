import type { BodyShape, Entity } from "#domain";
import { formatted, imported, name, type Py, py, str } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { conflictError } from "../errors.ts";
import { bodyFields, model } from "../names.ts";
import { asyncSession } from "./parts.ts";

/** Turns the refusal of a unique constraint into the answer for a conflict. */
export function flushUnique(
  blueprint: Blueprint,
  entity: Entity,
  envelope: string | undefined,
): ReadonlyMap<string, Py> {
  const place = envelope === undefined ? "" : `${envelope}.`;
  const title = model(blueprint, entity.name);
  const columns = entity.fields.filter(({ unique, meaning }) => unique && meaning.kind === "scalar");
  const error = imported("sqlalchemy.exc", "IntegrityError");
  const refuse = imported("app.database", "is_duplicate");
  const conflict = conflictError(blueprint);
  const attributes = columns.map((field) => py`${title}.${name(attributeName(field.name))}`);
  const [only] = attributes;
  const handling =
    attributes.length === 1 && only
      ? py`
          if ${refuse}(error, ${only}):
              message = ${str(`${place}${columns[0]?.name ?? ""}: is already taken`)}
              raise ${conflict}(message) from error`
      : py`
          for column in (${attributes}):
              if ${refuse}(error, column):
                  message = ${formatted([place, py`column.key`, ": is already taken"])}
                  raise ${conflict}(message) from error`;
  const text = py`
    async def _flush_unique(session: ${asyncSession()}) -> None:
        try:
            await session.flush()
        except ${error} as error:
            ${handling}
            raise`;
  return new Map([["_flush_unique", text]]);
}

/** Whether a body brings a value that no other row may have. */
export function isUniqueInput(entity: Entity, body: BodyShape): boolean {
  return bodyFields(entity, body).some(({ unique, meaning }) => unique && meaning.kind === "scalar");
}
