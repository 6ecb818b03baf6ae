// In: a module of the blueprint. Out: its `schemas.py`, what the operations take and answer.
// Request classes are strict and refuse what they do not know; answers are read from rows.
// Never here: the shared types of `app/schemas.py`, and rules that need the database.
import type { Blueprint, ModuleBlueprint, RepresentationBlueprint } from "../../blueprint.ts";
import type { GeneratedFile } from "../../file.ts";
import { pythonFile } from "../names.ts";
import { sharedValues } from "../shape-types.ts";
import { inputAliases } from "./aliases.ts";
import { bodyClasses } from "./bodies.ts";
import { cellTypes } from "./cells.ts";
import type { NamedClass } from "./field-line.ts";
import { queryClass } from "./filters.ts";
import { kindRepresentations, representation } from "./representations.ts";
import { responseClass } from "./responses.ts";
import { termsClass } from "./terms.ts";
import { inputClasses, outputClasses } from "./values.ts";

export { manyType, needsOne } from "./bodies.ts";
export { shownCell, writtenType } from "./cells.ts";
export { countType, distinctValueType } from "./responses.ts";

/** `app/<module>/schemas.py`: what its operations take and answer. */
export function emitSchemas(blueprint: Blueprint, module: ModuleBlueprint): readonly GeneratedFile[] {
  const bodies = unique(
    [...module.operations, ...module.loaders].flatMap((operation) => bodyClasses(blueprint, operation)),
  );
  const queries = unique(
    module.operations.flatMap((operation) => [
      ...termsClass(blueprint, operation),
      ...queryClass(blueprint, operation),
    ]),
  );
  const representations = inheritanceOrder(module.representations).flatMap((form): readonly NamedClass[] => {
    const kinds = kindRepresentations(blueprint, form);
    return kinds.length > 0 ? kinds : [[form.className, representation(blueprint, form)]];
  });
  const responses = unique(module.operations.flatMap((operation) => responseClass(blueprint, operation)));
  const inputs = inputClasses(blueprint, module.name);
  const outputs = outputClasses(blueprint, module.name);
  const classes = [...queries, ...inputs, ...bodies, ...outputs, ...representations, ...responses].map(
    ([, text]) => text,
  );
  const types = cellTypes(blueprint, module);
  if (classes.length + types.length === 0) return [];
  const body = [...inputAliases(blueprint, module), ...types, ...classes];
  return [pythonFile(`app/${module.name}/schemas.py`, body)];
}

/** `app/value_objects.py`: objects that several modules speak of. */
export function emitSharedValues(blueprint: Blueprint): readonly GeneratedFile[] {
  const classes = [...inputClasses(blueprint, undefined), ...outputClasses(blueprint, undefined)];
  return classes.length === 0
    ? []
    : [
        pythonFile(
          `${sharedValues.replace(".", "/")}.py`,
          classes.map(([, text]) => text),
        ),
      ];
}

function unique(named: readonly NamedClass[]): readonly NamedClass[] {
  return [...new Map(named).entries()];
}

/** Each after the one that it adds fields to, which has fewer of them; the others stay as they stand. */
function inheritanceOrder(forms: readonly RepresentationBlueprint[]): readonly RepresentationBlueprint[] {
  const ranked = forms.map((form) => ({
    form,
    rank: form.base === undefined ? 0 : form.representation.fields.length,
  }));
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ form }) => form);
}
