"""The outline of a device, front and back, with numbered marks where it is damaged."""

from collections.abc import Sequence

from services.documents.content import Mark
from services.documents.flow import Run, one_line
from services.documents.sheet import MM, Sheet

# Width and height of one outline in millimetres.
_OUTLINES = {"phone": (7.0, 12.6), "laptop": (15.0, 10.0), "television": (16.0, 10.0), "car": (8.0, 15.0)}
_OTHER = (10.0, 10.0)
GAP = 2.6 * MM


class Sketch:
    """Both sides next to each other."""

    def __init__(self, kind: str, marks: Sequence[Mark]) -> None:
        self.kind = kind
        self.marks = marks
        wide, high = _OUTLINES.get(kind, _OTHER)
        self.side = wide * MM, high * MM
        self.width = 2 * self.side[0] + GAP

    def height(self, width: float) -> float:
        return self.side[1] + 1.2 * MM

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        wide, high = self.side
        top = y + 0.4 * MM
        corners = {"front": x + 0.3, "back": x + wide + GAP}
        for side, left in corners.items():
            sheet.frame(left, top, wide, high, 0.2 * MM, radius=1.0 * MM)
            self._detail(sheet, side, left, top)
        for mark in self.marks:
            left = corners.get(mark.side, corners["front"])
            # A mark at the edge stays inside, so that neighbours never overlap.
            at_x = left + min(max(mark.x, 0.0), 1.0) * (wide - 3.4 * MM) + 1.7 * MM
            at_y = top + min(max(mark.y, 0.0), 1.0) * (high - 3.4 * MM) + 1.7 * MM
            sheet.disc(at_x, at_y, 1.55 * MM)
            number = one_line([Run(str(mark.number), 6.2, True, grey=1)], 3 * MM)
            sheet.row_centred(number, at_x, at_y - number.size * 0.7)

    def _detail(self, sheet: Sheet, side: str, left: float, top: float) -> None:
        wide, high = self.side
        if self.kind == "phone" and side == "back":
            sheet.frame(left + 1.0 * MM, top + 1.0 * MM, 2.3 * MM, 3.3 * MM, 0.16 * MM, radius=0.5 * MM)
        elif self.kind in {"laptop", "television"} and side == "front":
            sheet.frame(left + 0.9 * MM, top + 0.9 * MM, wide - 1.8 * MM, high - 2.4 * MM, 0.12 * MM)
        elif self.kind == "laptop":
            sheet.frame(left + wide / 2 - 2 * MM, top + high - 3.4 * MM, 4 * MM, 2.6 * MM, 0.12 * MM)
        elif self.kind == "car":
            edge = 0.3 if side == "front" else 0.7
            sheet.rule(left + 1 * MM, top + high * edge, left + wide - 1 * MM, top + high * edge, 0.12 * MM)
