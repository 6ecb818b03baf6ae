from io import BytesIO

import segno
from fastapi import Response

PIXELS_PER_MODULE = 8


def answer_qr_code(content: str) -> Response:
    drawing = BytesIO()
    segno.make_qr(content).save(drawing, kind="png", scale=PIXELS_PER_MODULE)
    return Response(drawing.getvalue(), media_type="image/png")
