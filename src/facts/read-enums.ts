import { idOf, type ProjectClass } from "./classes.ts";
import type { EnumFact } from "./enum.ts";
import { isEnumeration, makesItself, textOfMember } from "./enumerations.ts";
import type { Reading } from "./front-end.ts";
import { nestedClasses } from "./nested-classes.ts";
import { spanOf } from "./places.ts";
import type { PlainValue } from "./plain-value.ts";
import { readPlainValue } from "./read-plain-value.ts";

/** The enumerations of a project, with the values of their members. */
export function readEnums(reading: Reading): readonly EnumFact[] {
  const found: EnumFact[] = [];
  for (const module of reading.project.modules.values()) {
    for (const node of nestedClasses(module.syntax.body)) {
      if (node.args.length === 0) continue;
      const owner = reading.classes.read({ kind: "class", module, node });
      if (!isEnumeration(owner)) continue;
      const values = valuesOf(reading, owner);
      found.push({
        id: idOf(owner),
        name: node.name.id,
        span: spanOf(module, node.name),
        ...(values.every((value) => value !== undefined) ? { values: [...new Set(values)] } : {}),
      });
    }
  }
  return found;
}

function valuesOf(reading: Reading, owner: ProjectClass): readonly (PlainValue | undefined)[] {
  const values: (PlainValue | undefined)[] = [];
  for (const [name, binding] of owner.scope.names) {
    if (binding.kind !== "value" || name.startsWith("_") || binding.value === undefined) continue;
    const made = makesItself(binding.value) ? textOfMember(owner, name) : undefined;
    const before = values.at(-1);
    values.push(
      made === undefined
        ? readPlainValue(reading, { module: owner.module, scopes: [owner.scope] }, binding.value)
        : made.kind === "number"
          ? (typeof before === "number" ? before : 0) + 1
          : made.text,
    );
  }
  return values;
}
