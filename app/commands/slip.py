"""slip: a paper of an order, or of all orders of an intake, as one PDF."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from services import errors
from services.errors import ServiceError
from services.texts import N_, _

if TYPE_CHECKING:
    from services.database import Database

PAPERS = ("intake", "worksheet", "repair", "receipt", "delivery", "quote", "card", "label")
HELP = "write the slip or another paper of an order (W…) or an intake (N…) as PDF"

errors.sentences(
    slip_medium=N_("This paper is not printed on {media}; there are: {known}."),
    slip_no_payment=N_("Nothing was paid for {number} yet, so there is no receipt."),
    slip_no_customer=N_("{number} belongs to no customer, so there is no customer card."),
    slip_not_written=N_("{file} could not be written: {reason}"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="the number on the slip, W… or N…")
    parser.add_argument("--paper", choices=PAPERS, default="intake", help="intake unless said")
    parser.add_argument(
        "--media", default="", help="a4, a5, 80mm, 58mm, 60x40, 50x30 or 40x30; the paper's first unless said"
    )
    parser.add_argument("--lang", choices=("zh", "en", "both"), default="zh", help="zh unless said")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the PDF to write")


def run(args: argparse.Namespace) -> None:
    from app.commands.target import database
    from services.documents import from_rows, render

    known = render.MEDIA[args.paper]
    media = args.media or known[0]
    if media not in known:
        raise ServiceError("slip_medium", media=media, known=" ".join(known))
    with database() as db:
        orders = from_rows.find(db, args.number)
        if args.paper == "intake":
            orders = orders[:1]  # one slip for all devices of an intake
        pages = [_paper(db, order_id, args.paper, media, args.lang) for order_id in orders]
    try:
        args.out.write_bytes(render.joined(pages))
    except OSError as error:
        raise ServiceError("slip_not_written", file=args.out, reason=error.strerror) from error
    print(_("{file} written.").format(file=args.out))


def _paper(db: "Database", order_id: UUID, paper: str, media: str, lang: str) -> bytes:
    from services import payments, work_orders
    from services.documents import from_customers, from_rows, render

    printed_by = _name(db)
    if paper == "label":
        return render.render(paper, from_rows.label(db, order_id), media, lang)
    order = work_orders.get(db, order_id)
    if paper == "receipt":
        paid = payments.of_order(db, order_id)
        if not paid:
            raise ServiceError("slip_no_payment", number=order.number)
        return render.render(paper, from_rows.receipt(db, paid[-1].id, printed_by), media, lang)
    if paper == "card":
        if order.customer_id is None:
            raise ServiceError("slip_no_customer", number=order.number)
        card = from_customers.customer_card(db, order.customer_id, order.store_id, printed_by)
        return render.render(paper, card, media, lang)
    return render.render(paper, from_rows.order_paper(db, order_id, paper, printed_by), media, lang)


def _name(db: "Database") -> str:
    """Who prints: the person, or the server's own account where nobody employed here signed in."""
    from services import people
    from services.errors import NotSignedIn

    try:
        return people.me(db).name
    except NotSignedIn:
        return db.login
