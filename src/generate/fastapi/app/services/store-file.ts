import { assert } from "#base";
import { imported, name, py, str } from "#python";
import { entityNamed } from "../../blueprint.ts";
import { noteColumn } from "../../plan-tables/index.ts";
import { fileTableOf } from "../line-tables.ts";
import { model, tableClass } from "../names.ts";
import {
  asyncFunction,
  keyParameter,
  loadRow,
  lookUp,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";

/** Keeps the file of a row, in place of the one before. */
export function storeFileService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "store-file", "a file is stored");
  const entity = entityNamed(blueprint, behaviour.entity);
  const table = fileTableOf(blueprint, entity.name, behaviour.file);
  const files = tableClass(table);
  const [owner] = table.columns;
  assert(owner, "a file belongs to a row");
  const key = name(owner.name);
  const lookup = lookUp(blueprint, entity, true);
  const { representation } = behaviour.answer;
  const note = behaviour.note === undefined ? undefined : name(noteColumn(behaviour.note));
  const body = py`
    ${lookup.check ?? py`${key} = ${lookup.id}`}
    values = {
        "content": sent.content,
        "media_type": sent.media_type,
        "size": len(sent.content),
        ${note && py`${str(note.text)}: ${note},`}
    }
    await session.execute(
        ${imported("app.database", "insert")}(${files})
        .values(${key}=${lookup.check ? lookup.id : key}, **values)
        .on_conflict_do_update(index_elements=[${files}.${key}], set_=values)
    )
    ${representation !== undefined && py`return ${loadRow(blueprint, entity, lookup.check ? lookup.id : key, py`None`)}`}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          keyParameter(entity),
          py`sent: ${imported("app.files", "SentContent")}`,
          note && py`${note}: str | None`,
        ],
        representation === undefined ? py`None` : model(blueprint, entity.name),
        body,
      ),
    ],
  };
}
