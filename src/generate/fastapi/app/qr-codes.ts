import type { OperationMeaning, PictureType } from "#domain";
import { docstring, imported, importedModule, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { pythonFile } from "./names.ts";

type Drawing = Extract<OperationMeaning["behaviour"], { readonly kind: "qr-code" }>;

/** What draws QR codes, of each operation that answers one. */
export function drawingsOf({ domain }: Pick<Blueprint, "domain">): readonly Drawing[] {
  return domain.operations.flatMap(({ behaviour }) => (behaviour.kind === "qr-code" ? [behaviour] : []));
}

const kinds: Readonly<Record<PictureType, string>> = { "image/png": "png", "image/svg+xml": "svg" };

/** `app/qr_codes.py`: how a text becomes a picture that scanners read. */
export function emitQrCodes(blueprint: Blueprint): readonly GeneratedFile[] {
  const drawings = drawingsOf(blueprint);
  const types = [...new Set(drawings.flatMap((drawing) => drawing.types))];
  const [first] = types;
  if (first === undefined) return [];
  const offersSeveral = drawings.some((drawing) => drawing.types.length > 1);
  const parts = [
    py`PIXELS_PER_MODULE = 8`,
    ...(types.length > 1
      ? [py`KINDS = {${types.map((type) => py`${str(type)}: ${str(kinds[type])}`)}}`]
      : []),
  ];
  return [
    pythonFile("app/qr_codes.py", [
      py`${parts}`,
      types.length > 1 ? drawAs(offersSeveral) : draw(first),
      ...(offersSeveral ? [chooseType(), readRange()] : []),
    ]),
  ];
}

const response = imported("fastapi", "Response");

function drawing(kind: Py): Py {
  return py`
    drawing = ${imported("io", "BytesIO")}()
    ${importedModule("segno")}.make_qr(content).save(drawing, kind=${kind}, scale=PIXELS_PER_MODULE)`;
}

function draw(type: PictureType): Py {
  return py`
    def answer_qr_code(content: str) -> ${response}:
        ${drawing(str(kinds[type]))}
        return ${response}(drawing.getvalue(), media_type=${str(type)})`;
}

function drawAs(offersSeveral: boolean): Py {
  const vary = offersSeveral && py`, headers={"Vary": "Accept"}`;
  return py`
    def answer_qr_code(content: str, media_type: str) -> ${response}:
        ${drawing(py`KINDS[media_type]`)}
        return ${response}(drawing.getvalue(), media_type=media_type${vary})`;
}

export function chooseType(): Py {
  return py`
    def choose_type(accept: str, *offered: str) -> str:
        ${docstring("Choose what a caller would rather have; the first where nothing fits.")}
        qualities = dict(map(read_range, accept.split(",")))

        def quality(media_type: str) -> float:
            ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
            return next((qualities[name] for name in ranges if name in qualities), 0)

        return max(offered, key=quality)`;
}

export function readRange(): Py {
  return py`
    def read_range(text: str) -> tuple[str, float]:
        name, _, parameters = text.partition(";")
        quality = ${importedModule("re")}.search(r"\bq=([01](?:\.\d{0,3})?)", parameters)
        return name.strip().lower(), float(quality[1]) if quality else 1`;
}
