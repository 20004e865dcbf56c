"""Code 128 and QR as plain modules; the bare number, ASCII, so that any scanner can type it."""

from functools import lru_cache


@lru_cache(maxsize=256)
def code128(value: str) -> tuple[int, ...]:
    """Widths of bars and gaps in modules, a bar first, without the quiet zones.

    Raises ValueError for characters a scanner in keyboard mode could not type.
    """
    from reportlab.graphics.barcode.code128 import Code128

    if not value or not value.isascii() or not value.isprintable():
        raise ValueError(f"not a code: {value!r}")
    code = Code128(value)
    code.validate()
    code.encode()
    code.decompose()
    return tuple(ord(char.upper()) - ord("A") + 1 for char in code.decomposed)


@lru_cache(maxsize=256)
def qr(value: str, level: str = "M") -> tuple[tuple[bool, ...], ...]:
    """Rows of dark and light modules, without the white border. level: L, M, Q or H."""
    # Encoding takes 30 ms, and a slip shows the same code twice.
    from reportlab.graphics.barcode import qrencoder

    if not value or not value.isascii() or not value.isprintable():
        raise ValueError(f"not a code: {value!r}")
    code = qrencoder.QRCode(None, getattr(qrencoder.QRErrorCorrectLevel, level))
    code.addData(value)
    code.make()
    size = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(size)) for row in range(size))
