"""What comes of handing a message over, as the outbox knows it."""

from collections.abc import Callable
from typing import NamedTuple

# Says in the database that the text is about to be handed over; False where it must not be.
HandOver = Callable[[], bool]


class Outcome(NamedTuple):
    """result: sent, again (nothing was sent), refused (nothing was sent, trying again would not help), perhaps, or
    withdrawn (it was no longer this sender's). fault: a code with a sentence. stop: nothing more goes this way now."""

    result: str
    fault: str = ""
    detail: str = ""
    stop: bool = False


SENT = Outcome("sent")
WITHDRAWN = Outcome("withdrawn")
