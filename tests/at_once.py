"""Several people at the same moment, each in a thread of his own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from services.errors import ServiceError


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Begin them together; what each returned, or the ServiceError it was refused with, in their order."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return work()
        except ServiceError as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))
