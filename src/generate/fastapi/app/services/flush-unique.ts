import { type BodyShape, type Entity, type Field, isKeyWithin } from "#domain";
import { formatted, imported, name, type Py, py, str } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { attributeName, parentColumnName } from "../../tables.ts";
import { conflictError } from "../errors.ts";
import { bodyFields, model } from "../names.ts";
import { asyncSession } from "./parts.ts";

/** Turns the refusal of a unique constraint into the answer for a conflict. */
export function flushUnique(
  blueprint: Blueprint,
  entity: Entity,
  envelope: string | undefined,
): ReadonlyMap<string, Py> {
  const title = model(blueprint, entity.name);
  const columns = entity.fields.filter(({ unique, meaning }) => unique && meaning.kind === "scalar");
  const error = imported("sqlalchemy.exc", "IntegrityError");
  const refuse = imported("app.database", "is_duplicate");
  const conflict = conflictError(blueprint);
  const attributes = columns.map((field) => py`${title}.${name(attributeName(field.name))}`);
  const [only] = attributes;
  const within = columns.find((field) => isKeyWithin(entity, field));
  const clash = clashWith(blueprint, envelope);
  const handling = within
    ? columns.map((field, index) => {
        const above = field === within && py`${title}.${name(parentColumnName(entity))}, `;
        return py`
          if ${refuse}(error, ${above}${attributes[index]}):
              ${clash(field.name)}
              raise ${conflict}${raised(blueprint)} from error`;
      })
    : attributes.length === 1 && only
      ? py`
          if ${refuse}(error, ${only}):
              ${clash(columns[0]?.name ?? "")}
              raise ${conflict}${raised(blueprint)} from error`
      : py`
          ${isMixed(columns) && py`columns: tuple[${imported("sqlalchemy.orm", "InstrumentedAttribute")}[${imported("typing", "Any")}], ...] = (${attributes})`}
          for column in ${isMixed(columns) ? py`columns` : py`(${attributes})`}:
              if ${refuse}(error, column):
                  ${clash(py`column.key`)}
                  raise ${conflict}${raised(blueprint)} from error`;
  const text = py`
    async def _flush_unique(session: ${asyncSession()}) -> None:
        try:
            await session.flush()
        except ${error} as error:
            ${handling}
            raise`;
  return new Map([["_flush_unique", text]]);
}

/** Columns of several types have no type in common that says what they are. */
function isMixed(fields: readonly Field[]): boolean {
  const types = new Set(fields.map(({ meaning }) => (meaning.kind === "scalar" ? meaning.type : "string")));
  return types.size > 1;
}

/** What the exception is made of: the words alone, or with the steps to the value where answers show them. */
function clashWith({ errors }: Blueprint, envelope: string | undefined): (field: string | Py) => Py {
  const taken = "is already taken";
  const above = envelope === undefined ? [] : [envelope];
  if (errors.placed)
    return (field) =>
      py`steps = (${[str("body"), ...above.map((name) => str(name)), typeof field === "string" ? str(field) : field]})`;
  const place = above.map((name) => `${name}.`).join("");
  return (field) =>
    typeof field === "string"
      ? py`message = ${str(`${place}${field}: ${taken}`)}`
      : py`message = ${formatted([place, field, `: ${taken}`])}`;
}

function raised({ errors }: Blueprint): Py {
  return errors.placed ? py`("is already taken", steps=steps)` : py`(message)`;
}

/** Whether a body brings a value that no other row may have. */
export function isUniqueInput(entity: Entity, body: BodyShape, key?: string): boolean {
  return bodyFields(entity, body).some(
    ({ name: field, unique, meaning }) => unique && meaning.kind === "scalar" && field !== key,
  );
}
