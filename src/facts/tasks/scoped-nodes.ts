import type { Call, ClassDefinition, Expression, FunctionDefinition } from "#python";
import type { SourceModule } from "../project.ts";
import { type Binding, readScope, type Scope } from "../symbols.ts";
import type { TypePlace } from "../types.ts";

/** An expression with the names that it sees, and what stands around it. */
export interface Scoped<Node> {
  readonly node: Node;
  readonly place: TypePlace & { readonly scopes: readonly Scope[] };
  /** The function around it, as `path:name` or `path:Class.name`; absent at the top of a module. */
  readonly within?: string;
  /** The calls whose arguments it stands in, the innermost last. */
  readonly calls: readonly Call[];
}

interface Walk {
  readonly module: SourceModule;
  readonly scopes: readonly Scope[];
  /** Names of the classes and functions around. */
  readonly names: readonly string[];
  readonly isFunction: boolean;
  /** The calls that are visited at present. */
  readonly calls: Call[];
}

/** Every attribute of a module that is named so, with what it sees: functions see the names of those around them, not those of classes. */
export function scopedAttributes(
  module: SourceModule,
  names: ReadonlySet<string>,
): readonly Scoped<Expression & { readonly kind: "attribute" }>[] {
  const found: Scoped<Expression & { readonly kind: "attribute" }>[] = [];
  visit({ module, scopes: [], names: [], isFunction: false, calls: [] }, module.syntax.body, (walk, node) => {
    if (node.kind === "attribute" && names.has(node.name)) found.push(scoped(walk, node));
  });
  return found;
}

function scoped<Node>({ module, scopes, names, isFunction, calls }: Walk, node: Node): Scoped<Node> {
  const within = isFunction ? { within: `${module.path}:${names.slice(0, 2).join(".")}` } : {};
  return { node, place: { module, scopes }, calls: [...calls], ...within };
}

type Seen = (walk: Walk, node: Expression) => void;

function visit(walk: Walk, node: unknown, see: Seen): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const each of node) visit(walk, each, see);
    return;
  }
  const { kind } = node as { readonly kind?: string };
  if (kind === "function") visitFunction(walk, node as FunctionDefinition, see);
  else if (kind === "class") visitClass(walk, node as ClassDefinition, see);
  else {
    if (kind === "attribute") see(walk, node as Expression);
    if (kind === "call") walk.calls.push(node as Call);
    for (const child of Object.values(node)) if (typeof child === "object") visit(walk, child, see);
    if (kind === "call") walk.calls.pop();
  }
}

function visitFunction(walk: Walk, node: FunctionDefinition, see: Seen): void {
  visit(walk, node.decorators, see);
  visit(walk, node.parameters, see);
  visit(
    {
      ...walk,
      scopes: [functionScope(node), ...walk.scopes],
      names: [...walk.names, node.name.id],
      isFunction: true,
    },
    node.body,
    see,
  );
}

function visitClass(walk: Walk, node: ClassDefinition, see: Seen): void {
  visit(walk, [node.decorators, node.args], see);
  visit({ ...walk, names: [...walk.names, node.name.id] }, node.body, see);
}

const scopesOf = new WeakMap<FunctionDefinition, Scope>();

/** The names of a function, its parameters among them, of which nothing is known. */
export function functionScope(node: FunctionDefinition): Scope {
  const known = scopesOf.get(node);
  if (known !== undefined) return known;
  const own = readScope(node.body);
  const parameters = node.parameters.map(({ name, start, end }): readonly [string, Binding] => [
    name,
    { kind: "value", start, end },
  ]);
  const scope: Scope = { ...own, names: new Map([...parameters, ...own.names]) };
  scopesOf.set(node, scope);
  return scope;
}
