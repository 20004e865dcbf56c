"""Breaking text into lines: Chinese anywhere but before closing marks, Latin at blanks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from services.documents import fonts

# Height of a line and place of its baseline, in sizes: what Chinese needs to breathe, no more.
LEADING = 1.4
BASELINE = 1.06

_NEVER_FIRST = set("，。、；：？！）】》」』”’％…—·,.;:!?)]}%°")
_NEVER_LAST = set("（【《「『“‘([{¥")
_ATOM = re.compile(r"\n| +|[^\s\u2e80-\U0003ffff]+|.")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style. grey: 0 is black; size in points."""

    text: str
    size: float = 9.0
    bold: bool = False
    grey: float = 0.0

    @property
    def width(self) -> float:
        """Width of the run on one line."""
        return fonts.width(self.text, self.bold) * self.size


class Row(NamedTuple):
    """One line of text: its runs from left to right."""

    runs: Sequence[Run]
    leading: float = LEADING

    @property
    def size(self) -> float:
        """The largest size on the line; it sets height and baseline."""
        return max((run.size for run in self.runs), default=9.0)

    @property
    def height(self) -> float:
        """Distance to the next line."""
        return self.size * self.leading

    @property
    def width(self) -> float:
        """Width of all runs."""
        return sum(run.width for run in self.runs)


def _units(text: str) -> Iterator[str]:
    """Pieces that must stay on one line, blanks and line ends by themselves."""
    held = ""
    for atom in _ATOM.findall(text):
        if atom == "\n" or atom.isspace():
            if held:
                yield held
            held = ""
            yield atom
        elif held and (atom[0] in _NEVER_FIRST or held[-1] in _NEVER_LAST):
            held += atom
        else:
            if held:
                yield held
            held = atom
    if held:
        yield held


def _chopped(unit: str, bold: bool, size: float, width: float, room: float) -> Iterator[str]:
    """A unit wider than a line, cut where it must be; the first piece fits the room that is left."""
    piece, used = "", 0.0
    for char in unit:
        step = fonts.width(char, bold) * size
        if piece and used + step > room:
            yield piece
            piece, used, room = "", 0.0, width
        piece += char
        used += step
    if piece:
        yield piece


def lines(runs: Sequence[Run], width: float, leading: float = LEADING) -> list[Row]:
    """The runs as lines no wider than a width, in order, one after the other.

    An empty text is no line at all.
    """
    # Each line as its runs with the pieces of text they keep of them.
    found: list[list[tuple[Run, list[str]]]] = [[]]
    used = 0.0

    def put(text: str, run: Run) -> None:
        line = found[-1]
        if line and line[-1][0] is run:
            line[-1][1].append(text)
        else:
            line.append((run, [text]))

    def new_line() -> None:
        nonlocal used
        found.append([])
        used = 0.0

    for run in runs:
        for unit in _units(fonts.cleaned(run.text)):
            if unit == "\n":
                new_line()
                continue
            step = fonts.width(unit, run.bold) * run.size
            if used + step <= width + 0.01:
                if used or not unit.isspace():
                    put(unit, run)
                    used += step
            elif unit.isspace():
                new_line()
            elif step <= width:
                new_line()
                put(unit, run)
                used = step
            else:
                for piece in _chopped(unit, run.bold, run.size, width, max(width - used, 0.0)):
                    step = fonts.width(piece, run.bold) * run.size
                    if used and used + step > width + 0.01:
                        new_line()
                    put(piece, run)
                    used += step
    while found and not found[-1]:
        found.pop()
    return [Row(_joined(line) or (Run("", runs[0].size),), leading) for line in found]


def _joined(line: list[tuple[Run, list[str]]]) -> tuple[Run, ...]:
    """The runs of a line, without the blanks at its end."""
    whole = [replace(run, text="".join(texts)) for run, texts in line]
    if whole:
        whole[-1] = replace(whole[-1], text=whole[-1].text.rstrip())
    return tuple(run for run in whole if run.text)


def shortened(row: Row, width: float, tail: str) -> Row:
    """A line with a tail that says it was cut, still within the width."""
    runs = list(row.runs)
    style = replace(runs[-1], text=tail)
    room = width - style.width
    while runs and sum(run.width for run in runs) > room:
        last = runs.pop()
        if len(last.text) > 1:
            runs.append(replace(last, text=last.text[:-1]))
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return Row((*runs, style), row.leading)


def at_most(rows: list[Row], limit: int, width: float, tail: str) -> list[Row]:
    """The first lines; where some are left out the last one ends in the tail."""
    if len(rows) <= limit:
        return rows
    return [*rows[: limit - 1], shortened(rows[limit - 1], width, tail)]


def one_line(runs: Sequence[Run], width: float, tail: str = "…") -> Row:
    """The runs on a single line, cut with a tail where they are too long."""
    clean = [replace(run, text=fonts.cleaned(run.text).replace("\n", " ")) for run in runs]
    row = Row(tuple(run for run in clean if run.text) or (Run("", runs[0].size if runs else 9.0),))
    if row.width <= width + 0.01:
        return row
    # Only what could fit is measured character by character.
    rows = lines(row.runs, width)
    return shortened(rows[0], width, tail) if rows else row
