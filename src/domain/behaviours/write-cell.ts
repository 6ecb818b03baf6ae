import type { EvidenceStep } from "#base";
import { jsonMedia, successResponses } from "#contract";
import type { WriteCellBehaviour } from "../behaviour.ts";
import { saidOfTaken, saidOfValues } from "../cell-refusals.ts";
import type { Entity, ScalarValue } from "../domain.ts";
import type { BehaviourRule, Draft } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { readChoices } from "../field-values.ts";
import { fieldOf } from "../fields.ts";
import { leaveOpen } from "../left-open.ts";
import { givenCell } from "../matrices.ts";
import { type MatrixDraft, matrixOf } from "../matrix-drafts.ts";
import { coordinatesOf, whyOpen } from "../matrix-open.ts";
import type { OperationShape } from "../shapes.ts";
import { readWhole } from "../whole-shape.ts";

/** Writes one cell of a matrix. */
export const writeCell: BehaviourRule = {
  kind: "write-cell",
  rank: 22,
  recognise(shape, draft) {
    const matrix = matrixOf(draft.matrices, shape);
    if (!matrix?.writes.includes(shape)) return undefined;
    const open = whyOpen(shape, matrix, draft);
    if (open || matrix.kind === "open") return open;
    const { entity, whole } = matrix;
    const shows = readShown(shape, matrix, draft);
    if (!shows)
      return leaveOpen("its answer is neither the cell nor all of them", shape.answer.span, "answer");
    const refused = readRefusals(shape, entity, draft);
    if ("why" in refused) return leaveOpen(refused.why, shape.operation.span);
    const { because, ...refusals } = refused;
    const { operation } = shape;
    return {
      behaviour: {
        kind: "write-cell",
        entity: entity.name,
        coordinates: coordinatesOf(shape),
        ...refusals,
        shows,
        answer: { status: shape.answer.status },
      },
      evidence: evidence(
        `${refused.once === undefined ? "writes" : "writes once"} one ${entity.name}`,
        step("the body is what stands in a cell", operation.requestBody?.span ?? operation.span),
        step(`${whole.operation.id} shows all of them`, whole.operation.span),
        ...because,
      ),
    };
  },
};

/** What a success shows; undefined where it shows something else. */
function readShown(
  shape: OperationShape,
  { lists }: MatrixDraft,
  { contract }: Draft,
): WriteCellBehaviour["shows"] | undefined {
  const [response] = successResponses(shape.operation);
  if (!response || response.content.length === 0) return { kind: "nothing" };
  const shown = givenCell(contract, { ...response, required: true });
  if (jsonMedia(response.content) && shown) return { kind: "cell" };
  const read = readWhole(contract, shape, lists);
  return read && "whole" in read ? { kind: "whole", whole: read.whole } : undefined;
}

type Refusals = Pick<WriteCellBehaviour, "once" | "accepts" | "refusesEmpty">;

/** What is refused beside what is no such value, as far as the contract says it in words. */
function readRefusals(
  shape: OperationShape,
  entity: Entity,
  { contract }: Draft,
): (Refusals & { readonly because: readonly EvidenceStep[] }) | { readonly why: string } {
  const { operation } = shape;
  const statuses = operation.responses.map(({ status }) => status);
  const invalid = statuses.includes("422") ? 422 : 400;
  const conflict = statuses.includes("409") ? 409 : invalid;
  const once = saidOfTaken(contract, shape, conflict);
  if (conflict === 409 && !once) return { why: "nothing says which cells its 409 keeps from being written" };
  const choices = choicesOf(entity);
  const given = givenCell(contract, operation.requestBody);
  const accepts = (given && readChoices(given)) ?? [];
  const empty = entity.cells?.empty ?? "";
  const takesEmpty = choices.length > 0 && (accepts.length === 0 || accepts.includes(empty));
  const others = takesEmpty && saidOfValues(contract, shape, invalid, { values: choices, empty });
  return {
    ...(once && { once: once.text }),
    ...(accepts.length > 0 && accepts.length < choices.length && { accepts }),
    ...(others && { refusesEmpty: others.text }),
    because: [once, others].flatMap((said) =>
      said ? [step(`${said.response.status}: "${said.text}"`, said.response.span)] : [],
    ),
  };
}

function choicesOf({ cells, ...entity }: Entity): readonly ScalarValue[] {
  const meaning = fieldOf(entity, cells?.value ?? "")?.meaning;
  return meaning?.kind === "enum" ? meaning.values : [];
}
