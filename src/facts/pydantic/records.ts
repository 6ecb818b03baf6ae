import { idOf, type ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import { docstringOf } from "../docstring.ts";
import type { Reading } from "../front-end.ts";
import { isTrue, keyword } from "../literals.ts";
import { nestedClasses } from "../nested-classes.ts";
import { spanOf } from "../places.ts";
import type { Project } from "../project.ts";
import { readPlainValue } from "../read-plain-value.ts";
import type { SchemaFact, SchemaFieldFact } from "../schema.ts";
import { readType } from "../types.ts";
import { readMadeDictionaries } from "./made-dictionaries.ts";
import { fieldKind, isPlainDataclass, recordForm } from "./record-forms.ts";

const read = new WeakMap<Project, readonly SchemaFact[]>();

/**
 * Classes of the language that schemas may hold as they are: typed dictionaries, dataclasses, named tuples:
 * https://docs.pydantic.dev/latest/concepts/types/#typeddict
 */
export function readRecords(reading: Reading): readonly SchemaFact[] {
  const before = read.get(reading.project);
  if (before !== undefined) return before;
  const records: SchemaFact[] = [];
  for (const module of reading.project.modules.values()) {
    for (const node of nestedClasses(module.syntax.body)) {
      if (node.args.length === 0 && node.decorators.length === 0) continue;
      const found = reading.classes.read({ kind: "class", module, node });
      const form = recordForm(reading.project, found);
      if (form !== undefined) records.push(readRecord(reading, found, form === "dictionary"));
    }
    records.push(
      ...readMadeDictionaries(reading, module, (of, at) => {
        const meant = defineExpression(reading.project, at, of);
        if (meant?.kind !== "class") return undefined;
        const found = reading.classes.read(meant);
        return found.isPartial ? undefined : fieldsOf(reading, found, true);
      }),
    );
  }
  read.set(reading.project, records);
  return records;
}

function fieldsOf(reading: Reading, found: ProjectClass, isDictionary: boolean): readonly SchemaFieldFact[] {
  const fields = new Map<string, SchemaFieldFact>();
  for (const owner of found.lineage.toReversed()) {
    if (typeof owner === "string") continue;
    if (!isDictionary && !isPlainDataclass(reading.project, owner)) continue;
    for (const field of ownFields(reading, owner, isDictionary)) fields.set(field.name, field);
  }
  return [...fields.values()];
}

function readRecord(reading: Reading, found: ProjectClass, isDictionary: boolean): SchemaFact {
  const description = docstringOf(found.node);
  return {
    id: idOf(found),
    name: found.node.name.id,
    framework: "pydantic",
    span: spanOf(found.module, found.node.name),
    form: "record",
    ...(description === undefined ? {} : { description }),
    fields: fieldsOf(reading, found, isDictionary),
    bases: found.lineage.slice(1).flatMap((base) => (typeof base === "string" ? [] : [idOf(base)])),
    variables: [],
    extra: "ignore",
    fromAttributes: false,
    byName: false,
    checks: [],
    isPartial: found.isPartial,
  };
}

function ownFields(reading: Reading, owner: ProjectClass, isDictionary: boolean): readonly SchemaFieldFact[] {
  const total = owner.node.args.find(({ name }) => name === "total")?.value;
  const isTotal = total === undefined || isTrue(total);
  const place = { module: owner.module, scopes: [owner.scope] };
  return [...owner.scope.names].flatMap(([name, binding]): readonly SchemaFieldFact[] => {
    if (binding.kind !== "value" || binding.annotation === undefined) return [];
    const kind = fieldKind(binding.annotation);
    if (kind === "class") return [];
    const made = binding.value?.kind === "call" ? binding.value : undefined;
    const given = made === undefined ? binding.value : keyword(made, "default");
    const isGiven =
      given !== undefined || (made !== undefined && keyword(made, "default_factory") !== undefined);
    const value = given && readPlainValue(reading, place, given);
    return [
      {
        name,
        type: readType(reading, place, binding.annotation),
        span: spanOf(owner.module, binding),
        required: isDictionary
          ? kind === "required"
            ? true
            : kind === "optional"
              ? false
              : isTotal
          : !isGiven,
        ...(value === undefined ? {} : { value }),
        inputNames: [name],
        outputName: name,
        constraints: {},
        computed: false,
        hidden: false,
      },
    ];
  });
}
