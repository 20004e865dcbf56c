"""Messages for tests: a customer with an address and an order, and the company's texts switched on."""

from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Connection, text

from services import messages
from services.database import Database
from services.ids import new_id
from services.messages import Told
from tests.work_order_samples import People, customer_with_device, take_in

MAIL = "fang.wang@example.com"
WORKER = "00000000-0000-0000-0000-00000000000a"


def order_of(login: People, superuser: Connection, **values: Any) -> tuple[UUID, UUID]:
    """A customer who is reached by e-mail, and an order of him: (customer, order)."""
    customer, device = customer_with_device(superuser, **{"email": MAIL, "notify_by": "email", **values})
    return customer, take_in(login("na"), customer, device).orders[0].id


def template(connection: Connection, occasion: str, channel: str = "email") -> UUID:
    """The text that is shipped for an occasion."""
    return connection.execute(
        text("select md5('message_template ' || :o || ' ' || :c)::uuid"), {"o": occasion, "c": channel}
    ).scalar_one()


def switch_on(connection: Connection, *occasions: str, channel: str = "email") -> None:
    """These texts are sent by themselves from now on, without waiting for an undo."""
    for occasion in occasions:
        connection.execute(
            text("update message_template set automatic = true where id = :id"),
            {"id": template(connection, occasion, channel)},
        )
    connection.execute(text("update parameter set value = '0' where code = 'message_delay_minutes'"))


def tell(db: Database, order: UUID, template_id: UUID, note: str = "") -> Told:
    """A clerk tells the customer of an order."""
    return messages.tell(db, new_id(), template_id, "work_order", order, note, request=new_id())


def of(connection: Connection, order: UUID) -> list[Any]:
    """All rows of the outbox about an order, the oldest first."""
    return list(
        connection.execute(
            text("select * from message where work_order_id = :id order by created_at, id"), {"id": order}
        ).all()
    )


def due_message(server: psycopg.Connection, message: UUID, channel: str = "email", **customer: str) -> None:
    """A message in the outbox that is to go now, to a customer of its own; server is a superuser's connection."""
    who = new_id()
    given = {"name": "王芳", "phone": "13812345678", "email": f"c{who.hex}@example.com", **customer}
    server.execute(
        "insert into aftercare.customer (id, name, phone, email) values (%s, %s, %s, %s)",
        [who, given["name"], given["phone"], given["email"]],
    )
    server.execute(
        """insert into aftercare.message (id, template_id, occasion, channel, purpose, store_id, customer_id, lang,
               subject, body, next_try_at)
           select %s, md5('message_template other email')::uuid, 'other', %s, 'service', s.id, %s, 'zh',
                  '您的订单 可领取', E'第一行\n.点开头\n..两点', now()
           from aftercare.store s order by s.code limit 1""",
        [message, channel, who],
    )


def send(connection: Connection, message: UUID, result: str = "sent") -> str:
    """A sender takes this message up, hands it over and says what came of it; returns the state that follows."""
    worker = new_id()
    connection.execute(
        text("""update message set state = 'sending', next_try_at = null, claimed_at = now(), claimed_by = :w,
                attempts = attempts + 1 where id = :m"""),
        {"m": message, "w": worker},
    )
    connection.execute(text("select message_hand_over(:m, :w)"), {"m": message, "w": worker})
    return connection.execute(
        text("select message_result(:m, :w, :r, 'mail_no_answer', 'said')"), {"m": message, "w": worker, "r": result}
    ).scalar_one()


def claim(connection: Connection, channels: tuple[str, ...] = ("email", "sms")) -> Any:
    """What the sender is given next; None where nothing is due."""
    return connection.execute(text("select * from message_claim(:w, :c)"), {"w": WORKER, "c": list(channels)}).first()


def result(connection: Connection, message: UUID, what: str, fault: str = "", handed: bool = True) -> Any:
    """What the sender says came of it; returns the state that follows."""
    if handed:
        assert connection.execute(text("select message_hand_over(:m, :w)"), {"m": message, "w": WORKER}).scalar()
    return connection.execute(
        text("select message_result(:m, :w, :r, :f, 'said')"), {"m": message, "w": WORKER, "r": what, "f": fault}
    ).scalar()
