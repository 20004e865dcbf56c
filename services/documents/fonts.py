"""The papers' font: Noto Sans SC in two weights, and what happens to characters it lacks."""

import threading
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

REGULAR, BOLD = "NotoSansSC", "NotoSansSC-Bold"
FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "fonts"
MISSING = "□"
# Longer input is nobody's sentence: it is cut before it is measured.
LONGEST_TEXT = 20_000

_FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
_lock = threading.Lock()
_faces: dict[str, Any] = {}


def _unicode_map(font_name: str, subset: list[int]) -> str:
    """The PDF's way back from glyphs to text, for one subset of a font."""
    entries = [f"<{code:02X}> <{chr(value).encode('utf-16-be').hex().upper()}>" for code, value in enumerate(subset)]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            f"<< /Registry ({font_name})",
            f"/Ordering ({font_name})",
            "/Supplement 0",
            ">> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def faces() -> dict[str, Any]:
    """The registered fonts by name. Registering takes 0.4 s and happens with the first paper only."""
    with _lock:
        if not _faces:
            from reportlab import rl_config
            from reportlab.pdfbase import pdfmetrics, ttfonts

            # Nobody sends these files through a channel of seven bits; without it they are a fifth smaller.
            rl_config.useA85 = 0

            # WORKAROUND reportlab 4 and 5: it writes characters beyond the basic plane as one hex
            # number, so a name like 𬭚 could be neither copied nor searched; PDF wants UTF-16.
            ttfonts.makeToUnicodeCMap = _unicode_map
            for name, file in _FILES.items():
                font = ttfonts.TTFont(name, str(FOLDER / file))
                pdfmetrics.registerFont(font)
                _faces[name] = font
        return _faces


def cleaned(text: str) -> str:
    """Text as it can be printed: line ends kept, controls and invisible marks dropped, accents composed."""
    text = text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    # Only where an accent follows its letter: composing everything would also
    # replace rare forms of Han characters that a name may insist on.
    if not text.isascii() and any(unicodedata.combining(char) for char in text):
        text = "".join(char if char >= "\u2e80" else unicodedata.normalize("NFC", char) for char in _clusters(text))
    return "".join(char for char in text if char == "\n" or not _is_invisible(char))


def _is_invisible(char: str) -> bool:
    if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}:
        return True
    # Variation selectors only pick a form of the character before them.
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _clusters(text: str) -> list[str]:
    """A letter together with the accents that follow it, at most four of them."""
    found: list[str] = []
    accents = 0
    for char in text:
        if unicodedata.combining(char) and found:
            accents += 1
            if accents <= 4:
                found[-1] += char
        else:
            accents = 0
            found.append(char)
    return found


@lru_cache(maxsize=8192)
def placed(char: str, bold: bool) -> tuple[str, str]:
    """The font and character that show a character: bold, else regular, else a visible box."""
    known = faces()
    code = ord(char)
    if bold and code in known[BOLD].face.charToGlyph:
        return BOLD, char
    if code in known[REGULAR].face.charToGlyph:
        return REGULAR, char
    if unicodedata.category(char) == "Zs":
        return (BOLD if bold else REGULAR), " "
    return (BOLD if bold else REGULAR), MISSING


def pieces(text: str, bold: bool) -> list[tuple[str, str]]:
    """A text as runs of one font each."""
    runs: list[tuple[str, str]] = []
    for char in text:
        font, shown = placed(char, bold)
        if runs and runs[-1][0] == font:
            runs[-1] = (font, runs[-1][1] + shown)
        else:
            runs.append((font, shown))
    return runs


@lru_cache(maxsize=16384)
def width(text: str, bold: bool) -> float:
    """How wide a text is at size 1."""
    known = faces()
    return sum(known[font].stringWidth(part, 1) for font, part in pieces(text, bold))
