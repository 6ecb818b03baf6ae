import { flattenSchema, type Parameter } from "#contract";
import type { Behaviour } from "#domain";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import type { Action, OperationPlace } from "./action.ts";
import { loosenParameter } from "./parameters.ts";

/** Parameters whose values are looked up as they stand: one that no row has finds nothing, whatever its form. */
export function looseParameters(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  const { behaviour } = operation.meaning;
  const filters = behaviour.kind === "list" || behaviour.kind === "report" ? behaviour.filters : [];
  const queries = filters.flatMap(({ parameter, values, type }) => {
    const isText = type === "string" && values === undefined;
    const words = isText
      ? unheldFormat(blueprint, operation, parameter)
      : values === undefined
        ? ["enum"]
        : [];
    const reason = `${parameter}: is compared as it stands, and what no row is finds nothing`;
    return loosenParameter(place, { in: "query", name: parameter }, words, reason);
  });
  const keys = operation.contract.parameters
    .filter(({ in: where, name }) => where === "path" && selects(behaviour, name))
    .flatMap(({ name }) => {
      const reason = `${name}: what is beyond it is not there, and is answered so`;
      return loosenParameter(
        place,
        { in: "path", name },
        ["maximum", "exclusiveMaximum", "multipleOf"],
        reason,
      );
    });
  return [...queries, ...keys];
}

/** Whether a parameter is the key of a row, and not a place in a matrix or a value that rows have. */
function selects(behaviour: Behaviour, name: string): boolean {
  if ("parent" in behaviour && behaviour.parent?.parameter === name) return true;
  return "parameter" in behaviour && behaviour.parameter === name;
}

/** Formats that make another value of a text, and that no filter is held to. */
function unheldFormat(
  { contract }: Blueprint,
  { contract: { parameters } }: OperationBlueprint,
  name: string,
): readonly string[] {
  const found: Parameter | undefined = parameters.find((each) => each.in === "query" && each.name === name);
  const outer = found && flattenSchema(contract, found.schema);
  const schema = outer?.items ? flattenSchema(contract, outer.items) : outer;
  return schema?.format === "time" || schema?.format === "duration" ? ["format"] : [];
}
