"""Times the services beside the same work as plain SQL, turn by turn in the same run."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

Work = Callable[[int], Any]


@dataclass(frozen=True)
class Case:
    """Something people wait for. All parts get the round's number, so that they can vary what they ask.

    prepare is done before each round of ours and not timed. needed: the cases after this one go on from where it
    ends, so that it is done also where it is not to be measured.
    """

    name: str
    kind: str
    ours: Work
    plain: Work
    prepare: Work | None = None
    needed: bool = False


@dataclass(frozen=True)
class Result:
    """Milliseconds; ratio: our median to the plain one; growth: our median to that with a tenth of the rows.

    cpu_…: the same in processor time of client and server together, which other work on the machine hardly
    changes; None where the system does not tell it.
    """

    name: str
    kind: str
    rows: int
    median_ms: float
    p95_ms: float
    sql_median_ms: float
    ratio: float
    ok: bool
    growth: float | None = None
    cpu_ms: float | None = None
    sql_cpu_ms: float | None = None
    cpu_growth: float | None = None

    def record(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Value:
    """What is not a comparison with SQL: kind start, memory, stall, throughput, change or paper."""

    name: str
    kind: str
    value: float
    unit: str
    most: float | None = None

    @property
    def ok(self) -> bool:
        return self.most is None or self.value <= self.most

    def record(self) -> dict[str, Any]:
        return {**asdict(self), "ok": self.ok}


# How far ours may be above the plain SQL: a factor, or milliseconds where that is little.
ALLOWED = {"read": (1.3, 1.0), "write": (2.0, 3.0)}
# How much longer it may take with ten times the rows; below a millisecond more nobody notices.
GROWTH, GROWTH_MS = 1.3, 1.0
ROUNDS = 40
WARM_UP = 8  # a prepared statement gets its lasting plan in the sixth use


def rounds() -> range:
    """The numbers of all rounds; those below zero are not counted."""
    return range(-WARM_UP, ROUNDS)


def run(case: Case, rows: int, meter: "Meter | None" = None) -> Result:
    """Measure one case, warm: the first rounds are thrown away, then both sides take turns."""
    meter = meter or Meter(())
    ours: list[Times] = []
    plain: list[Times] = []
    for number in rounds():
        if case.prepare is not None:
            case.prepare(number)
        # Whoever asks first for a record brings its pages into memory for the other.
        sides = ((case.ours, ours), (case.plain, plain))
        for work, times in sides if number % 2 else reversed(sides):
            took = meter.timed(work, number)
            if number >= 0:
                times.append(took)
    median, sql = (statistics.median(one.clock for one in times) for times in (ours, plain))
    cpu, sql_cpu = (_median_cpu(times) for times in (ours, plain))
    factor, above = ALLOWED[case.kind]
    return Result(
        case.name,
        case.kind,
        rows,
        round(median, 3),
        round(p95([one.clock for one in ours]), 3),
        round(sql, 3),
        round(median / sql, 2) if sql else 0.0,
        median <= sql * factor or median <= sql + above,
        cpu_ms=cpu,
        sql_cpu_ms=sql_cpu,
    )


class Times(NamedTuple):
    """Milliseconds by the clock, and of processor time where it is known."""

    clock: float
    cpu: float | None


def _median_cpu(times: Sequence[Times]) -> float | None:
    known = [one.cpu for one in times if one.cpu is not None]
    return round(statistics.median(known), 3) if known else None


class Meter:
    """Times rounds of work; servers: process ids of the database's connections, for their processor time."""

    def __init__(self, servers: Iterable[int]) -> None:
        self._files = [Path(f"/proc/{pid}/schedstat") for pid in servers]

    def timed(self, work: Work, number: int) -> Times:
        """One round, without the garbage collector's pauses."""
        gc.disable()
        served, used, began = self._served(), time.thread_time(), time.perf_counter()
        work(number)
        clock, used, after = time.perf_counter() - began, time.thread_time() - used, self._served()
        gc.enable()
        cpu = None if served is None or after is None else used * 1000 + after - served
        return Times(clock * 1000, cpu)

    def _served(self) -> float | None:
        """Milliseconds all of them have run; Linux alone tells it so exactly."""
        try:
            return sum(int(file.read_text("ascii").split()[0]) for file in self._files) / 1e6 if self._files else None
        except (OSError, ValueError):
            return None


def walk(case: Case) -> None:
    """Do ours in all rounds without measuring."""
    for number in rounds():
        if case.prepare is not None:
            case.prepare(number)
        case.ours(number)


def p95(times: Sequence[float]) -> float:
    return part(times, 0.95)


def part(times: Sequence[float], share: float) -> float:
    """The time that this share of them does not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def grown(results: Iterable[Result], tenth: Mapping[str, Result]) -> list[Result]:
    """The results beside those with a tenth of the rows."""
    told = []
    for result in results:
        less = tenth.get(result.name)
        if less is not None:
            cpu = round(result.cpu_ms / less.cpu_ms, 2) if result.cpu_ms and less.cpu_ms else None
            result = replace(result, growth=round(result.median_ms / less.median_ms, 2), cpu_growth=cpu)
        told.append(result)
    return told


def table(results: Sequence[Result], values: Sequence[Value] = ()) -> str:
    """The results as a page of text."""
    width = max((len(result.name) for result in (*results, *values)), default=0)
    lines = []
    if results:
        lines.append(f"{'':{width}}  kind   median     p95      SQL   ratio   10 x      cpu  SQL cpu   10 x")
    for r in results:
        numbers = (r.growth, r.cpu_ms, r.sql_cpu_ms, r.cpu_growth)
        more = " ".join(
            " " * size if number is None else f"{number:{size}.2f}"
            for number, size in zip(numbers, (6, 8, 8, 6), strict=True)
        )
        remark = "" if r.ok else "  above the target"
        lines.append(
            f"{r.name:{width}}  {r.kind:5} {r.median_ms:8.2f} {r.p95_ms:8.2f} {r.sql_median_ms:8.2f} {r.ratio:7.2f} "
            f"{more}{remark}".rstrip()
        )
    if values:
        lines.append("")
    for v in values:
        most = "" if v.most is None else f"  (at most {v.most:g})"
        lines.append(
            f"{v.name:{width}}  {v.kind:10} {v.value:10.1f} {v.unit}{most}{'' if v.ok else '  above the target'}"
        )
    return "\n".join(lines)
