import { fieldOf, type PictureType } from "#domain";
import { imported, type Py, py, str } from "#python";
import { type Act, actOf } from "../acts.ts";
import { request } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { entityIn, isAmong, type Kit, type OperationOf, shownFieldsOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { heldValue } from "../sights.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { one } from "../words.ts";

interface QrScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"qr-code">;
  readonly act: Act;
  readonly scene: Scene;
}

/** A picture of each row, which says what the row is called when a scanner reads it. */
export function qrCodeCases(kit: Kit, operation: OperationOf<"qr-code">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const scene = act?.scene;
  if (!act || !scene) return [];
  const drawn = { kit, operation, act, scene };
  return [
    ...operation.meaning.behaviour.types.flatMap((type) => drawnCase(drawn, type)),
    ...chosenCases(drawn),
    ...credentialCases(kit, act),
    ...unknownRowCases(kit, act),
  ];
}

const readers: Readonly<Record<PictureType, string>> = {
  "image/png": "read_png",
  "image/svg+xml": "read_svg",
};

function asked({ operation, act }: QrScene, accept: Py | undefined): Py {
  const own = act.caller && py`${act.caller}.headers`;
  const wanted = accept && py`{${own && py`**${own}, `}"Accept": ${accept}}`;
  const headers = wanted ?? own;
  return request(operation, { rows: act.rows, ...(headers && { headers }) });
}

function drawnCase(drawn: QrScene, type: PictureType): readonly TestCase[] {
  const { kit, operation, act, scene } = drawn;
  const { content, entity: entityName, types } = operation.meaning.behaviour;
  const entity = entityIn(kit, entityName);
  const field = fieldOf(entity, content);
  const shown = shownFieldsOf(kit, scene.create.meaning.behaviour.answer.representation);
  if (!field || !isAmong(shown, field)) return [];
  const accept = types.length > 1 ? str(type) : undefined;
  const kind = type === "image/png" ? "png" : "svg";
  const isText = field.meaning.kind !== "identity" || field.meaning.type !== "integer";
  const held = heldValue(kit, entity, scene.row, field);
  return [
    {
      name: `draws the ${content} of the ${one(entity)}${types.length > 1 ? ` as ${kind}` : ""}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${asked(drawn, accept)}`,
        paragraph(
          py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`,
          py`assert response.headers["content-type"] == ${str(type)}`,
          py`assert ${imported("tests.qr_codes", readers[type])}(response.content) == ${isText ? held : py`str(${held})`}`,
        ),
      ],
    },
  ];
}

/** The type that a caller would rather have; the first where it has no wish that can be met. */
function chosenCases(drawn: QrScene): readonly TestCase[] {
  const { operation, act } = drawn;
  const [first, second] = operation.meaning.behaviour.types;
  if (first === undefined || second === undefined) return [];
  const wishes = (type: PictureType, values: readonly string[]): TestCase => ({
    name: `answers ${type} where that is wanted`,
    fixtures: ["client"],
    parameters: [
      textParameter(
        "accept",
        values.map((value) => str(value)),
      ),
    ],
    body: [
      paragraph(...act.statements),
      py`response = ${asked(drawn, py`accept`)}`,
      paragraph(
        py`assert response.headers["content-type"] == ${str(type)}`,
        py`assert response.headers["vary"] == "Accept"`,
      ),
    ],
  });
  return [
    wishes(first, ["*/*", "text/html", `${second};q=0.5, image/*`, `${first}, ${second}`]),
    wishes(second, [second, `${first};q=0.5, ${second};q=0.8`, `text/html, ${second}, */*;q=0.1`]),
  ];
}
