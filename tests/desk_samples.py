"""Tickets, complaints and articles for tests, made by somebody of the cast through the services."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from services import articles, complaints, remedies, tickets
from services.database import Database
from services.ids import new_id
from tests.people import known


def open_ticket(db: Database, subject: str = "空调不制冷", **values: Any) -> tickets.Ticket:
    """A fault report at the Xihu store unless said otherwise."""
    given = {"kind": "fault", "store_id": known("store xihu"), "subject": subject, **values}
    return tickets.create(db, new_id(), given, new_id())


def solved_ticket(db: Database, subject: str, solution: str, **values: Any) -> tickets.Ticket:
    """A ticket that was solved at once."""
    ticket = open_ticket(db, subject, **values)
    tickets.move(db, ticket, "resolve", {"solution": solution}, new_id())
    return tickets.get(db, ticket.id)


def record_complaint(db: Database, subject: str = "等了三周没有消息", **values: Any) -> Any:
    """A complaint at the Xihu store unless said otherwise."""
    given = {
        "store_id": known("store xihu"),
        "subject": subject,
        "description": "说好三天，没有人回电话。",
        **values,
    }
    return complaints.record(db, new_id(), given, new_id())


def write_article(
    db: Database, question: str = "空调不制冷怎么办", answer: str = "先清洗滤网，再检查室外机是否通风。", **values: Any
) -> articles.Article:
    """A draft."""
    return articles.write(db, new_id(), {"question": question, "answer": answer, **values}, new_id())


def publish(author: Database, manager: Database, **values: Any) -> articles.Article:
    """An article that everybody reads."""
    article = write_article(author, **values)
    articles.move(manager, article, "publish", {}, new_id())
    return articles.get(manager, article.id)


def issue_vouchers(db: Database, complaint_id: UUID, *amounts: int) -> None:
    """Vouchers over these amounts, in CNY, proposed and handed out for a complaint."""
    for amount in amounts:
        remedies.propose(db, new_id(), complaint_id, "voucher", new_id(), amount=Decimal(amount), note="致歉")
    for one in remedies.of_complaint(db, complaint_id):
        remedies.finish(db, one, new_id(), document=new_id())
