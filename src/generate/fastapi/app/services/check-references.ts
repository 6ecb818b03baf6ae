import { assert } from "#base";
import { imported, name, type Py, py, str } from "#python";
import { variableName } from "../../blueprint.ts";
import { isUnknownNotFound, placeInBody, type Reference, referencesIn } from "../../references.ts";
import { namesNothing } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { findNamed } from "./lines.ts";
import { notFound, type ServiceContext } from "./parts.ts";

/** Refuses a body that names rows which are not there; those that are there stay until the row is kept. */
export function checkReferences(context: ServiceContext, holder: "changes" | "details"): readonly Py[] {
  const { blueprint, operation } = context;
  return referencesIn(blueprint.domain, operation.meaning).flatMap((reference) => {
    const { field, target, mayBeMissing, line, each } = reference;
    if (line) return [findNamed(context, reference)];
    const value = py`${name(holder)}.${name(attributeName(field.name))}`;
    // A new row has a list in any case, and be it an empty one.
    const isThere = holder === "details" && field.meaning.kind === "values";
    const exists = imported(
      `app.${target.table}.queries`,
      each ? `${target.table}_exist` : `${variableName(target)}_exists`,
    );
    return [
      py`
      if ${mayBeMissing && !isThere && py`${value} is not None and `}not await ${exists}(session, ${value}):
          raise ${refusal(context, reference)}`,
    ];
  });
}

function refusal({ operation: { meaning } }: ServiceContext, { field, target }: Reference): Py {
  const { behaviour } = meaning;
  assert("body" in behaviour, "a body names rows");
  if (isUnknownNotFound(meaning)) return notFound(target);
  const place = placeInBody(behaviour.body, field).map((part) => str(part));
  return py`${imported("app.errors", "unknown_row")}(${[str(namesNothing(target)), ...place]})`;
}
