"""QR codes as scanners read them."""

from io import BytesIO

import zxingcpp
from PIL import Image


def read_png(content: bytes) -> str:
    assert content.startswith(b"\x89PNG")
    with Image.open(BytesIO(content)) as picture:
        return read_code(picture)


def read_code(picture: Image.Image) -> str:
    codes = zxingcpp.read_barcodes(picture)
    assert len(codes) == 1
    return codes[0].text
