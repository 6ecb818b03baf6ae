import {
  defineExpression,
  findMember,
  isTest,
  type Project,
  type ProjectClass,
  type SourceModule,
} from "#facts";
import type { Call, Expression, FunctionDefinition } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import type { RuleInput } from "../rule.ts";
import { type Nested, nodesWithParents } from "./nodes-with-parents.ts";

/** A call of a function that is looked for. */
export interface FoundCall extends Nested {
  readonly node: Call;
  /** The function that calls it. */
  readonly within: FunctionBody;
}

/** Where a function is named. */
export interface Mentions {
  readonly calls: FoundCall[];
  /** Whether it is named otherwise than to call it within a function: then who has it is not known. */
  isElsewhere: boolean;
}

/**
 * Every place of a project, but for its tests, that names one of some functions: functions of modules, and methods that only their own
 * class may call.
 */
export function findMentions(
  input: RuleInput,
  wanted: readonly FunctionBody[],
): ReadonlyMap<FunctionDefinition, Mentions> {
  const found = new Map<FunctionDefinition, Mentions>();
  const byName = Map.groupBy(wanted, ({ node }) => node.name.id);
  for (const { node } of wanted) found.set(node, { calls: [], isElsewhere: false });
  if (byName.size === 0) return found;
  const places = placesOf(input.project, [...byName.keys()]);
  for (const [name, modules] of places) {
    // What half of a project is called has too many meanings to follow them all.
    if (modules.size <= mostModules) continue;
    for (const { node } of byName.get(name) ?? []) found.set(node, { calls: [], isElsewhere: true });
    byName.delete(name);
  }
  if (byName.size === 0) return found;
  const named = wordsOf([...byName.keys()]);
  for (const module of new Set([...byName.keys()].flatMap((name) => [...(places.get(name) ?? [])]))) {
    const outermost = functionBodies(input, module);
    const seen = new Set<Expression>();
    for (const body of outermost) {
      if (!named.test(module.syntax.text.slice(body.node.start, body.node.end))) continue;
      for (const nested of nodesWithParents(body.node.body)) {
        const mentioned = mentionedBy(input.project, byName, found, body, nested);
        // What stands in a function within another is seen from the outer one first, and counts once.
        if (mentioned !== undefined) note(mentioned, body, nested, seen);
      }
    }
    noteOutside(input.project, module, byName, found);
  }
  return found;
}

/** Modules that may have one name, at most. */
const mostModules = 30;

function wordsOf(names: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${names.join("|")})\\b`);
}

/** The modules in whose text each name stands; those of tests left out. */
function placesOf(
  { modules }: Project,
  names: readonly string[],
): ReadonlyMap<string, ReadonlySet<SourceModule>> {
  const places = new Map<string, Set<SourceModule>>(names.map((name) => [name, new Set()]));
  const named = new RegExp(wordsOf(names), "g");
  for (const module of modules.values()) {
    if (isTest(module.path)) continue;
    for (const [name] of module.syntax.text.matchAll(named)) places.get(name)?.add(module);
  }
  return places;
}

function note(
  mentions: Mentions,
  within: FunctionBody,
  { node, parents }: Nested,
  seen: Set<Expression>,
): void {
  if (node.kind !== "name" && node.kind !== "attribute") return;
  const [call] = parents;
  if (call?.kind !== "call" || call.callee !== node) {
    mentions.isElsewhere = true;
    return;
  }
  if (seen.has(node)) return;
  seen.add(node);
  mentions.calls.push({ node: call, parents: parents.slice(1), within });
}

function mentionedBy(
  project: Project,
  byName: ReadonlyMap<string, readonly FunctionBody[]>,
  found: ReadonlyMap<FunctionDefinition, Mentions>,
  { module, scopes, owner }: Pick<FunctionBody, "module" | "scopes"> & { readonly owner?: ProjectClass },
  { node, parents: [parent] }: Nested,
): Mentions | undefined {
  // Where it is defined, it is not named.
  if (parent?.kind === "function" && parent.name === node) return undefined;
  const name = node.kind === "name" ? node.id : node.kind === "attribute" ? node.name : undefined;
  const candidates = name === undefined ? undefined : byName.get(name);
  if (candidates === undefined || (node.kind !== "name" && node.kind !== "attribute")) return undefined;
  if (node.kind === "attribute") {
    const isOwn = node.value.kind === "name" && /^(?:self|cls)$/.test(node.value.id);
    const member = isOwn && owner !== undefined ? findMember(owner, node.name)?.binding : undefined;
    if (member?.kind === "function") return found.get(member.node);
  }
  const meant = defineExpression(project, module, node, scopes);
  if (meant?.kind === "function") return found.get(meant.node);
  // Whose method it is nobody knows: it may be that of a candidate.
  const method = candidates.find(({ owner: its }) => its !== undefined);
  if (meant === undefined && node.kind === "attribute" && method !== undefined) {
    const mentions = found.get(method.node);
    if (mentions !== undefined) mentions.isElsewhere = true;
  }
  return undefined;
}

/** What a module itself names, outside its functions: lists of functions, decorators, calls as it is loaded. */
function noteOutside(
  project: Project,
  module: SourceModule,
  byName: ReadonlyMap<string, readonly FunctionBody[]>,
  found: ReadonlyMap<FunctionDefinition, Mentions>,
): void {
  for (const nested of nodesWithParents(module.syntax.body, false)) {
    const mentioned = mentionedBy(project, byName, found, { module, scopes: [] }, nested);
    if (mentioned !== undefined) mentioned.isElsewhere = true;
  }
}
