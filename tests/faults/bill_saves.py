"""What a counter saves until the device is handed over: its code, what the repair costs, what the customer says to it,
the repair, the money and the device in one; and beside it calls that come in, articles and what a ticket is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services import (
    articles,
    calls,
    customers,
    devices,
    hand_over,
    order_lines,
    quotes,
    ticket_links,
    unlock_codes,
    work_orders,
)
from services.database import Database
from services.payments import Part
from tests.faults.desk_saves import XIHU
from tests.faults.staff_saves import Staff

_OURS = "created_by = 'na'"
PRICE = Decimal("500.00")


@dataclass(frozen=True)
class Bill(Staff):
    """One of each, about the order of the job."""

    def code(self, request: UUID) -> Any:
        unlock_codes.keep(self.clerk, self.order, "digits", f"{self.number % 10_000:04d}", request=request)

    def line(self, request: UUID) -> Any:
        given = {"kind": "part", "name": "屏幕总成", "unit_price": PRICE, "state": "planned"}
        return order_lines.add(self.clerk, self.made("line"), self.order, given, request)

    def quote(self, request: UUID) -> Any:
        quotes.offer(self.clerk, self.made("quote"), self.order, request=request)

    def quoted(self, request: UUID) -> Any:
        return self._repair(self.clerk, "quote", request)

    def consent(self, request: UUID) -> Any:
        quotes.record_consent(
            self.clerk, self.made("consent"), self.order, "yes", "王芳", "phone", request=request,
            quote_id=self.made("quote"),
        )  # fmt: skip

    def repair(self, request: UUID) -> Any:
        return self._repair(self.technician, "repair", request)

    def fitted(self, request: UUID) -> Any:
        (line,) = order_lines.of_order(self.technician, self.order)
        return order_lines.change(self.technician, line, {"state": "used"}, request)

    def test(self, request: UUID) -> Any:
        return self._repair(self.technician, "test", request)

    def diagnosis(self, request: UUID) -> Any:
        given = {"fault_code": "no_display", "cause_code": "wear", "remedy_code": "replaced", "test_passed": True}
        return work_orders.change(self.technician, work_orders.get(self.technician, self.order), given, request)

    def complete(self, request: UUID) -> Any:
        return self._repair(self.technician, "complete", request, outcome="repaired")

    def handed_over(self, request: UUID) -> Any:
        order = work_orders.get(self.clerk, self.order)
        # paid in two ways, the device goes with it; asked again nothing is owed any more
        card = Part(self.made("by card"), "card", Decimal("100.00"), "0001")
        rest = Part(self.made("by phone"), "wechat", order.balance - card.amount, "4200")
        money = hand_over.Settlement(order.balance, [card, rest] if order.balance else [])
        payload = {"collected_how": "code", "pickup_code": order.pickup_code}
        return hand_over.hand_over(self.clerk, order, "deliver", money, payload, request=request)

    def _repair(self, db: Database, action: str, request: UUID, **payload: Any) -> Any:
        seen = work_orders.seen(work_orders.get(db, self.order))
        return work_orders.move(db, seen, action, payload, request=request)

    # whose device it is

    def described(self, request: UUID) -> Any:
        # two rows in one transaction
        seen = customers.get(self.clerk, self.customer)
        given = {"tax_no": f"9133{self.number}", "industry": f"餐饮{self.number}"}
        customers.change(self.clerk, seen, given, request)

    def numbered(self, request: UUID) -> Any:
        return devices.add_number(self.clerk, self.made("device"), "other", f"A-{self.number}", request)

    # calls, articles, links

    def call(self, request: UUID) -> Any:
        calls.come_in(self.clerk, self._number(), XIHU, request)

    def call_taken(self, request: UUID) -> Any:
        with self.clerk.read() as connection:
            call = connection.execute(
                text("select id from phone_call where phone_last4 = :last4 order by came_at desc limit 1"),
                {"last4": self._number()[-4:]},
            ).scalar_one()
        calls.mark(self.clerk, call, "handled", request, self.made("ticket"))

    def _number(self) -> str:
        return f"0571{int(self.made('call')) % 10**8:08d}"

    def article(self, request: UUID) -> Any:
        given = {"question": f"屏幕不亮 {self._called_by('article')}", "answer": "更换屏幕总成。"}
        articles.write(self.clerk, self.made("article"), given, request)

    def article_changed(self, request: UUID) -> Any:
        articles.change(self.clerk, articles.get(self.clerk, self.made("article")), {"answer": "先断电。"}, request)

    def linked(self, request: UUID) -> Any:
        ticket_links.link(self.clerk, self.made("ticket"), "work_order", self.order, request)


# kind -> what counts it in the database
KINDS: Mapping[str, str] = {
    "code": "select count(*) from work_order_event where action = 'keep_code'",
    "line": "select count(*) from work_order_line",
    "quote": "select count(*) from quote",
    "quoted": "select count(*) from work_order_event where action = 'quote' and axis = 'work'",
    "consent": "select count(*) from consent",
    "repair": "select count(*) from work_order_event where action = 'repair'",
    "fitted": "select count(*) from work_order_line where state = 'used'",
    "test": "select count(*) from work_order_event where action = 'test'",
    "diagnosis": "select count(*) from work_order where test_passed",
    "complete": "select count(*) from work_order_event where action = 'complete'",
    "handed_over": "select count(*) from work_order_event where action = 'deliver'",
    "described": "select count(*) from customer where tax_no <> ''",
    "numbered": "select count(*) from device_number",
    "call": "select count(*) from phone_call",
    "call_taken": "select count(*) from phone_call where state = 'handled'",
    "article": f"select count(*) from article where {_OURS}",
    "article_changed": f"select count(*) from article where {_OURS} and version > 1",
    "linked": "select count(*) from ticket_link",
}

HALVES: Mapping[str, str] = {
    "a device that went without its money, or money without the device": """
        select o.number from work_order o
        where (o.work_state = 'delivered') <> (
          (select count(*) from payment p where p.work_order_id = o.id and p.method in ('card', 'wechat')) = 2)
          or o.work_state = 'delivered' and (o.money_state <> 'paid' or o.custody_state <> 'returned')""",
    "a code that outlives the hand-over": """
        select o.number from unlock_code u join work_order o on o.id = u.work_order_id where o.work_state = 'delivered'""",
    "a quote without its lines, or a yes to nothing": """
        select o.number from work_order o left join quote q on q.work_order_id = o.id
        left join consent c on c.quote_id = q.id
        group by o.id, o.number having count(q) > 1 or count(c) > 1 or max(q.amount) <> max(c.amount)""",
    "a customer who is described in one place only": """
        select c.number from customer c left join customer_file f on f.id = c.id
        where substring(c.tax_no from 5) <> replace(coalesce(f.industry, ''), '餐饮', '')""",
    "a handled call without its ticket, or one that came twice": """
        select min(c.id::text) from phone_call c group by c.phone_key
        having count(*) > 1 or bool_or((c.state = 'handled') <> (c.ticket_id is not null))""",
    "an article whose texts are not those of its revisions": f"""
        select a.number from article a where a.{_OURS}
          and (a.version <> (select count(*) from article_revision r where r.article_id = a.id)
            or a.answer is distinct from (select r.answer from article_revision r where r.article_id = a.id
                                          order by r.number desc limit 1))""",
    "a record of the bill that the audit does not know, or knows twice": f"""
        select t.name || ' ' || t.id from (
          select 'work_order_line' as name, id from work_order_line union all select 'quote', id from quote
          union all select 'ticket_link', id from ticket_link
          union all select 'article', id from article where {_OURS}) t
        where (select count(*) from audit_entry a where a.table_name = t.name and a.row_id = t.id
                 and a.operation = 'insert') <> 1""",
}
