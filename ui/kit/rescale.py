"""Open windows follow another size: every length that was set in pixels is set anew.

Widgets ask theme.px() while they are built, so their margins, spacings and fixed sizes
are those of the size of that moment. Here they are led back to the length of the design
and multiplied by the new size; the design's length is kept beside them, so that going
back and forth does not wear it down by rounding.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QGridLayout, QLayout, QStackedLayout, QWidget

_KEPT = "lengths_of_design"
# Qt's own 'as large as you like'.
UNBOUNDED = 16_777_215
_FREE = (QSize(0, 0), QSize(UNBOUNDED, UNBOUNDED))
# Set by the style sheet engine itself whenever a style sheet comes.
_STYLED = ("_q_stylesheet_minw", "_q_stylesheet_minh", "_q_stylesheet_maxw", "_q_stylesheet_maxh")


def rescale(widgets: Iterable[QWidget], before: float, after: float) -> None:
    """All lengths of these widgets, from one size (pixels per length of the design) to another."""
    if before == after:
        return
    for widget in widgets:
        if widget.objectName().startswith("qt_"):
            continue  # Qt's own parts follow their widget
        _sizes(widget, before, after)
        layout = widget.layout()
        if layout is not None and not isinstance(layout, QStackedLayout):
            _layout(layout, before, after)


def _sizes(widget: QWidget, before: float, after: float) -> None:
    least, most = widget.minimumSize(), widget.maximumSize()
    if least in _FREE and most in _FREE:
        return
    if any(widget.property(name) is not None for name in _STYLED) or widget.isWindow():
        return
    old = [least.width(), least.height(), most.width(), most.height()]

    def put(lengths: Sequence[int]) -> None:
        widget.setMinimumSize(QSize(lengths[0], lengths[1]))
        widget.setMaximumSize(QSize(lengths[2], lengths[3]))

    _change(widget, "sizes", old, put, before, after)


def _layout(layout: QLayout, before: float, after: float) -> None:
    margins = layout.contentsMargins()
    old = [margins.left(), margins.top(), margins.right(), margins.bottom()]
    _change(layout, "margins", old, lambda new: layout.setContentsMargins(*new), before, after)
    if isinstance(layout, QGridLayout):
        gaps = [layout.horizontalSpacing(), layout.verticalSpacing()]

        def put(new: Sequence[int]) -> None:
            layout.setHorizontalSpacing(new[0])
            layout.setVerticalSpacing(new[1])

        _change(layout, "gaps", gaps, put, before, after)
    else:
        _change(layout, "gap", [layout.spacing()], lambda new: layout.setSpacing(new[0]), before, after)
    _spacers(layout, before, after)
    for place in range(layout.count()):
        inner = layout.itemAt(place).layout()
        if inner is not None:
            _layout(inner, before, after)


def _spacers(layout: QLayout, before: float, after: float) -> None:
    found = [layout.itemAt(place).spacerItem() for place in range(layout.count())]
    spacers = [one for one in found if one is not None]
    old = [length for one in spacers for length in (one.sizeHint().width(), one.sizeHint().height())]
    if not any(old):
        return

    def put(new: Sequence[int]) -> None:
        for place, one in enumerate(spacers):
            policy = one.sizePolicy()
            one.changeSize(new[2 * place], new[2 * place + 1], policy.horizontalPolicy(), policy.verticalPolicy())
        layout.invalidate()

    _change(layout, "spacers", old, put, before, after)


def _change(
    owner: QObject, what: str, old: list[int], put: Callable[[Sequence[int]], Any], before: float, after: float
) -> None:
    if not any(0 < length < UNBOUNDED for length in old):
        return
    name = f"{_KEPT}_{what}"
    kept = owner.property(name)
    known = isinstance(kept, list) and [round(length) for length in kept[len(old) :]] == old
    # Where somebody set other lengths meanwhile, what is kept no longer speaks of them.
    design = kept[: len(old)] if known else [float(n) if n >= UNBOUNDED or n <= 0 else n / before for n in old]
    new = [int(n) if n >= UNBOUNDED or n <= 0 else max(1, round(n * after)) for n in design]
    put(new)
    owner.setProperty(name, [*design, *(float(n) for n in new)])
