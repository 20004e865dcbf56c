"""Fills a letter of the outbox from the database."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services import messages, personal_data
from services.database import Database
from services.documents.content import Words
from services.documents.from_rows import shop_and_store
from services.documents.letter import Notice
from services.errors import ServiceError


def letter(db: Database, message_id: UUID, printed_by: str) -> Notice:
    """A message as a letter, in the languages it was written in; the address is looked up, which is logged.

    Whoever may not look at it, or has looked too often, prints the masked one.
    """
    one = messages.get(db, message_id)
    head, store = shop_and_store(db, one.store_id)
    zone = ZoneInfo(store.time_zone)
    address = one.to_masked
    try:
        address = personal_data.reveal(db, "customer", one.customer_id, "address", "letter") or address
    except ServiceError as error:
        if error.code not in ("reveal_limit", "not_permitted", "gone_record", "read_only"):
            raise
    written = (Words(one.subject, one.also_subject), Words(one.body, one.also_body))
    if one.lang == "en":
        written = (Words(one.also_subject, one.subject), Words(one.also_body, one.body))
    return Notice(
        shop=head,
        number=one.number,
        recipient=one.customer_name,
        address=address,
        written_on=one.created_at.astimezone(zone).date(),
        subject=written[0],
        body=written[1],
        signer=one.by_name,
        printed_at=datetime.now(zone),
        printed_by=printed_by,
    )
