import type { Parameter } from "#contract";
import { answerShape } from "../bodies.ts";
import { type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { readFileBody, scalarText } from "../file-bodies.ts";
import { fileNoun } from "../file-reads.ts";
import { leaveOpen } from "../left-open.ts";
import { queryParameters } from "../lists/index.ts";
import { hasWord } from "../names.ts";

import type { OperationShape } from "../shapes.ts";
import { readTelling } from "../telling.ts";

/** One file of a row: its bytes as they are sent, in place of the one before. */
export const storeFile: BehaviourRule = {
  kind: "store-file",
  rank: 31,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = entityOf(shape, draft);
    const above = place.kind === "tail" ? place.above : undefined;
    const body = readFileBody(draft.contract, operation);
    if (!entity || !above || !body || !["post", "put"].includes(operation.method)) return undefined;
    const isOfRow = draft.resources[draft.entities.indexOf(entity)]?.collections.includes(above.collection);
    if (isOfRow !== true || above.parameter !== entity.identity.parameter) return undefined;
    if (typeof body === "string") return leaveOpen(body, operation.requestBody?.span ?? operation.span);
    const notes = queryParameters(shape);
    const strange = notes.find((parameter) => !isNote(parameter, draft)) ?? notes[1];
    if (strange)
      return leaveOpen(
        `nothing says what the query parameter ${strange.name} does to the file`,
        strange.span,
        `query parameter ${strange.name}`,
      );
    const told = toldOf(shape, draft);
    if (told === undefined)
      return leaveOpen("nothing says how what it answers is filled", answer.span, "answer");
    const { telling: _, envelopeName: __, ...plain } = answerShape(shape, draft);
    const [note] = notes;
    return {
      behaviour: {
        kind: "store-file",
        entity: entity.name,
        parameter: above.parameter,
        file: fileNoun(place.name),
        types: body.types,
        required: body.required,
        ...(note && { note: note.name }),
        answer: { ...plain, ...told },
      },
      evidence: evidence(
        `the ${fileNoun(place.name)} of one ${entity.name}: its bytes, their type and their number`,
        step(`takes ${body.types.join(", ")}`, operation.requestBody?.span ?? operation.span),
        ...(note ? [step(`${note.name} is kept beside it`, note.span)] : []),
      ),
    };
  },
};

const noteWords = new Set([
  "metadata",
  "description",
  "caption",
  "alt",
  "note",
  "notes",
  "comment",
  "title",
  "label",
]);

function isNote({ name, required, schema }: Parameter, { contract }: Draft): boolean {
  return !required && hasWord(name, noteWords) && scalarText(contract, schema);
}

/** What is answered beside rows: of the file, or nothing. Undefined where it cannot be filled. */
function toldOf({ answer }: OperationShape, { contract, entities }: Draft) {
  if (answer.kind === "none") return {};
  if (answer.kind !== "row" || answer.envelope !== undefined) return undefined;
  const isForm = entities.some(({ representations }) =>
    representations.some(
      ({ schema }) =>
        schema === answer.schema || (schema.name !== undefined && schema.name === answer.schema.name),
    ),
  );
  if (isForm) return {};
  const telling = readTelling(contract, answer.schema, answer.status, "file");
  const named = telling?.parts.filter(({ is }) => is.kind === "file-name") ?? [];
  if (!telling || named.some(({ required }) => required)) return undefined;
  return { telling: { ...telling, parts: telling.parts.filter((part) => !named.includes(part)) } };
}
