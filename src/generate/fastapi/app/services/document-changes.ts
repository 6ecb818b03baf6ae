import { assert } from "#base";
import { name, type Py, py } from "#python";
import { entityNamed, variableName } from "../../blueprint.ts";
import { primaryKey } from "../keys.ts";
import { keptFields, model } from "../names.ts";
import { assignField, changeLine, isGiven, touch } from "./changes.ts";
import { checkReferences } from "./check-references.ts";
import { objectMakers } from "./kept-value.ts";
import {
  asyncFunction,
  bodyParameter,
  loadRow,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";

/** How a change of a document comes by it. */
export interface HeldDocument {
  /** The name of the private function, its text, and what it is called with. */
  readonly title: string;
  readonly text: Py;
  readonly given: Py;
  /** Whose it is, where each caller has one. */
  readonly holder?: Py;
}

/** Changes a document, of which there is one or one for each caller, and answers it where it is shown. */
export function changeDocument(context: ServiceContext, held: HeldDocument): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "update-singleton", "a document is changed");
  const entity = entityNamed(blueprint, behaviour.entity);
  const variable = name(variableName(entity));
  const fields = keptFields(entity, behaviour.body);
  const isAnswered = behaviour.answer.representation !== undefined;
  const body = py`
    ${checkReferences(context, "changes")}
    ${variable} = await ${name(held.title)}(${held.given})
    ${fields.map((field) =>
      behaviour.mode === "replace" || isGiven(behaviour.body, field)
        ? assignField(blueprint, entity, variable, field)
        : changeLine(blueprint, entity, variable, field),
    )}
    ${touch(entity, variable)}
    ${isAnswered && py`return ${loadRow(blueprint, entity, py`${variable}.${primaryKey(entity)}`, py`None`)}`}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), held.holder, bodyParameter(context, "changes")],
        isAnswered ? model(blueprint, entity.name) : py`None`,
        body,
      ),
    ],
    shared: new Map([[held.title, held.text], ...objectMakers(blueprint, entity, fields)]),
  };
}
