import { pascalCase } from "#base";
import { isAside, type ProjectClass, placeIn, textOf } from "#facts";
import { type Body, type Dictionary, type Expression, type FunctionDefinition, statementsOf } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { type FoundCall, findMentions, type Mentions } from "./function-mentions.ts";
import { nodesWithParents } from "./nodes-with-parents.ts";
import { type KeyRead, readOf, readsOfName } from "./record-reads.ts";

/** A dictionary with keys that are written out goes from one function to others, which read it by those keys. */
export const dictPassedAsRecord: Rule = {
  severity: "note",
  on: true,
  fix: "none",
  find: (input) => {
    const makers = makersOf(input);
    const mentions = findMentions(
      input,
      makers.map(({ body }) => body),
    );
    return makers.flatMap((maker) => tell(maker, mentions.get(maker.body.node)) ?? []);
  },
};

/** Fields of a record, at least. */
const fewest = 3;

/** A function that gives a dictionary whose keys are all written out, and the same in each place where it gives one. */
interface Maker {
  readonly body: FunctionBody;
  readonly made: Dictionary;
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly value: Expression;
}

function makersOf(input: RuleInput): readonly Maker[] {
  const handlers = new Set(input.facts.routes.map(({ handler }) => handler));
  return [...input.project.modules.values()].flatMap((module) => {
    if (isAside(module.path) || !/(?:return|=) \{\s*["']/.test(module.syntax.text)) return [];
    const made = new Map<FunctionDefinition, Pick<Maker, "made" | "fields">>();
    for (const node of functionsOf(module.syntax.body)) {
      if (node.decorators.length > 0 || spoken.test(node.name.id) || isTyped(node)) continue;
      if (handlers.has(`${module.path}:${node.name.id}`)) continue;
      const dictionary = dictionaryOf(node);
      const fields = dictionary && fieldsOf(dictionary);
      if (dictionary !== undefined && fields !== undefined) made.set(node, { made: dictionary, fields });
    }
    if (made.size === 0) return [];
    return functionBodies(input, module).flatMap((body): readonly Maker[] => {
      const maker = made.get(body.node);
      return maker === undefined || isAsked(body.owner, body.node.name.id) ? [] : [{ body, ...maker }];
    });
  });
}

/** The functions of a module and the methods of its classes. */
function functionsOf(body: Body): readonly FunctionDefinition[] {
  return [...statementsOf(body)].flatMap((statement) =>
    statement.kind === "function"
      ? [statement]
      : statement.kind === "class"
        ? functionsOf(statement.body)
        : [],
  );
}

/** Whether somebody else says that there is such a method: the language, a class outside the project, another class of it. */
function isAsked(owner: ProjectClass | undefined, name: string): boolean {
  if (owner === undefined) return false;
  const [, ...bases] = owner.lineage;
  const isPlain = bases.every((base) =>
    typeof base === "string" ? base === "object" : !base.scope.names.has(name),
  );
  return name.startsWith("__") || (!isPlain && !name.startsWith("_"));
}

/** What is named after a form that others ask for stays a dictionary. */
const spoken =
  /(?:json|payload|params?|headers?|kwargs|context|dict|serialize|environ|query|config|defaults|schema|body)(?:_|$)/i;

/** Whether the function says what it gives, otherwise than as any dictionary. */
function isTyped({ returns }: FunctionDefinition): boolean {
  if (returns === undefined) return false;
  const of = returns.kind === "subscript" ? returns.value : returns;
  const name = of.kind === "name" ? of.id : of.kind === "attribute" ? of.name : "";
  return !/^(?:dict|Dict|Mapping|MutableMapping|Any)$/.test(name);
}

/** The dictionary that every `return` with a value gives: written there, or put into a name beforehand. */
function dictionaryOf(node: FunctionDefinition): Dictionary | undefined {
  const found: Dictionary[] = [];
  for (const each of statementsOf(node.body)) {
    if (each.kind !== "return") continue;
    const { value } = each;
    if (value?.kind === "constant" && value.value === "None") continue;
    const made = value?.kind === "name" ? builtUp(node, value.id) : value;
    if (made?.kind !== "dictionary") return undefined;
    found.push(made);
  }
  if (found.length === 0 || nodesWithin(node.body).some(({ kind }) => kind === "yield")) return undefined;
  const [first, ...others] = found;
  const keys = first === undefined ? "" : keysOf(first);
  return others.every((other) => keysOf(other) === keys) ? first : undefined;
}

/** What a name is bound to once, with what is put into it by further keys; undefined where it goes anywhere but to the end. */
function builtUp(node: FunctionDefinition, name: string): Dictionary | undefined {
  const isMade = [...statementsOf(node.body)].some(
    (each) =>
      (each.kind === "assign" || each.kind === "annotated") &&
      each.value?.kind === "dictionary" &&
      (each.kind === "assign" ? each.targets : [each.target]).some(
        (target) => target.kind === "name" && target.id === name,
      ),
  );
  if (!isMade) return undefined;
  const made: Dictionary[] = [];
  const added: Dictionary["entries"][number][] = [];
  for (const nested of nodesWithParents(node.body)) {
    if (nested.node.kind !== "name" || nested.node.id !== name) continue;
    const [parent, above] = nested.parents;
    if (parent?.kind === "return") continue;
    if (parent?.kind === "assign" || parent?.kind === "annotated") {
      if (parent.value?.kind !== "dictionary") return undefined;
      made.push(parent.value);
    } else if (parent?.kind === "subscript" && above?.kind === "assign" && above.targets.includes(parent))
      added.push({ key: parent.index, value: above.value });
    else if (readOf(nested) === undefined) return undefined;
  }
  const [first] = made;
  return first === undefined || made.length > 1
    ? undefined
    : { ...first, entries: [...first.entries, ...added] };
}

function keysOf({ entries }: Dictionary): string {
  return entries
    .map(({ key }) => textOf(key) ?? "*")
    .toSorted()
    .join();
}

/** The fields of a dictionary with names for keys; undefined where one is none, or there are too few. */
function fieldsOf({ entries }: Dictionary): readonly Field[] | undefined {
  const fields = entries.flatMap(({ key, value }): readonly Field[] => {
    const name = textOf(key);
    return name !== undefined && /^[a-z_]\w*$/i.test(name) ? [{ name, value }] : [];
  });
  // What is put in anew under a key is one field.
  const byName = new Map(fields.map((field) => [field.name, field]));
  return fields.length === entries.length && byName.size >= fewest ? [...byName.values()] : undefined;
}

interface ReadBy {
  readonly within: FunctionBody;
  readonly reads: readonly KeyRead[];
}

function tell({ body, made, fields }: Maker, mentions: Mentions | undefined): Hit | undefined {
  if (mentions === undefined || mentions.isElsewhere || mentions.calls.length === 0) return undefined;
  const readers = mentions.calls.map(readsOfCall);
  if (!readers.every((reader) => reader !== undefined)) return undefined;
  const names = new Set(fields.map(({ name }) => name));
  const reads = readers.flatMap((reader) => reader.reads);
  const read = new Set(reads.map(({ key }) => key));
  if (read.size < 2 || ![...read].every((key) => names.has(key))) return undefined;
  const { module, node } = body;
  const functions = new Set(readers.map(({ within }) => within.node.name.id));
  const record = recordName(node.name.id);
  return {
    span: placeIn(module, { start: made.start, end: made.start + 1 }),
    message: `${node.name.id} gives a dictionary of ${list(fields.map(({ name }) => name))}, which ${[...functions].slice(0, 3).join(", ")} ${functions.size === 1 ? "reads" : "read"} by name: a key that is misspelt or missing shows as they run, and no type check knows what the values are`,
    mend: `make it a dataclass or TypedDict, class ${record} with ${fields.map(fieldText).join(", ")}`,
    path: readers.flatMap(({ within, reads: some }) =>
      some.slice(0, 3).map(({ key, start, end }) => ({
        message: `${within.node.name.id} reads ${key}`,
        span: placeIn(within.module, { start, end }),
      })),
    ),
  };
}

/** The reads of what a call gives; undefined where anything else is done with it. */
function readsOfCall({ node, parents, within }: FoundCall): ReadBy | undefined {
  const isAwaited = parents[0]?.kind === "await";
  const value = isAwaited && parents[0]?.kind === "await" ? parents[0] : node;
  const [parent, ...above] = isAwaited ? parents.slice(1) : parents;
  if (parent === undefined) return undefined;
  const direct = readOf({ node: value, parents: [parent, ...above] });
  if (direct !== undefined) return direct === "seen" ? undefined : { within, reads: [direct] };
  const target =
    parent.kind === "assign" && parent.targets.length === 1
      ? parent.targets[0]
      : parent.kind === "annotated" || parent.kind === "named"
        ? parent.target
        : undefined;
  if (target?.kind !== "name" || within.node.parameters.some(({ name }) => name === target.id))
    return undefined;
  const reads = readsOfName(within.node, target.id, 1);
  return reads === undefined ? undefined : { within, reads };
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 5);
  const more = names.length - shown.length;
  return more > 0
    ? `${shown.join(", ")} and ${more} more`
    : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

function recordName(name: string): string {
  const bare = name
    .replace(/^_+/, "")
    .replace(
      /^(?:get|load|build|make|compute|calculate|fetch|read|find|parse|prepare|collect|extract|create|run|do)_/,
      "",
    );
  return pascalCase(bare) || "Record";
}

/** A field with its type, where what is put into it shows that. */
function fieldText({ name, value }: Field): string {
  const type = typeOf(value);
  return type === undefined ? name : `${name}: ${type}`;
}

function typeOf(value: Expression): string | undefined {
  switch (value.kind) {
    case "string":
      return value.bytes ? "bytes" : "str";
    case "formatted":
      return "str";
    case "number":
      return /^\d+$/.test(value.raw) ? "int" : undefined;
    case "comparison":
      return "bool";
    case "constant":
      return value.value === "True" || value.value === "False" ? "bool" : undefined;
    case "call":
      return value.callee.kind === "name" && /^(?:int|str|float|bool)$/.test(value.callee.id)
        ? value.callee.id
        : value.callee.kind === "name" && value.callee.id === "len"
          ? "int"
          : undefined;
    default:
      return undefined;
  }
}
