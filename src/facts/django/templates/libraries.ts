import { type Call, type Expression, type FunctionDefinition, statementsOf } from "#python";
import type { Frame } from "../../flow/flow.ts";
import type { FlowValue, FunctionValue } from "../../flow/values.ts";
import { isTrue, keyword, textOf } from "../../literals.ts";
import type { Project, SourceModule } from "../../project.ts";

/** A tag that a project has made itself: https://docs.djangoproject.com/en/6.0/howto/custom-template-tags/ */
export interface OwnTag {
  readonly value: FunctionValue;
  /** The template that shows what the function gives. */
  readonly template?: string;
  /** Whether its first argument is all that the template knows. */
  readonly takesContext: boolean;
}

interface Libraries {
  readonly filters: ReadonlyMap<string, FunctionValue | undefined>;
  readonly tags: ReadonlyMap<string, OwnTag | undefined>;
}

const read = new WeakMap<Project, Libraries>();

/** A filter of the project; none where several have the name, or a package's may be meant. */
export function filterOf(frame: Frame, name: string): FlowValue | undefined {
  return librariesOf(frame.flow.project).filters.get(name);
}

export function tagOf(frame: Frame, name: string): OwnTag | undefined {
  return librariesOf(frame.flow.project).tags.get(name);
}

function librariesOf(project: Project): Libraries {
  const known = read.get(project);
  if (known !== undefined) return known;
  const filters = new Map<string, FunctionValue | undefined>();
  const tags = new Map<string, OwnTag | undefined>();
  const add = <Value>(map: Map<string, Value | undefined>, name: string, value: Value): void => {
    map.set(name, map.has(name) ? undefined : value);
  };
  for (const module of project.modules.values()) {
    if (!/(?:^|\/)templatetags\//.test(module.path)) continue;
    for (const node of statementsOf(module.syntax.body)) {
      if (node.kind !== "function") continue;
      for (const decorator of node.decorators) {
        const made = readDecorator(module, node, decorator);
        if (made?.kind === "filter") add(filters, made.name, made.value);
        else if (made !== undefined) add(tags, made.name, made.tag);
      }
    }
  }
  const libraries = { filters, tags };
  read.set(project, libraries);
  return libraries;
}

type Made =
  | { readonly kind: "filter"; readonly name: string; readonly value: FunctionValue }
  | { readonly kind: "tag"; readonly name: string; readonly tag: OwnTag };

/** `@register.filter`, `@register.filter("name")`, `@register.simple_tag(takes_context=True)`, `@register.inclusion_tag("row.html")` */
function readDecorator(
  module: SourceModule,
  node: FunctionDefinition,
  decorator: Expression,
): Made | undefined {
  const call = decorator.kind === "call" ? decorator : undefined;
  const callee = call?.callee ?? decorator;
  if (callee.kind !== "attribute") return undefined;
  const value: FunctionValue = { kind: "function", module, node };
  const first = call?.args.find(({ name }) => name === undefined)?.value;
  const own = textOf(call && keyword(call, "name"));
  switch (callee.name) {
    case "filter":
      return { kind: "filter", name: own ?? textOf(first) ?? node.name.id, value };
    case "simple_tag":
      return { kind: "tag", name: own ?? node.name.id, tag: { value, takesContext: takesContext(call) } };
    case "inclusion_tag": {
      const template = textOf(first ?? (call && keyword(call, "filename")));
      if (template === undefined) return undefined;
      return {
        kind: "tag",
        name: own ?? node.name.id,
        tag: { value, template, takesContext: takesContext(call) },
      };
    }
    default:
      return undefined;
  }
}

function takesContext(call: Call | undefined): boolean {
  return call !== undefined && isTrue(keyword(call, "takes_context"));
}
