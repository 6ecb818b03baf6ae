import { docstring, imported, importedModule, type Py, py, pythonModule } from "#python";
import { firstParty } from "../app/names.ts";
import type { GeneratedFile } from "../file.ts";

/** `tests/qr_codes.py`: reads pictures as scanners do. Only what some test uses. */
export function emitQrReader(used: readonly Py[]): readonly GeneratedFile[] {
  const symbols = new Set(
    used.flatMap(({ imports }) =>
      imports.filter(({ module }) => module === "tests.qr_codes").map(({ symbol }) => symbol),
    ),
  );
  if (symbols.size === 0) return [];
  const text = pythonModule({
    docstring: "QR codes as scanners read them.",
    body: [
      ...(symbols.has("read_png") ? [readPng()] : []),
      ...(symbols.has("read_svg") ? [readSvg()] : []),
      readCode(),
    ],
    firstParty,
    self: "tests.qr_codes",
  });
  return [{ path: "tests/qr_codes.py", text }];
}

const image = imported("PIL", "Image");

function readCode(): Py {
  return py`
    def read_code(picture: ${image}.Image) -> str:
        codes = ${importedModule("zxingcpp")}.read_barcodes(picture)
        assert len(codes) == 1
        return codes[0].text`;
}

function readPng(): Py {
  return py`
    def read_png(content: bytes) -> str:
        assert content.startswith(b"\x89PNG")
        with ${image}.open(${imported("io", "BytesIO")}(content)) as picture:
            return read_code(picture)`;
}

function readSvg(): Py {
  const re = importedModule("re");
  return py`
    def read_svg(content: bytes) -> str:
        ${docstring("Draw the one path of the drawing, which goes from left to right and row by row.")}
        path = ${re}.search(rb'<path[^>]* d="([^"]+)"', content)
        assert path
        picture = ${image}.new("1", (600, 600), 1)
        pen = ${imported("PIL", "ImageDraw")}.Draw(picture)
        x, y = 0, 0
        for command, across, down in ${re}.findall(r"([Mmh])(-?\d+) ?(-?\d+)?", path[1].decode()):
            if command == "h":
                pen.rectangle((x * 8, y * 8, (x + int(across)) * 8 - 1, y * 8 + 7), fill=0)
            x = int(across) + (x if command != "M" else 0)
            y = int(down or 0) + (y if command != "M" else 0)
        return read_code(picture)`;
}
