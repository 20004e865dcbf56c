"""A customer at the kiosk of the largest store: an order opened by the number and the code of its slip."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from services import accounts, kiosk
from services.database import Database
from services.ids import new_id
from tests.benchmarks import by_hand_after as by_hand
from tests.benchmarks.load import STORE, record_id
from tests.benchmarks.measure import Case
from tests.benchmarks.plain import Plain
from tests.people import PASSWORD

LOGIN = "kiosk_large"


def people(connection: Connection) -> None:
    """The kiosk's sign-in."""
    connection.execute(
        text("select create_guest(:id, 'kiosk', :login, :verifier, :store, null)"),
        {
            "id": new_id(),
            "login": LOGIN,
            "verifier": accounts.verifier(connection, LOGIN, PASSWORD),
            "store": record_id(STORE, 1),
        },
    )


def cases(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """The try is written down in a transaction of its own before it is looked at: by hand too."""
    own = plain(
        "select number, pickup_code from aftercare.work_order where store_id = %s order by id limit 64",
        record_id(STORE, 1),
    )

    def by_hand_opened(round_number: int) -> None:
        number, code = own[round_number % len(own)]
        entry = uuid.uuid4()
        secret = hashlib.sha256(f"{entry}{code}".encode()).digest()
        with plain.transaction():
            for limit in (("kiosk", "by_hand"), ("number", f"by_hand {number}")):
                plain.write(by_hand.KIOSK_COUNT, *limit)
            plain.write(by_hand.KIOSK_TRY, entry, record_id(STORE, 1), number.removeprefix("W"), secret)
        with plain.transaction():
            (found,) = plain(by_hand.KIOSK_ORDER, number, code)
            plain(by_hand.KIOSK_TRACE, found[0])
            plain(by_hand.KIOSK_SURVEY, found[0])
            plain.write("update aftercare.kiosk_try set fits = true, work_order_id = %s where id = %s", found[0], entry)
            for limit in (("kiosk", "by_hand"), ("number", f"by_hand {number}")):
                plain.write(by_hand.KIOSK_FORGET, *limit)

    yield Case(
        "the kiosk: an order by number and code",
        "write",
        lambda n: kiosk.open_order(people[LOGIN], *own[n % len(own)]),
        by_hand_opened,
    )
