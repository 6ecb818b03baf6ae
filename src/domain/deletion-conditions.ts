import type { Operation } from "#contract";
import type { Behaviour, HoldingField } from "./behaviour.ts";
import { conflictTexts, saysRule } from "./conflict-texts.ts";
import { sharesStem } from "./names.ts";

const cascadeText = /\bcascad\w*|\bcascata\b|\bkaskad\w*|каскад\p{L}*|级联|級聯|连带|カスケード|連鎖|연쇄/iu;
const withText =
  /\b(?:and|with|including|plus)(?: all| any)?(?: of)? (?:its|their|the|associated|related|corresponding|attached)((?: [\w-]+){1,3})/gi;

const conditionTexts: readonly RegExp[] = [
  /\b(?:delet\w*|remov\w*)(?: (?:an?|the|one|any|your|all))? (?:leaf|childless|empty|unused|orphan(?:ed)?|unreferenced|unassigned|untouched)\b(?= \w)/i,
  /\b(?:only|just|provided|possible|allowed) (?:if|when|while|where|as long as|before|after|until)\b/i,
  /\bonly (?!be\b)(?:[\w-]+ ){1,4}(?:can|may) be (?:deleted|removed)\b/i,
  /\b(?:cannot|can't|can not|may not|must not|not allowed to|impossible to)(?: be)? (?:delet|remov)\w*/i,
  /\bunless\b/i,
  /\bmust (?:be|have|not have) (?:an? )?(?:empty|unused|no|draft|pending|closed|inactive|archived|cancelled|finished)\b/i,
  /\bif (?:it|the [\w-]+|there)(?: still)? (?:is|are|has|have) (?:no|not|empty|unused|still|in use|any)\b/i,
  // Spanish, Portuguese, French, Italian, German
  /s[oó]lo (?:si|cuando)\b|siempre (?:que|y cuando)|a menos que|salvo que|no se puede (?:eliminar|borrar)|(?:somente|apenas|só) (?:se|quando)\b|não pode(?:rá)? ser (?:exclu|remov|delet|apag)/iu,
  /(?:uniquement|seulement) (?:si|quand|lorsqu)|sauf si|ne peut (?:pas )?être supprim|solo (?:se|quando)\b|a meno che|non può essere|\bnur (?:wenn|falls|leere)\b|es sei denn|kann nicht gelöscht|darf nicht/iu,
  // Russian, Ukrainian, Polish
  /(?<!\p{L})(?:только|лише|тільки) (?:если|якщо|когда|при|пуст)|нельзя удалить|не может быть удал|если (?:у|в|нет|не)(?!\p{L})|(?<!\p{L})пуст(?:ую|ой|ые|ого)(?!\p{L})|tylko (?:jeśli|gdy)|nie można usun/iu,
];

/** What the words of a deletion say of which rows go, or of others that go with them; `heldBy`: fields that keep a row that they name. */
export function whyNotTaken(
  operation: Operation,
  behaviour: Behaviour,
  heldBy: readonly HoldingField[],
): string | undefined {
  const { summary, description } = operation;
  const text = `${summary}. ${description}`;
  const isHeld = heldBy.length > 0;
  const cascade = isHeld ? cascadeText.exec(text)?.[0] : undefined;
  if (cascade !== undefined)
    return `its words let rows go with it ("${cascade}") that name it: ${fieldsOf(heldBy)}`;
  for (const [found, things = ""] of text.matchAll(withText))
    if (heldBy.some(({ entity }) => sharesStem(things, entity)))
      return `its words let rows go with it ("${found}") that name it: ${fieldsOf(heldBy)}`;
  const condition = sentencesOf(operation)
    .filter((sentence) => !isHeldBy(sentence, heldBy))
    .map(conditionIn)
    .find((found) => found !== undefined);
  if (condition !== undefined) return `which rows may go only words say ("${condition.trim().slice(0, 80)}")`;
  const isConfirmed = behaviour.kind === "delete" && behaviour.confirm !== undefined;
  const rule = isHeld || isConfirmed ? undefined : conflictTexts(operation).flat().find(isRule);
  return (
    rule && `it refuses some as a conflict, by a rule that only words tell: ${rule.trim().slice(0, 120)}`
  );
}

function sentencesOf({ summary, description }: Operation): readonly string[] {
  return [summary, ...description.split(/[.\n;]/)];
}

function conditionIn(sentence: string): string | undefined {
  return conditionTexts.map((pattern) => pattern.exec(sentence)?.[0]).find((found) => found !== undefined);
}

const heldText = /\b(?:empty|unused|in use|used|referenc\w*|linked|associated|related|depend\w*)\b/i;

/** Whether a condition is that no other row names it: such a row is not deleted. */
function isHeldBy(sentence: string, heldBy: readonly HoldingField[]): boolean {
  return (
    heldBy.length > 0 &&
    (heldText.test(sentence) || heldBy.some(({ entity }) => sharesStem(sentence, entity)))
  );
}

function isRule(text: string): boolean {
  return saysRule(text) || /\bin use\b/i.test(text);
}

function fieldsOf(heldBy: readonly HoldingField[]): string {
  return heldBy.map(({ entity, field }) => `${entity}.${field}`).join(", ");
}
