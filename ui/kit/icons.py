"""Icons by concept: `icon("intake")`, drawn in the colours of the theme of the moment.

QtAwesome brings the Phosphor font. Only that file of it is read: importing the
package would register eleven fonts and costs as much as a window. The colour is
looked up while painting, so icons need not be made anew when the theme changes.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ui.kit.theme import theme

CONCEPTS = {
    # screens and records
    "home": "house",
    "intake": "note-pencil",
    "order": "clipboard-text",
    "ticket": "headset",
    "complaint": "megaphone",
    "dispatch": "calendar",
    "visit": "truck",
    "customer": "users",
    "device": "device-mobile",
    "television": "television",
    "laptop": "laptop",
    "car": "car",
    "contact": "address-book",
    "part": "package",
    "stock": "cube",
    "purchase": "shopping-cart",
    "claim": "scales",
    "quote": "file-text",
    "payment": "wallet",
    "receipt": "receipt",
    "survey": "smiley",
    "article": "lightbulb",
    "follow_up": "phone-outgoing",
    "promise": "phone-call",
    "message": "chat-circle-text",
    "dashboard": "chart-bar",
    "target": "target",
    "training": "graduation-cap",
    "idea": "lightbulb-filament",
    "audit": "fingerprint",
    "admin": "gear",
    "print": "printer",
    "scan": "barcode",
    "search": "magnifying-glass",
    "limit": "timer",
    "paused": "pause",
    "person": "user",
    "store": "storefront",
    "report": "chart-line",
    # work states
    "received": "tray",
    "assigned": "user",
    "diagnosing": "magnifying-glass",
    "quoted": "chat-circle-text",
    "waiting_parts": "package",
    "repairing": "wrench",
    "testing": "gauge",
    "completed": "check-circle",
    "failed": "x-circle",
    "delivered": "handshake",
    "closed": "archive",
    "cancelled": "prohibit",
    # money states
    "money_none": "minus-circle",
    "money_quoted": "file-text",
    "prepaid": "wallet",
    "part_paid": "circle-half",
    "paid": "currency-cny",
    "written_off": "eraser",
    # custody states
    "with_customer": "house",
    "at_store": "map-pin",
    "with_technician": "user",
    "at_depot": "factory",
    "back_at_store": "storefront",
    "ready_shelf": "archive-box",
    "returned": "handshake",
    "abandoned": "question",
    # warranty
    "covered": "shield-check",
    "partly_covered": "shield-warning",
    "not_covered": "shield-slash",
    "covered_fill": "shield-check-fill",
    "partly_covered_fill": "shield-warning-fill",
    "not_covered_fill": "shield-slash-fill",
    # marks and controls
    "proposed": "magic-wand",
    "readonly": "lock-simple",
    "secret": "lock-key",
    "ok": "check-circle",
    "ok_fill": "check-circle-fill",
    "todo": "circle",
    "tick": "check-bold",
    "close": "x",
    "add": "plus",
    "down": "caret-down",
    "up": "caret-up",
    "right": "caret-right",
    "left": "caret-left",
    "sort_up": "arrow-up",
    "sort_down": "arrow-down",
    "refresh": "arrows-clockwise",
    "warning": "warning",
    "error": "warning-circle",
    "info": "info",
    "filter": "funnel",
    "columns": "columns",
    "export": "download-simple",
    "copy": "copy",
    "more": "dots-three",
    "waiting": "hourglass-medium",
    "connection": "database",
    "draft": "floppy-disk",
    "call": "phone",
    "star": "star",
    "calendar": "calendar-blank",
    "calendar_check": "calendar-check",
    "account": "user-circle",
    "sign_out": "sign-out",
    "password": "key",
    "lock": "lock-simple",
    "light": "sun",
    "dark": "moon",
    "contrast": "circle-half",
    "signal": "flag",
    "undo": "arrow-u-up-left",
    "delete": "trash",
    "edit": "pencil-simple",
    "link": "link",
    "reminder": "bell",
    "clock": "clock",
    "visible": "eye",
    "hidden": "eye-slash",
    "liquid": "drop",
    "photo": "camera",
    "reserved": "bookmark-simple",
    "as_list": "rows",
    "as_board": "columns",
    "history": "clock-counter-clockwise",
    "keyboard": "keyboard",
    "backspace": "backspace",
    "send": "paper-plane-tilt",
    "file": "file",
    "folder": "folder",
    "help": "question",
    "offline": "wifi-slash",
    "back": "arrow-left",
    "forward": "arrow-right",
    "language": "translate",
    "play": "play",
    "stop": "stop",
    "upload": "upload-simple",
    "swap": "swap",
    "group": "users-three",
    "settings": "sliders-horizontal",
    "aftercare": "arrows-clockwise",
}


@cache
def _glyphs() -> tuple[str, dict[str, str]]:
    """The family of the registered icon font, and its characters by name."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("qtawesome")
    folder = Path(spec.submodule_search_locations[0]) / "fonts"
    (font,) = folder.glob("phosphor-[0-9]*.ttf")
    (charmap,) = folder.glob("phosphor-charmap-*.json")
    number = QFontDatabase.addApplicationFont(str(font))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    names = json.loads(charmap.read_text(encoding="utf-8"))
    return family, {name: chr(int(code, 16)) for name, code in names.items()}


@cache
def _font(pixels: int) -> QFont:
    font = QFont(_glyphs()[0])
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def paint_icon(painter: QPainter, concept: str, rect: QRect | QRectF, colour: QColor) -> None:
    """Draw an icon in the middle of a rectangle, as large as its shorter side."""
    char = _glyphs()[1][CONCEPTS.get(concept, concept)]
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(_font(max(1, round(side))))
    painter.setPen(colour)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, char)
    painter.restore()


class _Engine(QIconEngine):
    """Paints a glyph in a colour of the theme in use when it is painted."""

    def __init__(self, concept: str, colour: str) -> None:
        super().__init__()
        self.concept, self.colour = concept, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        name = "disabled" if mode == QIcon.Mode.Disabled else self.colour
        paint_icon(painter, self.concept, rect, theme.colour(name))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self.concept, self.colour)


@cache
def icon(concept: str, colour: str = "text") -> QIcon:
    """The icon of a concept (see CONCEPTS; a Phosphor name will do too) in a colour of the theme."""
    if CONCEPTS.get(concept, concept) not in _glyphs()[1]:
        raise ValueError(f"unknown icon {concept!r}")
    return QIcon(_Engine(concept, colour))
