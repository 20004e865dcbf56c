"""What a sheet is built from: blocks inside cells, cells inside bands, bands down a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from services.documents.flow import Row, Run, at_most, lines, one_line
from services.documents.sheet import RULE_CELL, RULE_ROW, Sheet

PAD = 4.5


class Block(Protocol):
    """Something in a cell: it knows its height for a width and draws itself."""

    def height(self, width: float) -> float: ...

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None: ...


class Text:
    """Wrapped text; beyond the limit it is cut with a tail that says so."""

    def __init__(
        self, *runs: Run, limit: int | None = None, tail: str = "…", align: str = "left", leading: float = 1.4
    ) -> None:
        self.runs = runs
        self.limit = limit
        self.tail = tail
        self.align = align
        self.leading = leading
        self._laid: tuple[float, list[Row]] | None = None

    def rows(self, width: float) -> list[Row]:
        """The lines at a width."""
        if self._laid is None or self._laid[0] != width:
            if self.limit == 1:
                found = [one_line(self.runs, width, self.tail)]
            else:
                found = lines(self.runs, width, self.leading)
                if self.limit:
                    found = at_most(found, self.limit, width, self.tail)
            self._laid = width, found
        return self._laid[1]

    def height(self, width: float) -> float:
        return sum(row.height for row in self.rows(width))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for row in self.rows(width):
            if self.align == "right":
                sheet.row_right(row, x + width, y)
            elif self.align == "centre":
                sheet.row_centred(row, x + width / 2, y)
            else:
                sheet.row(row, x, y)
            y += row.height


@dataclass(frozen=True)
class Gap:
    """Empty space."""

    size: float

    def height(self, width: float) -> float:
        return self.size

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        return


class Pair:
    """Text on the left and a value, usually an amount, flush right on the same baseline.

    The value is never cut; the text takes what is left and wraps.
    """

    GAP = 6.0

    def __init__(self, left: Sequence[Run], right: Sequence[Run], limit: int = 3, leading: float = 1.4) -> None:
        self.left = left
        self.right = Row(tuple(right), leading)
        self.limit = limit
        self.leading = leading

    def _rows(self, width: float) -> list[Row]:
        room = max(width - self.right.width - self.GAP, width * 0.2)
        return at_most(lines(self.left, room, self.leading), self.limit, room, "…")

    def height(self, width: float) -> float:
        return max(sum(row.height for row in self._rows(width)), self.right.height)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        rows = self._rows(width)
        first = rows[0].height if rows else 0.0
        # Both share the baseline of the first line.
        top = max(first, self.right.height)
        sheet.row_right(self.right, x + width, y + (top - self.right.height) * 0.75)
        at = y + (top - first) * 0.75
        for row in rows:
            sheet.row(row, x, at)
            at += row.height


@dataclass
class Cell:
    """A column of a band. span: its share of the width in points, from left to right."""

    span: float
    blocks: Sequence[Block]
    shaded: bool = False


class Band(Protocol):
    """A horizontal strip of a page."""

    keep: bool

    def height(self, width: float) -> float: ...

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None: ...


@dataclass
class Cells:
    """Cells side by side with thin lines between them and a rule below.

    The first column is flush with the margin. keep: never the last strip of a page.
    """

    cells: Sequence[Cell]
    rule: float = RULE_ROW
    lined: bool = True
    pad_top: float = 2.0
    pad_bottom: float = 2.6
    keep: bool = False
    least: float = 0.0

    def _columns(self, width: float) -> list[tuple[float, float, Cell]]:
        total = sum(cell.span for cell in self.cells)
        columns, at = [], 0.0
        for index, cell in enumerate(self.cells):
            span = cell.span / total * width
            left = PAD if index else 0.0
            right = PAD if index < len(self.cells) - 1 else 0.0
            columns.append((at + left, span - left - right, cell))
            at += span
        return columns

    def height(self, width: float) -> float:
        tallest = max(sum(block.height(inner) for block in cell.blocks) for _x, inner, cell in self._columns(width))
        return max(tallest + self.pad_top + self.pad_bottom, self.least)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        height = self.height(width)
        for index, (left, inner, cell) in enumerate(self._columns(width)):
            if cell.shaded:
                # Below the rule that belongs to the band above, from one upright rule to the next.
                beyond = PAD if index < len(self.cells) - 1 else 0.0
                sheet.fill(x + left - PAD, y + 0.6, inner + PAD + beyond, height - 0.6, 0.92)
            if index and self.lined:
                sheet.rule(x + left - PAD, y, x + left - PAD, y + height, RULE_CELL)
            at = y + self.pad_top
            for block in cell.blocks:
                block.draw(sheet, x + left, at, inner)
                at += block.height(inner)
        if self.rule:
            sheet.rule(x, y + height, x + width, y + height, self.rule)


@dataclass
class Drawn:
    """A strip of a fixed height drawn by a function(sheet, x, y, width)."""

    size: float
    pen: Callable[[Sheet, float, float, float], None]
    keep: bool = False

    def height(self, width: float) -> float:
        return self.size

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        self.pen(sheet, x, y, width)


@dataclass
class Splitting:
    """A long text over the whole width that goes on over as many pages as it needs."""

    title: Sequence[Run]
    runs: Sequence[Run]
    least_lines: int = 1
    rule: float = RULE_ROW

    def bands(self, width: float) -> list[Band]:
        """One strip a line, the title kept with the first, a rule under the last."""
        rows = lines(self.runs, width)
        strips: list[Band] = [Cells([Cell(1, [Text(*self.title)])], rule=0, pad_bottom=0, keep=True)]
        blank = max(self.least_lines - len(rows), 0)
        for index, row in enumerate(rows):
            last = index == len(rows) - 1 and not blank
            strips.append(_Strip(row, self.rule if last else 0, keep=index == 0 and len(rows) > 1))
        strips.extend(
            Drawn(18, _writing_line if index < blank - 1 or not self.rule else _last_line(self.rule))
            for index in range(blank)
        )
        if not rows and not blank and self.rule:
            strips.append(Drawn(PAD, _last_line(self.rule)))
        return strips


@dataclass
class _Strip:
    """One line of a long text."""

    row: Row
    rule: float
    keep: bool

    def height(self, width: float) -> float:
        return self.row.height + (3.4 if self.rule else 0)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        sheet.row(self.row, x, y)
        if self.rule:
            bottom = y + self.height(width)
            sheet.rule(x, bottom, x + width, bottom, self.rule)


def _writing_line(sheet: Sheet, x: float, y: float, width: float) -> None:
    sheet.rule(x, y + 18, x + width, y + 18, RULE_CELL, dash=1.5)


def _last_line(weight: float) -> Callable[[Sheet, float, float, float], None]:
    def pen(sheet: Sheet, x: float, y: float, width: float) -> None:
        sheet.rule(x, y + 18, x + width, y + 18, weight)

    return pen


@dataclass
class Table:
    """Rows under a head that is repeated on every page the table reaches."""

    head: Cells
    rows: Sequence[Cells] = field(default_factory=list)
