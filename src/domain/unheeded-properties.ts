import { splitWords } from "#base";
import { type Contract, flattenSchema, type Property } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import type { Entity } from "./domain.ts";
import { type Draft, entityNamed } from "./draft.ts";
import { fieldOf } from "./fields.ts";
import type { OperationShape } from "./shapes.ts";
import { boundIn, ruleIn, saysUnique } from "./told-rules.ts";

/** Rules that only the words of a property tell: a guard of versions, when it must be given, and who may give it. */
export function unheededProperty(
  { operation, body }: OperationShape,
  behaviour: Behaviour,
  draft: Draft,
): string | undefined {
  const { contract } = draft;
  if (!body || !givingKinds.has(behaviour.kind)) return undefined;
  const given = new Set("body" in behaviour ? behaviour.body?.fields.map(({ field }) => field) : []);
  const entity = "entity" in behaviour ? entityNamed(draft, behaviour.entity) : undefined;
  const needs = "body" in behaviour ? (behaviour.body?.needs ?? []) : [];
  const text = `${operation.summary}. ${operation.description}`;
  const { properties } = body.schema;
  const names = properties.map(({ name }) => name);
  for (const property of properties) {
    if (needs.some(({ field }) => field === property.name)) continue;
    const told = textOf(contract, property);
    const reason =
      guardsVersion(property.name, told, text) ??
      hangsOn(property.name, told, names) ??
      (given.has(property.name) ? unruled(contract, property, told, entity) : undefined);
    if (reason !== undefined) return reason;
  }
  const rule = ruleIn(withoutOverlaps(text, behaviour));
  return rule && `what it takes only words say ("${rule}")`;
}

/** What a text says beside that no two may overlap, where new rows are held to that. */
function withoutOverlaps(text: string, behaviour: Behaviour): string {
  const isHeld = behaviour.kind === "create" && behaviour.conflicts?.some(({ kind }) => kind === "overlap");
  if (!isHeld) return text;
  return text
    .split(/[.\n;]+/)
    .filter((sentence) => !/\boverlap/i.test(sentence))
    .join("\n");
}

/** A rule of one field that nothing checks: a value that it forbids would be kept. */
function unruled(
  contract: Contract,
  { name, schema }: Property,
  told: string,
  entity: Entity | undefined,
): string | undefined {
  const rule = ruleIn(told) ?? boundIn(told, flattenSchema(contract, schema));
  if (rule !== undefined) return `which values ${name} may have only words say ("${rule}")`;
  const field = entity && fieldOf(entity, name);
  return field && !field.unique && saysUnique(told)
    ? `only words say that no two rows have the same ${name}`
    : undefined;
}

const givingKinds: ReadonlySet<Behaviour["kind"]> = new Set([
  "create",
  "create-many",
  "update",
  "update-by-body",
  "update-current-account",
  "update-singleton",
  "change-state",
]);

function textOf(contract: Contract, { schema }: Property): string {
  const own = "description" in schema ? schema.description : "";
  return `${own}\n${flattenSchema(contract, schema).description}`;
}

const guardText =
  /\boptimistic(?:ally)?\b|\bconcurren(?:cy|t)\b|\b(?:current|expected|last known|latest) (?:[\w-]+ )?(?:version|revision)\b|\bstale\b/i;

function guardsVersion(name: string, told: string, text: string): string | undefined {
  const isVersion = splitWords(name).some((word) => word === "version" || word === "revision");
  const found = isVersion ? (guardText.exec(told) ?? /\boptimistic\w*|\bconcurren\w+/i.exec(text)) : null;
  return found
    ? `${name} guards what others have changed ("${found[0]}"), and nothing compares it`
    : undefined;
}

const whenText = /\b(?:required|mandatory|obligatory) (?:when|unless|only if|only when)\b[^.;\n]*/i;
const roleText =
  /\b[Rr]equires? (?:(?:the|an?|at least) )?(?:[A-Z][A-Z_]{3,}\b|(?:admin|administrator|manager|moderator|staff|owner|editor)\b)[^.;\n]*/;

function hangsOn(name: string, told: string, names: readonly string[]): string | undefined {
  const when = whenText.exec(told)?.[0];
  if (when !== undefined) return `when ${name} must be given only words say ("${cut(when)}")`;
  const [, other] = /\b[Rr]equires `?(\w+)`?/.exec(told) ?? [];
  if (other !== undefined && other !== name && names.includes(other))
    return `only words say that ${name} asks for ${other}, too`;
  const role = roleText.exec(told)?.[0];
  return role && !plainWords.test(role) ? `who may give ${name} only words say ("${cut(role)}")` : undefined;
}

const plainWords = /^requires? (?:the |an? |at least )?(?:https?|json|utf|uuid)/i;

function cut(text: string): string {
  return text.trim().slice(0, 80);
}
