"""Receipt printers: pages as dots in ESC/POS, so that Chinese never depends on a printer's own fonts.

Commands after the Epson ESC/POS reference: ESC @, GS v 0, ESC d, GS V, ESC p.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

INITIALISE = b"\x1b@"
# Cheap printers lose data when one image is higher than their buffer.
BAND = 128
FEED_LINES = 4
# Both drawer pins exist in the field; on and off times are units of 2 ms.
_PULSE = {2: b"\x1bp\x00\x32\xfa", 5: b"\x1bp\x01\x32\xfa"}


def raster(page: "Image") -> bytes:
    """A 1-bit page as images of at most 128 lines each, black where the page is black."""
    from PIL import ImageOps

    if page.mode != "1":
        raise ValueError("a page for the printer has one bit a dot")
    # In ESC/POS a set bit is black, in a picture it is white.
    page = ImageOps.invert(page.convert("L")).convert("1")
    row_bytes = (page.width + 7) // 8
    data = page.tobytes()
    out = bytearray()
    for top in range(0, page.height, BAND):
        lines = min(BAND, page.height - top)
        out += b"\x1dv0\x00" + row_bytes.to_bytes(2, "little") + lines.to_bytes(2, "little")
        out += data[top * row_bytes : (top + lines) * row_bytes]
    return bytes(out)


def job(pages: Sequence["Image"], *, cut: bool = True, drawer: int = 0) -> bytes:
    """A whole print: every page cut off by itself.

    drawer: 0 leaves it shut, 2 or 5 is the pin that opens it, before anything is printed.
    """
    out = bytearray(INITIALISE)
    if drawer:
        if drawer not in _PULSE:
            raise ValueError(f"no drawer on pin {drawer}")
        out += _PULSE[drawer]
    for page in pages:
        out += raster(page)
        out += b"\x1bd" + bytes([FEED_LINES])
        if cut:
            # Partial cut: the slip hangs on until somebody takes it.
            out += b"\x1dV\x01"
    return bytes(out)
