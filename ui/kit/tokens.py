"""The colours of the three themes as data, and the arithmetic of contrast.

Names are the ones of the design: a colour of state says whose turn it is
(info ours, warning someone else's, success done, danger failed or late,
neutral not begun or over), each with a tint to stand on.
"""

from dataclasses import dataclass
from types import MappingProxyType

TONES = ("accent", "success", "warning", "danger", "info", "neutral")


@dataclass(frozen=True)
class FieldColours:
    """How an editor of one kind looks: its fill, its mark (bar, icon) and its text."""

    fill: str
    mark: str
    text: str


@dataclass(frozen=True)
class Tokens:
    """One theme. `colours` by name, `fields` by kind of field, `series` and `heat` for charts."""

    name: str
    dark: bool
    colours: MappingProxyType
    fields: MappingProxyType
    series: tuple[str, ...]
    heat: tuple[str, ...]
    heat_text: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        return self.colours[name]


def _tokens(name: str, dark: bool, colours: dict, fields: dict, series: str, heat: str, heat_text: str) -> Tokens:
    kinds = {kind: FieldColours(*values) for kind, values in fields.items()}
    return Tokens(
        name,
        dark,
        MappingProxyType(colours),
        MappingProxyType(kinds),
        tuple(series.split()),
        tuple(heat.split()),
        tuple(heat_text.split()),
    )


LIGHT = _tokens(
    "light",
    False,
    {
        "window": "#EEF1F1",
        "surface": "#FFFFFF",
        "raised": "#F7F9F9",
        "hover": "#EDF4F5",
        "selected": "#D6EBEF",
        "border": "#D3DADC",
        "line": "#E4E9EA",
        "input": "#7B878C",
        "text": "#182225",
        "secondary": "#515E64",
        "disabled": "#8A959A",
        "accent": "#0B6577",
        "accent_hover": "#095464",
        "on_accent": "#FFFFFF",
        "accent_tint": "#DDEFF2",
        "focus": "#0A7C93",
        "success": "#1B6B37",
        "success_tint": "#E2F3E6",
        "warning": "#855000",
        "warning_tint": "#FFF0D1",
        "danger": "#AE2318",
        "danger_tint": "#FCE6E3",
        "info": "#2458A6",
        "info_tint": "#E4EDFA",
        "neutral": "#515E64",
        "neutral_tint": "#E9EDEE",
        "rail": "#123841",
        "rail_text": "#C9DCE0",
        "rail_current": "#0B6577",
        "rail_current_text": "#FFFFFF",
        "badge": "#C7372B",
        "on_badge": "#FFFFFF",
    },
    {
        "required": ("#FFF7D9", "#8A6000", "#182225"),
        "proposed": ("#E4F4E7", "#1B6B37", "#182225"),
        "optional": ("#FFFFFF", "#7B878C", "#182225"),
        "readonly": ("#E9EDEE", "#515E64", "#515E64"),
    },
    "#2874B8 #D4691B #0A6B56 #7A2E86 #89949A #2B3438",
    "#F1F6F7 #CFE3E8 #9CC6D0 #5FA1B0 #2B7A8C #0B4F5E",
    "#182225 #182225 #182225 #06191D #FFFFFF #FFFFFF",
)

DARK = _tokens(
    "dark",
    True,
    {
        "window": "#12181A",
        "surface": "#1A2225",
        "raised": "#222C30",
        "hover": "#222F33",
        "selected": "#1A424C",
        "border": "#36444A",
        "line": "#293438",
        "input": "#71828A",
        "text": "#E5EBED",
        "secondary": "#A2B0B6",
        "disabled": "#6C7A80",
        "accent": "#5BBED1",
        "accent_hover": "#74C9D9",
        "on_accent": "#06191D",
        "accent_tint": "#173C45",
        "focus": "#6FD3E6",
        "success": "#74CE8E",
        "success_tint": "#17382A",
        "warning": "#F0BC5E",
        "warning_tint": "#40310F",
        "danger": "#FF9C90",
        "danger_tint": "#4A201C",
        "info": "#92BDF5",
        "info_tint": "#1C3355",
        "neutral": "#A9B6BC",
        "neutral_tint": "#2B363B",
        "rail": "#0C1113",
        "rail_text": "#A2B0B6",
        "rail_current": "#173C45",
        "rail_current_text": "#FFFFFF",
        "badge": "#C7372B",
        "on_badge": "#FFFFFF",
    },
    {
        "required": ("#3A3214", "#E9BF4C", "#E5EBED"),
        "proposed": ("#17382A", "#74CE8E", "#E5EBED"),
        "optional": ("#12181A", "#71828A", "#E5EBED"),
        "readonly": ("#2B363B", "#A2B0B6", "#A2B0B6"),
    },
    "#62A6E4 #EE8A4C #2FAE8F #E2BDEB #EAD36A #B9C4CA",
    "#1E282C #1C3F49 #1F5B69 #3892A6 #5FB6C8 #93DAE6",
    "#E5EBED #E5EBED #E5EBED #06191D #06191D #06191D",
)

CONTRAST = _tokens(
    "contrast",
    True,
    {
        "window": "#000000",
        "surface": "#000000",
        "raised": "#0A0A0A",
        "hover": "#1F1F1F",
        "selected": "#003B47",
        "border": "#FFFFFF",
        "line": "#8A8A8A",
        "input": "#FFFFFF",
        "text": "#FFFFFF",
        "secondary": "#E6E6E6",
        "disabled": "#A6A6A6",
        "accent": "#5CE1FF",
        "accent_hover": "#9BEBFF",
        "on_accent": "#000000",
        "accent_tint": "#003B47",
        "focus": "#FFE600",
        "success": "#6BFF8F",
        "success_tint": "#000000",
        "warning": "#FFD34D",
        "warning_tint": "#000000",
        "danger": "#FF9A8F",
        "danger_tint": "#000000",
        "info": "#9CC8FF",
        "info_tint": "#000000",
        "neutral": "#FFFFFF",
        "neutral_tint": "#000000",
        "rail": "#000000",
        "rail_text": "#E6E6E6",
        "rail_current": "#003B47",
        "rail_current_text": "#FFFFFF",
        "badge": "#C7372B",
        "on_badge": "#FFFFFF",
    },
    {
        "required": ("#332B00", "#FFE600", "#FFFFFF"),
        "proposed": ("#00290F", "#6BFF8F", "#FFFFFF"),
        "optional": ("#000000", "#FFFFFF", "#FFFFFF"),
        "readonly": ("#262626", "#E6E6E6", "#E6E6E6"),
    },
    "#62A6E4 #EE8A4C #2FAE8F #E2BDEB #EAD36A #B9C4CA",
    "#1E282C #1C3F49 #1F5B69 #3892A6 #5FB6C8 #93DAE6",
    "#E5EBED #E5EBED #E5EBED #06191D #06191D #06191D",
)

THEMES = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK, CONTRAST)})


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, 0 to 1. Source: WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21. Source: WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(top: str, below: str, share: float) -> str:
    """The colour that `share` (0 to 1) of `top` over `below` gives."""
    pairs = ((int(top[i : i + 2], 16), int(below[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def readable_on(fill: str) -> str:
    """White or the darkest text, whichever reads better on a fill."""
    return max(("#FFFFFF", "#06191D"), key=lambda text: contrast(text, fill))
