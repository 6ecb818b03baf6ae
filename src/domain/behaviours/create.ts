import { singular, snakeCase, splitWords } from "#base";
import { answerShape, bodyShape } from "../bodies.ts";
import { readConflictRules } from "../conflict-rules.ts";
import { type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { fieldOf } from "../fields.ts";
import { parentRow } from "../parents.ts";
import { deepest, isShownNested, makesBelow } from "../trees.ts";

/** Words of a path that say that something else is done than making a row. */
const otherWords: ReadonlySet<string> = new Set(["update", "edit", "modify", "delete", "remove"]);

/** A new row in a collection, and below a row where the path says so. */
export const create: BehaviourRule = {
  kind: "create",
  rank: 61,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = entityOf(shape, draft);
    const body = bodyShape(shape, draft);
    if (!entity || !body || operation.method !== "post" || place.kind === "item" || answer.kind !== "row")
      return undefined;
    if (splitWords(place.name).some((word) => otherWords.has(word))) return undefined;
    // An action may take an object and answer one, too. What makes a row shows what it was made from, or says that it is new.
    const given = new Set(body.fields.map(({ field }) => field));
    const shown = answer.schema.properties.map(({ name }) => name);
    // Rows with values of their own that are made of what no form of them ever shows: those come from somewhere else.
    const seen = new Set(entity.representations.flatMap(({ fields }) => fields.map(({ field }) => field)));
    const isSeen =
      [...given].some((name) => seen.has(name)) ||
      entity.fields.every(
        ({ name, meaning, missing }) => !seen.has(name) || meaning.kind !== "scalar" || missing !== "absent",
      );
    const isKey = (name: string): boolean =>
      name === entity.identity.field || fieldOf(entity, name)?.meaning.kind === "own-key";
    // Below a row, a path that is called as the rows are says that one of them is made there.
    const isCalled = place.above !== undefined && singular(snakeCase(place.name)) === snakeCase(entity.name);
    const isNew = answer.status === 201 && shown.some(isKey) && (isSeen || isCalled);
    if (!isNew && !shown.some((name) => given.has(name))) return undefined;
    const parent = parentRow(shape, entity, draft);
    const resource = draft.resources[draft.entities.indexOf(entity)];
    const isTree = entity.fields.some(({ meaning }) => meaning.kind === "tree");
    const below = isTree && resource && makesBelow(shape, resource) ? place.above?.parameter : undefined;
    const { rules, because, assumptions } = readConflictRules({ shape, entity, body, parent, draft });
    return {
      behaviour: {
        kind: "create",
        entity: entity.name,
        ...(parent && { parent }),
        ...(below !== undefined && { parameter: below, ...(isShownNested(entity) && { deepest }) }),
        ...(rules.length > 0 && { conflicts: rules }),
        body,
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        below === undefined
          ? `${entity.name} fields into a collection${parent ? ` below ${parent.entity}` : ""}`
          : `${entity.name} fields, below another ${entity.name}`,
        step("collection path with a body", operation.span),
        step(`answers the new ${entity.name}`, answer.span),
        ...because,
      ),
      assumptions,
    };
  },
};
