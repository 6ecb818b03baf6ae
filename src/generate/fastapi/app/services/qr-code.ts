import { assert } from "#base";
import { fieldOf } from "#domain";
import { imported, name, py } from "#python";
import { entityNamed, modelAttribute } from "../../blueprint.ts";
import { pathKey, pathKeyKind } from "../keys.ts";
import { model } from "../names.ts";
import {
  asyncFunction,
  keyConditions,
  keyParameter,
  notFound,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";

/** What the picture of a row holds. */
export function qrCodeService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "qr-code", "a QR code is drawn");
  const entity = entityNamed(blueprint, behaviour.entity);
  const field = fieldOf(entity, behaviour.content);
  const isKey = behaviour.content === entity.identity.field;
  const column = isKey || !field ? pathKey(entity) : name(modelAttribute(field));
  const isText = isKey ? pathKeyKind(entity) === "text" : true;
  const held = py`${model(blueprint, entity.name)}.${column}`;
  const body = py`
    content = await session.scalar(${imported("sqlalchemy", "select")}(${held}).where(${keyConditions(blueprint, entity, undefined)}))
    if content is None:
        raise ${notFound(entity)}
    return ${isText ? py`content` : py`str(content)`}`;
  return {
    functions: [asyncFunction(operation.functionName, [session(), keyParameter(entity)], py`str`, body)],
  };
}
