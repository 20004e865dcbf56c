"""Filling pages with bands, and numbering them once all are known."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.documents.bands import Band, Cells, Splitting, Table
from services.documents.sheet import MM, Sheet

A4 = (210 * MM, 297 * MM)
A5_LANDSCAPE = (210 * MM, 148 * MM)
Part = Band | Splitting | Table
MARGIN = 8 * MM
# The head has air of its own above, the foot below.
TOP = 7 * MM


@dataclass
class Frame:
    """Size of the pages, their heads and their foot.

    head stands on the first page, head_again on the others; foot(page, pages) draws the last strip.
    """

    size: tuple[float, float]
    head: Sequence[Band]
    head_again: Sequence[Band]
    foot: Callable[[int, int], Band]

    @property
    def width(self) -> float:
        """Width between the margins."""
        return self.size[0] - 2 * MARGIN


def _placed(frame: Frame, content: Sequence[Part]) -> list[list[tuple[Band, float]]]:
    """The bands of each page with the height they start at."""
    width = frame.width
    bottom = frame.size[1] - MARGIN - frame.foot(1, 1).height(width)
    pages: list[list[tuple[Band, float]]] = []
    again_height = sum(band.height(width) for band in frame.head_again)
    at = 0.0

    def start_page() -> None:
        nonlocal at
        at = TOP
        pages.append([])
        for band in frame.head_again if len(pages) > 1 else frame.head:
            pages[-1].append((band, at))
            at += band.height(width)

    start_page()
    strips = list(_strips(content, width))
    for index, (band, again) in enumerate(strips):
        height = band.height(width)
        needs = height
        if band.keep and index + 1 < len(strips):
            needs += strips[index + 1][0].height(width)
        # A strip higher than a page stands alone on one: no cell is allowed to grow that far.
        if at + needs > bottom + 0.01 and at > TOP + again_height + 0.01:
            start_page()
            if again is not None:
                pages[-1].append((again, at))
                at += again.height(width)
        pages[-1].append((band, at))
        at += height
    return pages


def _strips(content: Sequence[Part], width: float) -> Iterator[tuple[Band, Cells | None]]:
    """Every strip with the head that is repeated above it on a new page."""
    for part in content:
        if isinstance(part, Table):
            yield replace(part.head, keep=True), None
            for row in part.rows:
                yield row, part.head
        elif isinstance(part, Splitting):
            for band in part.bands(width):
                yield band, None
        else:
            yield part, None


def tightened(content: Sequence[Any], factor: float) -> list[Any]:
    """The same bands with less air in their cells."""

    def tight(part: Any) -> Any:
        if isinstance(part, Table):
            return Table(tight(part.head), [tight(row) for row in part.rows])
        if isinstance(part, Cells):
            return replace(part, pad_top=part.pad_top * factor, pad_bottom=part.pad_bottom * factor)
        return part

    return [tight(part) for part in content]


def _best(frame: Frame, content: Sequence[Part]) -> list[list[tuple[Band, float]]]:
    """One page if giving up some air is enough for that, else as many as it takes."""
    pages = _placed(frame, content)
    for factor in (0.8, 0.6, 0.4):
        if len(pages) == 1:
            break
        tighter = _placed(frame, tightened(content, factor))
        if len(tighter) == 1:
            return tighter
    return pages


def height_of(width: float, content: Sequence[Band]) -> float:
    """How high bands stand on each other."""
    return sum(band.height(width) for band in content)


def draw(sheet: Sheet, frame: Frame, content: Sequence[Part]) -> int:
    """Draw the content on as many pages as it needs; returns how many."""
    pages = _best(frame, content)
    for index, page in enumerate(pages):
        sheet.resize(*frame.size)
        for band, y in page:
            band.draw(sheet, MARGIN, y, frame.width)
        foot = frame.foot(index + 1, len(pages))
        foot.draw(sheet, MARGIN, frame.size[1] - MARGIN - foot.height(frame.width), frame.width)
        sheet.next_page()
    return len(pages)
