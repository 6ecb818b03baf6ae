import { descendsFrom, type ProjectClass } from "../../classes.ts";
import { relationFields } from "../names.ts";
import type { Meant } from "./meant.ts";
import type { FieldState } from "./plain.ts";
import { classPath, externalReference, lastName } from "./references.ts";

export type FieldClass = Pick<FieldState, "path" | "base" | "owner" | "mentions">;

const nothing: ReadonlySet<string> = new Set();

/** The class of a field; undefined where what is meant is none. */
export function fieldClassOf(meant: Meant | undefined): FieldClass | undefined {
  if (meant?.kind === "external") {
    const { path, owner } = externalReference(meant.path);
    const base = lastName(path);
    return isField(base) ? { path, base, owner, mentions: nothing } : undefined;
  }
  return meant?.kind === "class" ? projectField(meant.class) : undefined;
}

function isField(name: string): boolean {
  return name.endsWith("Field") || name in relationFields;
}

const read = new WeakMap<ProjectClass, FieldClass | "none">();

function projectField(owner: ProjectClass): FieldClass | undefined {
  const before = read.get(owner);
  if (before !== undefined) return before === "none" ? undefined : before;
  const outside = owner.lineage.filter((base) => typeof base === "string").map(externalReference);
  const base = outside.map(({ path }) => lastName(path)).find(isField);
  const isFramework = !owner.isPartial && outside.every((each) => each.owner !== "other");
  const found: FieldClass | undefined =
    base === undefined || descendsFrom(owner, new Set(["django.forms.Field", "rest_framework.fields.Field"]))
      ? undefined
      : {
          path: classPath(owner),
          base,
          owner: isFramework ? "project" : "other",
          mentions: mentionsOf(owner),
        };
  read.set(owner, found ?? "none");
  return found;
}

const making = /^(?:__init__|__new__|deconstruct|clone|contribute_to_class)$/;

/** Every word of the code that makes or takes apart fields of a class, and of the constants that it names. */
function mentionsOf({ lineage }: ProjectClass): ReadonlySet<string> {
  const words = new Set<string>();
  for (const owner of lineage) {
    if (typeof owner === "string") continue;
    for (const [name, binding] of owner.scope.names) {
      if (binding.kind === "function" && making.test(name)) addWords(words, owner, binding.node);
    }
  }
  return words;
}

function addWords(
  words: Set<string>,
  { module }: Pick<ProjectClass, "module">,
  node: { readonly start: number; readonly end: number },
): void {
  for (const word of wordsOf(module.syntax.text, node)) {
    words.add(word);
    const binding = module.scope.names.get(word);
    if (binding?.kind !== "value" || binding.value === undefined) continue;
    for (const inner of wordsOf(module.syntax.text, binding.value)) words.add(inner);
  }
}

/** The words of a stretch of text. */
export function wordsOf(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): readonly string[] {
  return text.slice(start, end).match(/\w+/g) ?? [];
}
