import { splitWords } from "#base";
import { successResponses } from "#contract";
import type { PictureType } from "../behaviour.ts";
import { answerShape } from "../bodies.ts";
import type { Assumption, Entity } from "../domain.ts";
import { type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { fieldOf } from "../fields.ts";
import { leaveOpen } from "../left-open.ts";
import { queryParameters } from "../lists/index.ts";
import { settingsOf } from "../settings.ts";
import type { OperationShape } from "../shapes.ts";

/** A picture of one row that machines read: it holds the row's identity. */
export const qrCode: BehaviourRule = {
  kind: "qr-code",
  rank: 30,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = entityOf(shape, draft);
    const above = place.kind === "tail" ? place.above : undefined;
    const says = speaksOfQrCode(shape);
    if (!entity || !above || !says || operation.method !== "get" || answer.kind !== "other") return undefined;
    const isOfRow = draft.resources[draft.entities.indexOf(entity)]?.collections.includes(above.collection);
    if (isOfRow !== true || above.parameter !== entity.identity.parameter) return undefined;
    const types = (successResponses(operation)[0]?.content ?? []).map(({ type }) => type);
    const strange = types.find((type) => !isPicture(type));
    if (strange !== undefined)
      return leaveOpen(`nothing here draws a QR code as ${strange}`, answer.span, "answer");
    const [parameter] = queryParameters(shape);
    if (parameter)
      return leaveOpen(
        `nothing says what the query parameter ${parameter.name} does to the picture`,
        parameter.span,
        `query parameter ${parameter.name}`,
      );
    const assumption = contentOf(shape, entity, draft);
    return {
      behaviour: {
        kind: "qr-code",
        entity: entity.name,
        parameter: above.parameter,
        content: assumption.chosen,
        types: types.filter(isPicture),
        answer: answerShape(shape, draft),
      },
      assumption,
      evidence: evidence(
        `a QR code that holds the ${assumption.chosen} of one ${entity.name}`,
        step(`"${says}"`, operation.span),
        step(`answers ${types.join(", ")}`, answer.span),
      ),
    };
  },
};

/** What says that the picture is a QR code. */
function speaksOfQrCode({ operation, place }: OperationShape): string | undefined {
  const [word] = splitWords(place.name).filter((each) => each === "qr" || each === "qrcode");
  return word ?? /\bqr[ -]?codes?\b/i.exec(`${operation.summary} ${operation.description}`)?.[0];
}

const pictureTypes: readonly PictureType[] = ["image/png", "image/svg+xml"];

function isPicture(type: string): type is PictureType {
  return pictureTypes.some((known) => known === type);
}

/** What the picture holds: nothing that its reader could not know who has the row's key already, unless the owner says so. */
function contentOf({ operation }: OperationShape, entity: Entity, draft: Draft): Omit<Assumption, "id"> {
  const key = entity.identity.field;
  const codes = entity.fields.filter(({ meaning }) => meaning.kind === "code").map(({ name }) => name);
  const wanted = settingsOf(draft.settings, operation.id).content;
  const known = wanted !== undefined && fieldOf(entity, wanted) && [key, ...codes].includes(wanted);
  return {
    text: `the QR code of a ${entity.name} holds its ${known ? wanted : key} and nothing else`,
    span: operation.span,
    setting: `domain.operations.${operation.id}.content`,
    choices: [key, ...codes],
    chosen: known ? wanted : key,
  };
}
