import { type Call, type Expression, type Statement, statementsOf } from "#python";
import type { ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import { keyword } from "../literals.ts";
import { choiceValues } from "./columns/column.ts";
import type { DeclaredField } from "./fields.ts";
import type { Plain } from "./migrations/plain.ts";
import type { Place, PlainReader } from "./migrations/plain-reader.ts";

/**
 * The values that a field lets its rows have, as texts: those of `choices=` in its call, written out, under a name or of an
 * enumeration, or else those that the `__init__` of its own class hands on to the framework's
 * (`super().__init__(choices=…)`). Undefined where there are none, or none that can be told.
 * https://docs.djangoproject.com/en/6.0/ref/models/fields/#choices
 */
export function readChoices(
  reader: PlainReader,
  model: ProjectClass,
  field: DeclaredField,
): readonly string[] | undefined {
  const { call, module } = field;
  const own = keyword(call, "choices");
  const place = { module, class: declaringClass(model, field) };
  const value = own === undefined ? choicesOfClass(reader, place, call) : reader.evaluate(place, own);
  return choiceValues(value)?.map(String);
}

/** The class that has the field among its own names, and so the names that its call was written with. */
function declaringClass(model: ProjectClass, { name, call }: DeclaredField): ProjectClass {
  for (const owner of model.lineage) {
    const binding = typeof owner === "string" ? undefined : owner.scope.names.get(name);
    if (typeof owner !== "string" && binding?.kind === "value" && binding.value === call) return owner;
  }
  return model;
}

function choicesOfClass(reader: PlainReader, place: Place, { callee }: Call): Plain | undefined {
  const { project, classes } = reader;
  const definition = defineExpression(project, place.module, callee, place.class && [place.class.scope]);
  if (definition?.kind !== "class") return undefined;
  for (const owner of classes.read(definition).lineage) {
    const init = typeof owner === "string" ? undefined : owner.scope.names.get("__init__");
    if (typeof owner === "string" || init?.kind !== "function") continue;
    const handed = [...statementsOf(init.node.body)].map(handedChoices).find((each) => each !== undefined);
    if (handed !== undefined) return reader.evaluate({ module: owner.module }, handed);
  }
  return undefined;
}

/** `super().__init__(…, choices=X)` */
function handedChoices(statement: Statement): Expression | undefined {
  if (statement.kind !== "expression" || statement.value.kind !== "call") return undefined;
  const { callee } = statement.value;
  const isInit = callee.kind === "attribute" && callee.name === "__init__" && callee.value.kind === "call";
  return isInit ? keyword(statement.value, "choices") : undefined;
}
