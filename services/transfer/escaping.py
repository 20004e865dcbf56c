"""Text that a spreadsheet would take for a formula gets an apostrophe, and loses it again when read."""

# What Excel, LibreOffice and WPS begin a formula with, also in Chinese full width; TAB, CR, LF and NUL are
# skipped by some of them before they look.
FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")


def shielded(text: str) -> str:
    """The text as it is written into a file: '=1+1 for =1+1, and ''=1 for '=1 so that reading is exact."""
    return "'" + text if _needs_shield(text) else text


def unshielded(text: str) -> str:
    """The text as it was before `shielded`."""
    return text[1:] if text[:1] == "'" and _needs_shield(text) else text


def _needs_shield(text: str) -> bool:
    return text.lstrip("'")[:1] in FORMULA if text else False
