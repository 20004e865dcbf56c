"""One occasion told to the customers of many orders: looked at first, then written order by order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services import errors
from services.database import Database
from services.errors import Cancelled, OutcomeUnknown, ServiceError, Unavailable
from services.message_templates import OCCASION_NAMES, Template, fitting
from services.rows import id_array, records
from services.texts import N_

# As many orders as the database looks at in one go.
MOST = 500
# What stands against sending but not against a letter: the customer may be told, only not this way.
NO_ADDRESS = frozenset({"message_no_email", "message_no_sms"})

errors.sentences(
    message_not_yours=N_("This order is not yours to work on."),
    message_not_timely=N_("It is not so with this order now."),
    message_already=N_("The customer was told already, or is about to be."),
    message_many_limit=N_("More than one person may write within an hour."),
    message_many_most=N_("Choose up to {most} orders at once."),
)


@dataclass(frozen=True)
class Choice:
    """What many can be told: an occasion with its texts, or one text that is for nothing in particular.

    key: for a form. sent: texts that go out by themselves once written; letters: those that are printed.
    """

    key: str
    occasion: str
    sent: tuple[Template, ...]
    letters: tuple[Template, ...]

    @property
    def way(self) -> tuple[UUID, ...]:
        """The texts to choose among: letters only where there is nothing else."""
        return tuple(one.id for one in self.sent or self.letters)


class Outlook(NamedTuple):
    """What would become of an order's message. hindrance: a code for what is against it, None where nothing is."""

    order_id: UUID
    template_id: UUID | None
    channel: str | None
    to_masked: str
    hindrance: str | None


class Written(NamedTuple):
    """What became of it: the message and its state, or the sentence that says why there is none."""

    order_id: UUID
    message_id: UUID | None
    state: str
    why: str


class Ids(NamedTuple):
    """The ids an order's message is written with; with the same ones it is never written a second time."""

    message: UUID
    request: UUID


_LOOK = text("""
    select order_id, template_id, channel, masked as to_masked, hindrance
    from message_many_draft(cast(:templates as uuid[]), cast(:orders as uuid[]))""")
_TELL = text("select message_tell_order(:id, cast(:templates as uuid[]), :order, :note, :request)")


def choices(templates: Sequence[Template]) -> list[Choice]:
    """What customers of orders can be told, in the order of the occasions."""
    found = []
    usable = fitting(templates, "work_order")
    for occasion in OCCASION_NAMES:
        texts = [one for one in usable if one.occasion == occasion]
        # texts for nothing in particular have nothing to do with each other
        groups = [(str(one.id), [one]) for one in texts] if occasion == "other" else [(occasion, texts)]
        for key, group in groups:
            letters = tuple(one for one in group if one.channel == "letter")
            sent = tuple(one for one in group if one.channel != "letter")
            if group:
                found.append(Choice(key, occasion, sent, letters))
    return found


def look(db: Database, templates: Sequence[UUID], orders: Sequence[UUID]) -> list[Outlook]:
    """What would become of each order's message; at most MOST orders, those that are not seen are left out."""
    values = {"templates": id_array(templates), "orders": id_array(orders)}
    with db.read() as connection:
        return records(Outlook, connection.execute(_LOOK, values))


def tell(
    db: Database,
    templates: Sequence[UUID],
    orders: Sequence[UUID],
    note: str,
    ids: Mapping[UUID, Ids],
    report: Callable[[int], object] = lambda _count: None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Written]:
    """Write the message of each order, each by itself; returns what became of those that were come to.

    stopped: asked before each, ends it there. A lost connection raises: asked again with the same ids, what was
    written stays written once.
    """
    found = []
    for order in orders:
        if stopped():
            break
        found.append(_tell(db, templates, order, note, ids[order]))
        report(len(found))
    return found


def _tell(db: Database, templates: Sequence[UUID], order: UUID, note: str, ids: Ids) -> Written:
    values = {"id": ids.message, "templates": id_array(templates), "order": order, "note": note}
    try:
        told = db.call(ids.request, _TELL, values)
    except ServiceError as error:
        if isinstance(error, (Unavailable, OutcomeUnknown, Cancelled)):
            raise
        return Written(order, None, "", error.sentence())
    return Written(order, UUID(str(told["id"])), str(told["state"]), "")
