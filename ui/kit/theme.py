"""The look of the running program: colours, sizes and fonts of the moment.

Widgets that paint themselves ask here while painting, so a switch of theme is a
repaint; everything else follows the palette and the style sheet made from the
same tokens. Lengths of the design are logical pixels at a 13 px body: `px()`
turns them into pixels of the font in use.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from services import texts
from ui.kit import stylesheet
from ui.kit.asleep import sleepers
from ui.kit.tokens import LIGHT, THEMES, Tokens, mix

BODY = 13
# Texts whose width is known.
MOST_WIDTHS = 4_000
BUNDLED = Path(__file__).resolve().parent.parent.parent / "resources" / "fonts"
BUNDLED_FAMILY, BUNDLED_LATIN = "Noto Sans SC", "Noto Sans SC Latin"
FAMILIES = {
    "win32": ["Segoe UI", "Microsoft YaHei UI", "Microsoft YaHei"],
    "darwin": ["PingFang SC", "Hiragino Sans GB"],
    "linux": ["Noto Sans", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"],
}
# role: (multiple of the body, bold)
FONTS = {
    "hint": (0.88, False),
    "label": (0.94, False),
    "body": (1.0, False),
    "bold": (1.0, True),
    "label_bold": (0.94, True),
    "card": (1.06, True),
    "verdict": (1.12, True),
    "title": (1.3, True),
    "record": (1.45, True),
    "figure": (1.9, True),
}


class Theme(QObject):
    """The theme in use; one for the program, see `theme` below."""

    def __init__(self) -> None:
        super().__init__()
        self.changed = sleepers.listeners
        self.tokens: Tokens = LIGHT
        self.wanted = "light"
        self.scale = 1.0
        # How often lengths and fonts became others; the colours alone leave what was measured as it is.
        self.sizes = 0
        self._body_px = float(BODY)
        self._body = QFont()
        self._system: QFont | None = None
        self._cache: dict[str, QFont] = {}
        self._lengths: dict[float, int] = {}
        self._metrics: dict[str, tuple[QFontMetrics, _Advances]] = {}
        self._colours: dict[str, QColor] = {}
        self._widths: dict[tuple[str, str], int] = {}

    def apply(self, name: str = "", scale: float = 0.0) -> None:
        """Switch to a theme ('light', 'dark', 'contrast', 'system') and a user's scale (1.0 = 100 %).

        Empty or zero leaves what is set. Takes effect in every open window.
        """
        self.wanted = name or self.wanted
        self.scale = scale or self.scale
        self.tokens = THEMES[_resolve(self.wanted)]
        self._colours.clear()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if self._system is None:
            self._system = QFont(QApplication.font())
            QApplication.setStyle(QStyleFactory.create("Fusion"))
            _register_bundled_fonts()
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        sizes = self.sizes
        self._make_body()
        sheet = stylesheet.make(self.tokens, self.px, self.font)

        other_sheet = sheet != app.styleSheet()

        def take() -> None:
            if other_sheet:
                # Without any in between palettes would be sent down with every plane and card.
                app.setStyleSheet("")
            QApplication.setFont(self._body)
            QApplication.setPalette(palette(self.tokens))
            if other_sheet:
                app.setStyleSheet(sheet)

        sleepers.restyle(take, other_sheet, self.sizes != sizes, self._body_px / BODY)

    def _follow_system(self) -> None:
        if self.wanted == "system":
            self.apply()

    def follow_language(self) -> None:
        """Choose the fonts anew: English and Chinese want other widths of the marks that both use."""
        if self._system is not None and _families(self._system) != self._body.families():
            self.apply()

    def _make_body(self) -> None:
        font = QFont(self._system or QFont())
        font.setFamilies(_families(font))
        pixels = max(QFontInfo(font).pixelSize(), BODY) * self.scale
        font.setPixelSize(round(pixels))
        font.setStyleHint(QFont.StyleHint.SansSerif)
        if (font, float(round(pixels))) != (self._body, self._body_px) or not self.sizes:
            self._body, self._body_px = font, float(round(pixels))
            self.sizes += 1
            self._cache.clear()
            self._metrics.clear()
            self._widths.clear()
            self._lengths.clear()

    def px(self, length: float) -> int:
        """A length of the design in pixels of the font in use; at least 1 for anything above 0."""
        found = self._lengths.get(length)
        if found is None:
            found = self._lengths[length] = max(1, round(length * self._body_px / BODY)) if length > 0 else 0
        return found

    def font(self, role: str = "body") -> QFont:
        """A font of the scale of type: hint, label, body, bold, card, verdict, title, record, figure.

        '_tabular' behind a role asks for figures of one width.
        """
        if role not in self._cache:
            size, bold = FONTS[role.removesuffix("_tabular")]
            font = QFont(self._body)
            font.setPixelSize(max(1, round(self._body_px * size)))
            font.setBold(bold)
            if role.endswith("_tabular") and hasattr(QFont, "Tag"):
                font.setFeature(QFont.Tag("tnum"), 1)
            self._cache[role] = font
        return self._cache[role]

    def metrics(self, role: str = "body") -> QFontMetrics:
        """Measures of a font of the scale of type."""
        return self._measures(role)[0]

    def _measures(self, role: str) -> tuple[QFontMetrics, "_Advances"]:
        if role not in self._metrics:
            metrics = QFontMetrics(self.font(role))
            self._metrics[role] = metrics, _Advances(metrics)
        return self._metrics[role]

    def width(self, words: str, role: str = "body") -> int:
        """How wide a text is; layouts ask dozens of times for the same words."""
        key = role, words
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) >= MOST_WIDTHS:
                self._widths.clear()
            found = self._widths[key] = self.metrics(role).horizontalAdvance(words)
        return found

    def elided(self, words: str, width: int, role: str = "body") -> str:
        """A text with … at its end where it is wider than that; lists ask this for each cell they paint."""
        metrics, advances = self._measures(role)
        # Letter by letter it is as wide or a little wider than as a whole, and known at once.
        if sum(map(advances.__getitem__, words)) <= width:
            return words
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)

    def colour(self, name: str) -> QColor:
        """A colour by the name of its token, or #RRGGBB as it is."""
        if name not in self._colours:
            self._colours[name] = QColor(name if name.startswith("#") else self.tokens[name])
        return self._colours[name]

    def tone(self, tone: str) -> tuple[QColor, QColor, QColor]:
        """Foreground, tint and border of a tone (accent, success, warning, danger, info, neutral)."""
        tint = self.tokens[f"{tone}_tint"]
        share = 1.0 if self.tokens.name == "contrast" else 0.28
        border = mix(self.tokens[tone], tint, share)
        return self.colour(tone), self.colour(f"{tone}_tint"), self.colour(border)


