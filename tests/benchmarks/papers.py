"""How long a paper takes from its order to the PDF, on every medium it is printed on."""

import statistics
from collections.abc import Iterator
from uuid import UUID

from services.database import Database
from services.documents import from_rows, render
from tests.benchmarks.measure import Meter, Value

ROUNDS = 6


def values(db: Database, order_id: UUID) -> Iterator[Value]:
    """Slip and label on each of their media; milliseconds, the median of a few."""
    for paper in ("intake", "label"):
        for media in render.MEDIA[paper]:

            def make(_number: int, paper: str = paper, media: str = media) -> None:
                content = (
                    from_rows.label(db, order_id) if paper == "label" else from_rows.order_paper(db, order_id, paper)
                )
                render.render(paper, content, media, "both")

            make(0)
            times = [Meter(()).timed(make, number).clock for number in range(ROUNDS)]
            yield Value(f"{paper} on {media}", "paper", round(statistics.median(times), 1), "ms")
