import type { EvidenceStep } from "#base";
import { singular, splitWords } from "#base";
import type { BodyShape, ConflictRule, ParentRow } from "./behaviour.ts";
import { conflictTexts, isPlain, saysRule, saysSame } from "./conflict-texts.ts";
import type { Assumption, Entity, Field } from "./domain.ts";
import { type Draft, entityNamed } from "./draft.ts";
import { step } from "./evidence.ts";
import { fieldOf } from "./fields.ts";
import { isFormOf } from "./names.ts";
import { namedEntity } from "./references.ts";
import type { OperationShape } from "./shapes.ts";
import { readSaidState } from "./state-sentences.ts";
import { isStateName } from "./states.ts";

/** Rules of new rows that words state completely, and what had to be assumed for them. */
export interface ConflictReading {
  readonly rules: readonly ConflictRule[];
  readonly because: readonly EvidenceStep[];
  readonly assumptions: readonly Omit<Assumption, "id">[];
  /** What says a rule that is not understood. */
  readonly unread?: string;
}

interface Making {
  readonly shape: OperationShape;
  readonly entity: Entity;
  readonly body: BodyShape;
  readonly parent: ParentRow | undefined;
  readonly draft: Draft;
}

/**
 * Reads why a new row is refused as a conflict, beside that it is there already: the row that it names or lies below is not
 * as it must be, or its maker has one that is undecided. `unread` where some text says more than that.
 */
export function readConflictRules(making: Making): ConflictReading {
  const found = conflictTexts(making.shape.operation).flatMap((texts): readonly (Found | string)[] => {
    const spoken = texts.filter((text) => saysRule(text) || speaksOfState(text, making.entity));
    const same = texts.filter(saysSame);
    const read = [...spoken, ...same].flatMap((text) => ruleIn(text, making) ?? []);
    const [first] = read;
    const strange = spoken.find((text) => ruleIn(text, making) === undefined && isPlain(text));
    if (strange !== undefined) return [strange];
    if (first) return [first];
    // What only another language says is not read.
    return spoken.slice(0, 1);
  });
  const read = found.filter((each) => typeof each !== "string");
  const unread = found.find((each) => typeof each === "string");
  return {
    rules: [...new Map(read.map((each) => [JSON.stringify(each.rule), each.rule])).values()],
    because: read.map(({ says }) => step(`409: "${says}"`, making.shape.operation.span)),
    assumptions: read.flatMap(({ assumption }) => assumption ?? []),
    ...(unread !== undefined && { unread }),
  };
}

interface Found {
  readonly rule: ConflictRule;
  readonly says: string;
  readonly assumption?: Omit<Assumption, "id">;
}

function ruleIn(text: string, making: Making): Found | undefined {
  return stateRule(text, making) ?? openRule(text, making) ?? overlapRule(text, making);
}

/** The row that a new one lies below, or names, is not in the state that it must be in. */
function stateRule(text: string, { entity, body, parent, draft }: Making): Found | undefined {
  if (draft.unheld?.has(entity.name)) return undefined;
  const above = parent && entityNamed(draft, parent.entity);
  const said = above && readSaidState(text, [], above);
  if (above && said)
    return {
      says: text,
      rule: { kind: "named-state", entity: above.name, field: said.field.name, is: said.is },
    };
  for (const { field: name, required } of body.fields) {
    const field = fieldOf(entity, name);
    const target = field && required ? namedEntity(field, entity, draft.entities) : undefined;
    const told = target && readSaidState(text, [], target);
    if (field && target && told)
      return {
        says: text,
        rule: {
          kind: "named-state",
          by: field.name,
          entity: target.name,
          field: told.field.name,
          is: told.is,
        },
      };
  }
  return undefined;
}

const undecided: ReadonlySet<string> = new Set([
  "pending",
  "requested",
  "submitted",
  "waiting",
  "awaiting",
  "open",
]);
const fillers: ReadonlySet<string> = new Set(
  "already a an the you your there is are have has currently still exists exist for this that same of with one".split(
    " ",
  ),
);

