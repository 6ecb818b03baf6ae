import type { Expression } from "#python";
import { descendsFrom, type ProjectClass } from "../classes.ts";
import { isTrue } from "../literals.ts";
import type { SourceModule } from "../project.ts";
import { readScope, type Scope } from "../symbols.ts";
import { modelBases } from "./names.ts";

/** An option of `class Meta`, with the module in which it is written. */
export interface MetaOption {
  readonly value: Expression;
  readonly module: SourceModule;
}

/** The `Meta` of exactly this class. */
function ownMeta({ scope }: ProjectClass): { readonly scope: Scope; readonly extends: boolean } | undefined {
  const binding = scope.names.get("Meta");
  if (binding?.kind !== "class") return undefined;
  return { scope: readScope(binding.node.body), extends: binding.node.args.length > 0 };
}

/** Whether a model has no table. It is never inherited. */
export function isAbstract(model: ProjectClass): boolean {
  const option = ownMeta(model)?.scope.names.get("abstract");
  return option?.kind === "value" && isTrue(option.value);
}

/** Models with a table of their own from which a model inherits: its rows are theirs and more. */
export function concreteParents(model: ProjectClass): readonly ProjectClass[] {
  return basesOf(model).filter(
    (base) => base !== model && !isAbstract(base) && (descendsFrom(base, modelBases) || isOfAbstract(base)),
  );
}

/** Whatever package its bases come from, what has an abstract one is a model. */
function isOfAbstract(model: ProjectClass): boolean {
  return basesOf(model).some(isAbstract);
}

/** The classes that make up a model's own table: itself and its abstract bases, but for those that a parent with a table has taken up. */
export function tableLineage(model: ProjectClass): readonly ProjectClass[] {
  const taken = new Set(concreteParents(model).flatMap(({ lineage }) => lineage));
  return basesOf(model).filter((base) => base === model || (isAbstract(base) && !taken.has(base)));
}

/** The classes of the project among a model's lineage, itself first. */
function basesOf({ lineage }: ProjectClass): readonly ProjectClass[] {
  return lineage.filter((base) => typeof base !== "string");
}

/** An option of a model: its own, or that of the next abstract base where its `Meta` is absent or extends one. */
export function metaOption(model: ProjectClass, name: string): MetaOption | undefined {
  for (const owner of tableLineage(model)) {
    const meta = ownMeta(owner);
    const option = meta?.scope.names.get(name);
    if (option?.kind === "value" && option.value) return { value: option.value, module: owner.module };
    if (meta !== undefined && !meta.extends) return undefined;
  }
  return undefined;
}
