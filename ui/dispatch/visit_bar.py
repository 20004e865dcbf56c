"""A visit as a bar on the board: its colour, its words, its lane."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from services import visits
from services.dispatch import Placed
from services.texts import _, either
from ui.dispatch.labels import STATES, is_late
from ui.kit import formats
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import say


def paint_bar(
    painter: QPainter, visit: Placed, box: QRectF, now: datetime | None, clash: bool, focused: bool, with_time: bool
) -> None:
    """Draw it; what lies over another visit has a red edge, who was sent all the same a mark."""
    tone = "danger" if is_late(visit, now) else STATES[visit.state][0]
    if visit.state == "planned" and tone == "neutral":
        tone = "accent"
    ink, tint, border = theme.tone(tone)
    painter.setBrush(tint)
    painter.setPen(QPen(theme.colour("danger") if clash else border, theme.px(2) if clash else 1))
    painter.drawRoundedRect(box, theme.px(4), theme.px(4))
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus"), theme.px(2)))
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), theme.px(5), theme.px(5))
    x = box.left() + theme.px(6)
    mark = "warning" if clash or visit.overridden else "waiting_parts" if visit.waits_for_parts else ""
    if mark and box.width() > theme.px(30):
        side = theme.px(13)
        colour = theme.colour("danger" if clash else "warning")
        paint_icon(painter, mark, QRectF(x, box.top() + theme.px(3), side, side), colour)
        x += side + theme.px(4)
    lines = lines_of(visit, with_time)
    painter.setFont(theme.font("label"))
    painter.setPen(ink)
    step = painter.fontMetrics().height()
    y = box.top() + (theme.px(2) if box.height() > 2 * step else (box.height() - step) / 2)
    for n, words in enumerate(lines):
        if y + step > box.bottom() + 1:
            break
        room = int(box.right() - x - theme.px(4))
        if room < theme.px(14):
            break
        painter.drawText(
            QRectF(x, y, room, step), Qt.TextFlag.TextSingleLine,
            painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room),
        )  # fmt: skip
        y += step
        if n == 0:
            x = box.left() + theme.px(6)
            painter.setPen(theme.colour("text"))


def lay_in_lanes(held: Sequence[Placed], lane_of: dict[UUID, int]) -> int:
    """Give each of one technician's visits the first lane that is free then; returns how many lanes it takes."""
    ends: list[datetime] = []
    for visit in held:
        assert visit.planned_from is not None and visit.planned_until is not None
        lane = next((n for n, end in enumerate(ends) if end <= visit.planned_from), len(ends))
        ends[lane : lane + 1] = [visit.planned_until]
        lane_of[visit.id] = lane
    return max(len(ends), 1)


def lines_of(visit: Placed, with_time: bool) -> list[str]:
    """What stands in a bar."""
    who = visit.customer_name or visit.subject
    if with_time and visit.planned_from is not None:
        return [f"{formats.clock(visit.planned_from)} {who}"]
    return [who, f"{visit.subject} · {visit.number}" if who != visit.subject else visit.number]


def tip(visit: Placed) -> list[str]:
    """All that is known of a visit on the board, line by line."""
    lines = [visit.number, visit.customer_name, visit.subject, say(visits.STATE_NAMES[visit.state])]
    if visit.planned_from is not None and visit.planned_until is not None:
        lines.append(f"{formats.moment(visit.planned_from)}–{formats.clock(visit.planned_until)}")
    lines += [either(visit.region_name, visit.region_name_en), visit.wish]
    if visit.waits_for_parts:
        lines.append(_("The order still waits for parts."))
    return [line for line in lines if line]
