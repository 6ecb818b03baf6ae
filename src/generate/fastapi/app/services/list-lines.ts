import { assert } from "#base";
import type { ListLinesBehaviour } from "#domain";
import { imported, name, type Py, py } from "#python";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { attributeName, objectColumns } from "../../tables.ts";
import { linesOf } from "../line-tables.ts";
import { representationFields, schemaClass, tableClass } from "../names.ts";
import { loadOption } from "../queries.ts";
import { asyncFunction, queryClass, type ServiceContext, type ServiceParts, session } from "./parts.ts";

/** The lines of all rows, by the row that holds them and in its order. */
export function listLinesService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour, module } = operation.meaning;
  assert(behaviour.kind === "list-lines", "lines are listed");
  const { table } = linesOf(blueprint, behaviour);
  const title = tableClass(table);
  const { owner, position } = objectColumns(table);
  const named = behaviour.shows.filter(({ is }) => is.kind === "named");
  const { language } = behaviour;
  const required = behaviour.required !== false;
  const terms = name(`_terms_of_${operation.functionName}`);
  const given = language && py`filters.${name(attributeName(language.parameter))}`;
  const body = py`
    ${given && !required && py`conditions = [] if ${given} is None else ${terms}(${given})`}
    rows = await session.scalars(
        ${imported("sqlalchemy", "select")}(${title})
        ${named.map((shown) => eager(blueprint, behaviour, shown.name))}
        ${given && py`.where(*${required ? py`${terms}(${given})` : py`conditions`})`}
        .order_by(${title}.${name(owner)}, ${title}.${name(position)})
    )
    return rows.all()`;
  const result = py`${imported("collections.abc", "Sequence")}[${title}]`;
  const query =
    operation.queryClass === undefined ? [] : [py`filters: ${queryClass(module, operation.queryClass)}`];
  return {
    functions: [asyncFunction(operation.functionName, [session(), ...query], result, body)],
    shared: new Map(language ? [[terms.text, termsFunction(blueprint, operation, behaviour)]] : []),
  };
}

/** The row that a line names, with all that it shows. */
function eager(blueprint: Blueprint, behaviour: ListLinesBehaviour, shown: string): Py {
  const { table, target } = linesOf(blueprint, behaviour);
  const relationship = py`${tableClass(table)}.${name(attributeName(shown))}`;
  const is = behaviour.shows.find((each) => each.name === shown)?.is;
  const fields = is?.kind === "named" ? representationFields(blueprint, is.representation) : [];
  const more = fields.flatMap((field) => loadOption(blueprint, target, field));
  const load = py`${imported("sqlalchemy.orm", "joinedload")}(${relationship}, innerjoin=True)`;
  const option = more.length === 0 ? load : py`${load}.options(${more})`;
  return py`
    .options(${option})
    ${more.length > 0 && py`.execution_options(populate_existing=True)`}`;
}

function termsFunction(
  blueprint: Blueprint,
  { termsClass = "", meaning: { module }, functionName }: OperationBlueprint,
  behaviour: ListLinesBehaviour,
): Py {
  const { table, value } = linesOf(blueprint, behaviour);
  const title = tableClass(table);
  const conditions = (behaviour.language?.terms ?? []).map(({ name: term, field, by }) => {
    const isMember = value.fields.some((each) => each.name === field);
    const column = isMember ? attributeName(field) : objectColumns(table).owner;
    const condition = imported("app.terms", by === "any" ? "any_of" : "since");
    return py`*${condition}(${title}.${name(column)}, terms.${name(attributeName(term))})`;
  });
  return py`
    def _terms_of_${name(functionName)}(terms: ${schemaClass(module, termsClass)}) -> list[${imported("sqlalchemy", "ColumnElement")}[bool]]:
        return [
            ${conditions.map((condition) => py`${condition},`)}
        ]`;
}
