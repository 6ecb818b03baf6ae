import { answerShape } from "../bodies.ts";
import { copiedFields } from "../copied-fields.ts";
import type { Entity } from "../domain.ts";
import { type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { sharesStem } from "../names.ts";
import { parentOfRow } from "../parents.ts";
import { isBelowRow } from "../places.ts";
import type { CopiedRows } from "../row-copies.ts";
import type { OperationShape } from "../shapes.ts";

const copyWords: ReadonlySet<string> = new Set(["duplicate", "copy", "clone"]);

/** A new row like one that is there, with what lies below it: `/playlists/{id}/duplicate`. */
export const duplicate: BehaviourRule = {
  kind: "duplicate",
  rank: 44,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = entityAbove(shape, draft);
    const parameter = place.above?.parameter;
    if (!entity || parameter === undefined || !isBelowRow(place) || operation.method !== "post")
      return undefined;
    if (!copyWords.has(place.name.toLowerCase()) || answer.kind !== "row") return undefined;
    const answered = answerShape(shape, draft);
    if (!entity.representations.some(({ name }) => name === answered.representation)) return undefined;
    if (operation.requestBody)
      return leaveOpen(`what its body says of the copy is not read yet`, operation.span);
    const own = copiedFields(entity, draft);
    if (own.kind === "unknown") return leaveOpen(own.why, operation.span);
    const below = readBelow(shape, entity, draft);
    if (typeof below === "string") return leaveOpen(below, operation.span);
    const parent = parentOfRow(shape, entity, draft);
    const along = below.map((rows) => rows.entity).join(" and ");
    return {
      behaviour: {
        kind: "duplicate",
        entity: entity.name,
        parameter,
        ...(parent && { parent }),
        fields: own.fields,
        below,
        answer: answered,
      },
      evidence: evidence(
        `makes a ${entity.name} like one that is there${along === "" ? "" : `, with copies of its ${along} rows`}`,
        step(`the path says ${place.name}`, operation.span),
        step(`answers the new ${entity.name}`, answer.span),
      ),
      ...(along !== "" && {
        assumption: {
          text: `a copy of a ${entity.name} has copies of its ${along} rows, as new ones are`,
          span: operation.span,
          setting: `domain.operations.${operation.id}.behaviour`,
          choices: ["duplicate", "custom"],
          chosen: "duplicate",
        },
      }),
    };
  },
};

/** The entity of the row that is copied. */
function entityAbove(shape: OperationShape, draft: Draft): Entity | undefined {
  const collection = shape.place.above?.collection ?? "";
  const index = draft.resources.findIndex(({ collections }) => collections.includes(collection));
  return draft.entities[index] ?? entityOf(shape, draft);
}

/** What of the rows below goes along: what the words name, else all that is nobody else's; or why it cannot be told. */
function readBelow(
  { operation }: OperationShape,
  entity: Entity,
  draft: Draft,
): readonly CopiedRows[] | string {
  const children = draft.entities.filter(({ parent }) => parent?.entity === entity.name);
  const text = `${operation.summary} ${operation.description}`;
  const named = children.filter(({ name }) => sharesStem(text, name));
  const copies: CopiedRows[] = [];
  for (const child of named.length > 0 ? named : children) {
    const isOthers = child.owner !== undefined || child.identity.within !== undefined;
    if (isOthers && named.length === 0)
      return `whether its ${child.name} rows, which others may have made, go along nothing says`;
    if (draft.entities.some(({ parent }) => parent?.entity === child.name))
      return `rows lie below its ${child.name} rows, and how far a copy goes nothing says`;
    const copied = copiedFields(child, draft);
    if (copied.kind === "unknown") return copied.why;
    copies.push({ entity: child.name, fields: copied.fields });
  }
  return copies;
}
