import type { Span } from "#base";
import type { FunctionDefinition } from "#python";
import { descendsFrom, type ProjectClass } from "../../classes.ts";
import { define } from "../../definitions.ts";
import { spanOf } from "../../places.ts";
import type { SourceModule } from "../../project.ts";
import { type Binding, readScope } from "../../symbols.ts";
import { isAbstract } from "../meta.ts";
import { modelBases } from "../names.ts";
import type { Operation } from "./operations.ts";
import type { PlainReader } from "./plain-reader.ts";

export interface DirectModel {
  readonly model: string;
  readonly span: Span;
}

/** How many functions of one module are read for one operation. */
const mostFunctions = 20;

/**
 * Models that the function of a data migration imports, where it should ask for them as they were at that time:
 * https://docs.djangoproject.com/en/6.0/topics/migrations/#historical-models
 */
export function directModels(reader: PlainReader, { args, module }: Operation): readonly DirectModel[] {
  const code = args.get("code");
  if (code?.kind !== "reference" || code.owner !== "project") return [];
  const [path, name = ""] = code.path.split(":");
  const start = path === module.path ? module.scope.names.get(name) : undefined;
  if (start?.kind !== "function") return [];
  const found: DirectModel[] = [];
  const seen = new Set<FunctionDefinition>();
  const open = [start.node];
  for (let node = open.pop(); node !== undefined && seen.size < mostFunctions; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const own = readScope(node.body).names;
    const text = module.syntax.text.slice(node.start, node.end);
    for (const word of new Set(text.match(/\b[A-Za-z_]\w*(?=\s*[.(])/g))) {
      if (node.parameters.some((parameter) => parameter.name === word)) continue;
      const local = own.get(word);
      const called = local === undefined ? module.scope.names.get(word) : undefined;
      if (called?.kind === "function") open.push(called.node);
      const model = modelMeant(reader, module, word, local);
      const use = model && findUse(text, word);
      if (model === undefined || use === undefined) continue;
      const at = { start: node.start + use, end: node.start + use + word.length };
      found.push({ model: model.node.name.id, span: spanOf(module, at) });
    }
  }
  return found;
}

/** The model of the project that a name means, imported at the top of the module or within the function. */
function modelMeant(
  reader: PlainReader,
  module: SourceModule,
  name: string,
  local: Binding | undefined,
): ProjectClass | undefined {
  if (local !== undefined && local.kind !== "imported") return undefined;
  const here =
    local === undefined ? module : { ...module, scope: { names: new Map([[name, local]]), stars: [] } };
  const definition = define(reader.project, here, name);
  if (definition?.kind !== "class" || definition.module === module) return undefined;
  const model = reader.classes.read(definition);
  return descendsFrom(model, modelBases) && !isAbstract(model) ? model : undefined;
}

/** Where rows are asked of a class: an object that is made of it and never kept needs no table. */
function findUse(text: string, name: string): number | undefined {
  const managers = "objects|_default_manager|_base_manager|all_objects";
  return new RegExp(`(?<![\\w.])${name}(?=\\.(?:${managers})\\b)`).exec(text)?.index;
}
