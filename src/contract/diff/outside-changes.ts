import type { Contract, MediaType } from "../contract.ts";
import type { JsonValue } from "../schema.ts";
import type { ContractChange } from "./contract-change.ts";
import { type Classes, type Effect, whenRead, whenSent } from "./effects.ts";
import { effectOf } from "./kind-effects.ts";
import { findOperation, type Located, locateIn, splitPath } from "./locate.ts";
import { patternEffect } from "./pattern-effect.ts";
import { typeEffect } from "./type-effect.ts";

/** An entry of the comparing tool's changelog, as far as it is used. */
interface Entry {
  readonly id: string;
  readonly level: number;
  readonly text: string;
  readonly operation: string;
  readonly path: string;
}

/** Reads what the comparing tool found as changes with both classes and the places in both versions. Undefined: it is no changelog. */
export function readOutsideChanges(
  text: string,
  before: Contract,
  after: Contract,
): readonly ContractChange[] | undefined {
  const entries = parse(text);
  return entries?.flatMap((entry) => {
    const known = effectOf(entry);
    return known === undefined ? [] : makeChange(entry, known, before, after);
  });
}

function parse(text: string): readonly Entry[] | undefined {
  let value: JsonValue;
  try {
    value = text.trim() === "" ? [] : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  return (value as readonly JsonValue[]).flatMap((each): Entry[] => {
    if (typeof each !== "object" || each === null) return [];
    const { id, level, text: words, operation, path } = each as Partial<Entry>;
    if (typeof id !== "string" || typeof words !== "string") return [];
    return [
      {
        id,
        level: Number(level ?? 1),
        text: words,
        operation: String(operation ?? ""),
        path: String(path ?? ""),
      },
    ];
  });
}

function makeChange(
  entry: Entry,
  { effect, classes }: { readonly effect?: Effect; readonly classes: Classes },
  before: Contract,
  after: Contract,
): readonly ContractChange[] {
  const isAnswer = /^response-|-response-header-/.test(entry.id);
  const was = locate(before, entry, isAnswer);
  const is = locate(after, entry, isAnswer);
  // What is only read was never part of a request, required or not.
  if (!isAnswer && entry.id.endsWith("-became-optional") && was?.schema?.readOnly) return [];
  const settled = settle(entry, effect, was, is);
  const meaning = settled === undefined ? classes : (isAnswer ? whenRead : whenSent)[settled];
  return [
    {
      item: entry.operation === "" ? "contract" : `${entry.operation} ${entry.path}`,
      kind: entry.id,
      message: entry.text.replaceAll("``/``", "any type").replaceAll("`/``", "`").replaceAll("`", '"'),
      ...meaning,
      ...(was && !entry.id.startsWith("endpoint-added") && { before: was.span }),
      ...(is && !/^api-(?:path-)?removed/.test(entry.id) && { after: is.span }),
    },
  ];
}

/** What the kind alone does not tell: whether an object is closed, and which of two forms or types is the wider. */
function settle(
  { id, text }: Entry,
  effect: Effect | undefined,
  was: Located | undefined,
  is: Located | undefined,
): Effect | undefined {
  const closedBefore = was?.around?.additionalProperties === false;
  const closedAfter = is?.around?.additionalProperties === false;
  if (effect === "added" && id.includes("property-added") && closedBefore) return "added-to-closed";
  if (effect === "added" && id.includes("optional-request-property") && closedBefore)
    return "added-to-closed";
  if (effect === "tightened" && id === "response-required-property-added" && closedBefore)
    return "required-in-closed";
  if (effect === "taken-away" && /-property-removed/.test(id) && closedAfter) return "taken-from-closed";
  if (id.endsWith("-type-changed")) return typeEffect(text) ?? effect;
  if (id.endsWith("-pattern-changed")) return patternEffect(was?.schema?.pattern, is?.schema?.pattern);
  return effect;
}

/** The deepest place that the entry speaks of; the operation where it leads no further. */
function locate(
  contract: Contract,
  { operation: method, path, text }: Entry,
  isAnswer: boolean,
): Located | undefined {
  const operation = findOperation(contract, method, path);
  // Of what the contract leaves out, the document is the place.
  if (operation === undefined) return { span: contract.span };
  const fallback: Located = { span: operation.span };
  const [, place, parameter] = /`(query|path|header|cookie)` request parameter `([^`]+)`/.exec(text) ?? [];
  if (parameter !== undefined) {
    const found = operation.parameters.find((each) => each.in === place && each.name === parameter);
    return found ? { span: found.span } : fallback;
  }
  const content: readonly MediaType[] = isAnswer
    ? operation.responses.flatMap((response) => (isOf(text, response.status) ? response.content : []))
    : (operation.requestBody?.content ?? []);
  const answer = isAnswer ? operation.responses.find(({ status }) => isOf(text, status)) : undefined;
  const spoken = text.replaceAll(
    /`[^`]*`(?= enum value)|status `[^`]*`|`[^`]*` status|(?:from|to) `[^`]*`(?:\/`[^`]*`)?/g,
    "",
  );
  const names = [...spoken.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => splitPath(name));
  const found = names.map((name) => locateIn(contract, content, name));
  const best = found.find(({ whole }) => whole) ?? found.find(({ place }) => place?.around) ?? found[0];
  return best?.place ?? (answer ? { span: answer.span } : fallback);
}

function isOf(text: string, status: string): boolean {
  const said = /status `([^`]+)`|`([^`]+)` status/.exec(text);
  return said === null || (said[1] ?? said[2]) === status;
}