/** Whoever makes a row has another one, for the same thing, that is undecided: `You already have a pending request`. */
function openRule(text: string, { shape, entity, parent, draft }: Making): Found | undefined {
  const state = entity.owner && draft.accounts ? stateOf(entity) : undefined;
  const begins = state?.default;
  if (!state || typeof begins !== "string" || draft.settings.unique?.[entity.name] === "nothing")
    return undefined;
  const words = splitWords(text);
  const own = [...splitWords(entity.name), ...(parent ? splitWords(parent.entity) : [])];
  const left = words.filter((word) => !fillers.has(word) && !own.some((each) => isFormOf(word, each)));
  const [only, ...others] = left;
  const isOpen = only !== undefined && isFormOf(only, begins.toLowerCase());
  const isSame = only !== undefined && isFormOf(only, "duplicate") && undecided.has(begins.toLowerCase());
  if (others.length > 0 || !(isOpen || isSame) || !words.some((word) => own.includes(word))) return undefined;
  const isSaid = isOpen && words.some((word) => word === "you" || word === "your");
  // Nothing says for what it is the same.
  if (!parent && !isSaid) return undefined;
  return {
    says: text,
    rule: { kind: "one-open", field: state.name, is: [begins], below: parent !== undefined },
    ...(!isSaid && { assumption: assume(shape, entity, { state, begins, parent }) }),
  };
}

const overlapText =
  /\boverlap|\btime ?slot\b.*\b(?:conflicts?|clash(?:es)?|collides?)\b|\b(?:conflicts?|clash(?:es)?) in time\b/i;

/** Others of the row's kind lie at the same time in the same place, which it must name: `overlaps another showing in this hall`. */
function overlapRule(text: string, { entity, body, draft }: Making): Found | undefined {
  const [end, ...ends] = entity.fields.filter(({ meaning }) => meaning.kind === "ends-after");
  if (end?.meaning.kind !== "ends-after" || ends.length > 0 || !overlapText.test(text)) return undefined;
  const words = splitWords(text).map((word) => singular(word.toLowerCase()));
  const speaksOf = (name: string): boolean => splitWords(name).every((word) => words.includes(word));
  const places = body.fields.flatMap(({ field: name, required }) => {
    const field = fieldOf(entity, name);
    const target = field && required ? namedEntity(field, entity, draft.entities) : undefined;
    return field && target && speaksOf(target.name) ? [{ within: field.name, entity: target.name }] : [];
  });
  const [place, ...others] = places;
  if (!place || others.length > 0 || !speaksOf(entity.name)) return undefined;
  return {
    says: text,
    rule: { kind: "overlap", ...place, start: end.meaning.start, end: end.name },
  };
}

function assume(
  { operation: { span } }: OperationShape,
  { name }: Entity,
  {
    state,
    begins,
    parent,
  }: { readonly state: Field; readonly begins: string; readonly parent: ParentRow | undefined },
): Omit<Assumption, "id"> {
  const place = parent ? ` for the same ${parent.entity}` : "";
  return {
    text: `a ${name} is refused as a conflict while another one of the caller's${place} is ${begins}`,
    span,
    setting: `domain.unique.${name}`,
    choices: [state.name, "nothing"],
    chosen: state.name,
  };
}

/** The one field that tells the state of rows, which new ones do not choose. */
function stateOf(entity: Entity): Field | undefined {
  const [only, ...others] = entity.fields.filter(
    ({ name, meaning, nullable }) => meaning.kind === "enum" && isStateName(name) && !nullable,
  );
  return others.length === 0 ? only : undefined;
}

/** Whether a text says in which state some row is: then it is no plain "is there already". */
function speaksOfState(text: string, entity: Entity): boolean {
  const state = stateOf(entity);
  const values = state?.meaning.kind === "enum" ? state.meaning.values : [];
  const words = splitWords(text);
  return (
    saysSame(text) &&
    values.some((value) => words.some((word) => isFormOf(word, String(value).toLowerCase())))
  );
}
