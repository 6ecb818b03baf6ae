import { isTest, placeIn, type SourceModule } from "#facts";
import { type FunctionDefinition, statementsOf } from "#python";
import { nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule } from "../rule.ts";

/** A function takes `**kwargs` and reads names from it that could stand in its signature. */
export const opaqueSignature: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: ({ project }) => {
    const modules = [...project.modules.values()].filter(({ path }) => !isTest(path));
    const hits = modules.flatMap(findInModule);
    return hits.length === 0
      ? []
      : hits.filter(({ name }) => !isSpreadInto(modules, name)).map(({ hit }) => hit);
  },
};

interface Named {
  readonly name: string;
  readonly hit: Hit;
}

/** Whether some call hands on whatever it has: then there may be more than is read. */
function isSpreadInto(modules: readonly SourceModule[], name: string): boolean {
  const spread = new RegExp(`\\b${name}\\s*\\([^()]*\\*\\*`);
  return modules.some(({ syntax }) => spread.test(syntax.text.replaceAll(`def ${name}`, "")));
}

function findInModule(module: SourceModule): readonly Named[] {
  if (!/\*\*\w+/.test(module.syntax.text)) return [];
  return [...statementsOf(module.syntax.body)].flatMap((statement) =>
    statement.kind === "function" ? findInFunction(module, statement) : [],
  );
}

/** Methods keep to what their bases take, and what is decorated or handed on to what calls it: of those nothing is said. */
function findInFunction(module: SourceModule, node: FunctionDefinition): readonly Named[] {
  const keywords = node.parameters.find(({ form }) => form === "keywords");
  // `**kwargs: Unpack[Options]` says which names there are.
  if (keywords?.annotation?.kind === "subscript") return [];
  if (keywords === undefined || node.decorators.length > 0) return [];
  if (node.parameters.some(({ name }) => /^(?:sender|request|args)$/.test(name))) return [];
  const names = readNames(node, keywords.name);
  if (names === undefined || names.length === 0 || isHandedOn(module, node)) return [];
  const told = names.slice(0, 4).join(", ") + (names.length > 4 ? ` and ${names.length - 4} more` : "");
  const hit = {
    span: placeIn(module, keywords),
    message: `${node.name.id} takes ${told} without saying so: no editor and no type check knows, and a name that is misspelt is not noticed`,
    mend: `write ${names.length === 1 ? "it" : "them"} in the signature, each with its type and default`,
  };
  return [{ name: node.name.id, hit }];
}

/** The names that are read, where nothing else is done with the keywords. */
function readNames({ body }: FunctionDefinition, name: string): readonly string[] | undefined {
  const nodes = nodesWithin(body);
  const all = nodes.filter((node) => node.kind === "name" && "id" in node && node.id === name).length;
  const found: string[] = [];
  for (const node of nodes as readonly import("#python").Expression[]) {
    if (node.kind === "subscript" && isName(node.value, name) && node.index.kind === "string")
      found.push(node.index.value);
    const key = node.kind === "call" ? node.args[0]?.value : undefined;
    if (
      node.kind === "call" &&
      node.callee.kind === "attribute" &&
      /^(?:get|pop)$/.test(node.callee.name) &&
      isName(node.callee.value, name) &&
      key?.kind === "string"
    )
      found.push(key.value);
  }
  return found.length === all ? [...new Set(found)] : undefined;
}

function isName(node: { readonly kind: string }, name: string): boolean {
  return node.kind === "name" && "id" in node && node.id === name;
}

/** The name that a part of a node is, or that an argument among its parts is. */
function nameHeld(part: unknown): string | undefined {
  const at = part as { readonly kind?: string; readonly value?: unknown } | undefined;
  const held = (at?.kind === "argument" ? at.value : at) as
    | { readonly kind?: string; readonly id?: string }
    | undefined;
  return held?.kind === "name" ? held.id : undefined;
}

const uses = new WeakMap<SourceModule, ReadonlySet<string>>();

/** Whether a module names a function otherwise than to call it. */
function isHandedOn(module: SourceModule, { name }: FunctionDefinition): boolean {
  const before = uses.get(module);
  if (before !== undefined) return before.has(name.id);
  const handed = new Set<string>();
  for (const node of nodesWithin(module.syntax.body, ({ kind }) => kind === "lambda")) {
    if (node.kind === "function") continue;
    for (const [key, value] of Object.entries(node)) {
      if (key === "callee" || typeof value !== "object" || value === null) continue;
      for (const each of Array.isArray(value) ? value : [value]) {
        const name = nameHeld(each);
        if (name !== undefined) handed.add(name);
      }
    }
  }
  uses.set(module, handed);
  return handed.has(name.id);
}
