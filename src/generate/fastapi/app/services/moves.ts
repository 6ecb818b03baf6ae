import type { Entity, UpdateBehaviour } from "#domain";
import { fieldOf } from "#domain";
import { commaList, imported, literal, name, type Py, py, str } from "#python";
import { variableName } from "../../blueprint.ts";
import { placeInBody } from "../../references.ts";
import { noMove } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import type { ServiceContext } from "./parts.ts";

type Moving = NonNullable<UpdateBehaviour["moves"]>;

/** `STATUS_BEFORE`: from what a field may become what. */
export function movesName({ field }: Moving): Py {
  return name(`${attributeName(field).toUpperCase()}_BEFORE`);
}

/** The table of all moves that there are. */
export function movesTable(moves: Moving): Py {
  const entries = moves.allowed.map(
    ({ to, from }) => py`${literal(to)}: frozenset({${commaList(from.map((value) => literal(value)))}}),`,
  );
  return py`
    # What each value may come after; the others come after none.
    ${movesName(moves)} = {
        ${entries}
    }`;
}

/** Refuses a value that may not come after the one that the row has. */
export function checkMove({ operation }: ServiceContext, entity: Entity, moves: Moving): Py {
  const { behaviour } = operation.meaning;
  const field = fieldOf(entity, moves.field);
  if (behaviour.kind !== "update" || !field)
    throw new Error("keelback is broken here: a change moves a field");
  const attribute = name(attributeName(field.name));
  const place = placeInBody(behaviour.body, field).map((part) => str(part));
  const given = py`changes.${attribute}`;
  const isLeftOut = !behaviour.body.fields.some((each) => each.field === moves.field && each.required);
  return py`
    if ${isLeftOut && py`${given} is not None and `}${name(variableName(entity))}.${attribute} not in ${movesName(moves)}.get(changes.${attribute}, ()):
        raise ${imported("app.errors", "wrong_move")}(${[str(noMove(field.name)), ...place]})`;
}