class _Advances(dict[str, int]):
    """How wide each letter of a font is, measured when it is first met."""

    def __init__(self, metrics: QFontMetrics) -> None:
        super().__init__()
        self._font_metrics = metrics

    def __missing__(self, letter: str) -> int:
        self[letter] = width = self._font_metrics.horizontalAdvance(letter)
        return width


def _families(system_font: QFont) -> list[str]:
    """The families to take letters from, the first that has them.

    A Chinese face draws “ ” … as wide as a Han character, which tears English sentences
    apart; so an English screen takes its letters from a Latin face before it.
    """
    platform = "linux" if sys.platform.startswith("linux") else sys.platform
    known = set(QFontDatabase.families())
    system = QFontInfo(system_font).family()
    families = [system] + [name for name in FAMILIES.get(platform, []) if name in known]
    if BUNDLED_FAMILY in known and BUNDLED_FAMILY not in families:
        families.append(BUNDLED_FAMILY)
    if system.startswith("DejaVu") and len(families) > 1:
        # DejaVu stands for 'no fonts set up': its Latin is far wider than any Chinese face beside it.
        families.append(families.pop(0))
    if texts.language() == "en":
        if BUNDLED_FAMILY in families:
            families.insert(families.index(BUNDLED_FAMILY), BUNDLED_LATIN)
        families.sort(key=lambda name: _is_chinese(name) or name.startswith("DejaVu"))
    return list(dict.fromkeys(families))


def _is_chinese(family: str) -> bool:
    return QFontDatabase.WritingSystem.SimplifiedChinese in QFontDatabase.writingSystems(family)


def palette(tokens: Tokens) -> QPalette:
    """Qt's palette of a theme."""
    made = QPalette()
    roles = QPalette.ColorRole
    normal = {
        roles.Window: "window",
        roles.WindowText: "text",
        roles.Base: "surface",
        roles.AlternateBase: "raised",
        roles.Text: "text",
        roles.Button: "surface",
        roles.ButtonText: "text",
        roles.BrightText: "danger",
        roles.Highlight: "accent",
        roles.HighlightedText: "on_accent",
        roles.Link: "accent",
        roles.LinkVisited: "accent",
        roles.ToolTipBase: "raised",
        roles.ToolTipText: "text",
        roles.PlaceholderText: "secondary",
        roles.Light: "surface",
        roles.Midlight: "line",
        roles.Mid: "border",
        roles.Dark: "input",
        roles.Shadow: "border",
        roles.Accent: "accent",
    }
    for role, name in normal.items():
        made.setColor(role, QColor(tokens[name]))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["disabled"]))
    return made


def _resolve(name: str) -> str:
    if name != "system":
        return name
    hints = QGuiApplication.styleHints()
    if hasattr(hints, "accessibility"):  # Qt 6.10 knows whether the system asks for high contrast
        preference = hints.accessibility().contrastPreference()
        if preference == Qt.ContrastPreference.HighContrast:
            return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _register_bundled_fonts() -> None:
    for path in sorted([*BUNDLED.glob("*.ttf"), *BUNDLED.glob("*.otf")]):
        QFontDatabase.addApplicationFont(str(path))


theme = Theme()
