import { splitWords } from "#base";
import { type Contract, flattenSchema, type Property } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import type { Draft } from "./draft.ts";
import type { OperationShape } from "./shapes.ts";

/** Rules that only the words of a property tell: a guard of versions, when it must be given, and who may give it. */
export function unheededProperty(
  { operation, body }: OperationShape,
  behaviour: Behaviour,
  { contract }: Draft,
): string | undefined {
  if (!body || !givingKinds.has(behaviour.kind)) return undefined;
  const needs = "body" in behaviour ? (behaviour.body?.needs ?? []) : [];
  const text = `${operation.summary}. ${operation.description}`;
  const { properties } = body.schema;
  const names = properties.map(({ name }) => name);
  for (const property of properties) {
    if (needs.some(({ field }) => field === property.name)) continue;
    const told = textOf(contract, property);
    const reason = guardsVersion(property.name, told, text) ?? hangsOn(property.name, told, names);
    if (reason !== undefined) return reason;
  }
  return undefined;
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
