"""Times the services beside the same work as plain SQL, turn by turn in the same run."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Work = Callable[[int], Any]


@dataclass(frozen=True)
class Case:
    """Something people wait for. ours and plain get the round's number, so that they can vary what they ask."""

    name: str
    kind: str
    ours: Work
    plain: Work
    rounds: int = 40


@dataclass(frozen=True)
class Result:
    """Milliseconds; ratio is our median to the plain one; ok as the design wants it."""

    name: str
    kind: str
    rows: int
    median_ms: float
    p95_ms: float
    sql_median_ms: float
    ratio: float
    ok: bool

    def record(self) -> dict[str, Any]:
        return asdict(self)


# How far ours may be above the plain SQL: a factor, or milliseconds where that is little.
ALLOWED = {"read": (1.3, 1.0), "write": (2.0, 3.0)}


def run(case: Case, rows: int) -> Result:
    """Measure one case, warm: two rounds are thrown away, then both take turns."""
    ours: list[float] = []
    plain: list[float] = []
    for number in range(-2, case.rounds):
        for work, times in ((case.ours, ours), (case.plain, plain)):
            gc.disable()
            began = time.perf_counter()
            work(number)
            took = (time.perf_counter() - began) * 1000
            gc.enable()
            if number >= 0:
                times.append(took)
    median, sql = statistics.median(ours), statistics.median(plain)
    factor, above = ALLOWED[case.kind]
    return Result(
        case.name,
        case.kind,
        rows,
        round(median, 3),
        round(_p95(ours), 3),
        round(sql, 3),
        round(median / sql, 2) if sql else 0.0,
        median <= sql * factor or median <= sql + above,
    )


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def table(results: Sequence[Result]) -> str:
    """The results as a page of text."""
    width = max(len(result.name) for result in results)
    lines = [f"{'':{width}}  kind   median     p95      SQL   ratio"]
    lines += [
        f"{r.name:{width}}  {r.kind:5} {r.median_ms:8.2f} {r.p95_ms:8.2f} {r.sql_median_ms:8.2f} {r.ratio:7.2f}"
        f"{'' if r.ok else '  above the target'}"
        for r in results
    ]
    return "\n".join(lines)
