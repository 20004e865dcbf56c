"""What a counter saves beside repairs: tickets, complaints with a voucher, messages, follow-ups, visits, inspections.

Each kind is one request. Where a service gives back the whole record nothing of it is returned here: a colleague may
have gone on with it before a repetition asks again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services import (
    acceptances,
    complaints,
    follow_ups,
    inspection_criteria,
    inspections,
    messages,
    payments,
    remedies,
    tickets,
    visit_reports,
    visits,
)
from services.database import Database
from tests.follow_up_samples import RULES, good_answers
from tests.message_samples import template
from tests.people import known

XIHU = known("store xihu")
WORTH = Decimal("100.00")
BY_VOUCHER = Decimal("80.00")


@dataclass(frozen=True)
class Job:
    """What the saves of one device are about. made(what): the id of something of this job."""

    clerk: Database
    technician: Database
    manager: Database
    number: int
    order: UUID
    customer: UUID
    made: Callable[[str], UUID]

    def ticket(self, request: UUID) -> Any:
        given = {"kind": "fault", "store_id": XIHU, "subject": f"来电 {self.number}", "customer_id": self.customer}
        tickets.create(self.clerk, self.made("ticket"), given, request)

    def solve(self, request: UUID) -> Any:
        seen = tickets.get(self.clerk, self.made("ticket"))
        tickets.move(self.clerk, seen, "resolve", {"solution": "电话里解决"}, request)

    def inspect(self, request: UUID) -> Any:
        ticket = tickets.get(self.clerk, self.made("ticket"))
        contact = inspections.Contact("ticket", ticket.id, ticket.number, ticket.subject, ticket.opened_at)
        points = {one.code: one.most for one in inspection_criteria.every(self.manager) if one.active}
        inspections.add(self.manager, self.made("inspection"), known("na"), contact, points, "答复清楚", request)

    def talk(self, request: UUID) -> Any:
        seen = self._inspection()
        inspections.talk(self.manager, seen, seen.inspected_on, "已面谈", request)

    def end(self, request: UUID) -> Any:
        inspections.end(self.manager, self._inspection(), "coaching", "跟班一天", request)

    def _inspection(self) -> inspections.InspectionLine:
        return inspections.some(self.manager, [self.made("inspection")], inspections.Wanted(view="all"))[0]

    def complaint(self, request: UUID) -> Any:
        given = {
            "store_id": XIHU,
            "subject": f"等太久 {self.number}",
            "description": "说好三天，没有人回电话。",
            "customer_id": self.customer,
        }
        complaints.record(self.clerk, self.made("complaint"), given, request)

    def offer(self, request: UUID) -> Any:
        complaint = self.made("complaint")
        return remedies.propose(self.clerk, self.made("remedy"), complaint, "voucher", request, amount=WORTH)

    def voucher(self, request: UUID) -> Any:
        return remedies.finish(self.clerk, self._remedy(), request, document=self.made("voucher"))

    def redeem(self, request: UUID) -> Any:
        return payments.take(
            self.clerk, self.made("redeemed"), self.order, "voucher", BY_VOUCHER,
            request=request, reference=self._remedy().document,
        )  # fmt: skip

    def _remedy(self) -> remedies.Remedy:
        return remedies.of_complaint(self.clerk, self.made("complaint"))[0]

    def message(self, request: UUID) -> Any:
        with self.clerk.read() as connection:
            words = template(connection, "other")
        return messages.tell(
            self.clerk, self.made("message"), words, "work_order", self.order, "请尽快来店", request=request
        )

    def follow_up(self, request: UUID) -> Any:
        given = {"rule_id": RULES["manual"], "store_id": XIHU, "customer_id": self.customer}
        follow_ups.plan(self.clerk, self.made("follow_up"), given, request)

    def answer(self, request: UUID) -> Any:
        seen = follow_ups.get(self.clerk, self.made("follow_up"))
        return follow_ups.answer(self.clerk, seen.id, good_answers(self.clerk, seen), "很满意", request)

    def visit(self, request: UUID) -> Any:
        given = {"store_id": XIHU, "subject": f"上门检查 {self.number}", "customer_id": self.customer}
        visits.create(self.clerk, self.made("visit"), given, request)

    def send(self, request: UUID) -> Any:
        # by the server's clock: this computer's may be years off
        with self.clerk.read() as connection:
            now = connection.execute(text("select clock_timestamp()")).scalar_one()
        begins = now + timedelta(days=1 + self.number % 60)
        return self._step(self.clerk, "assign", request, {
            "technician_id": known("tang"), "planned_from": begins, "planned_until": begins + timedelta(hours=1),
            "override": "客户只有这个时间",
        })  # fmt: skip

    def begin(self, request: UUID) -> Any:
        return self._step(self.technician, "begin", request, {})

    def report(self, request: UUID) -> Any:
        visits.change(self.technician, self._visit(), {"work_done": "清洗滤网，补充制冷剂"}, request)

    def accept(self, request: UUID) -> Any:
        visit_reports.accept(self.technician, self._visit(), True, "王芳", "typed", "", request)

    def finish(self, request: UUID) -> Any:
        return self._step(self.technician, "finish", request, {"outcome": "solved"})

    def minutes(self, request: UUID) -> Any:
        given = {"kind": "hidden", "visit_id": self.made("visit"), "title": f"隐蔽工程验收 {self.number}",
                 "held_at": visits.get(self.technician, self.made("visit")).opened_at, "result": "passed",
                 "people": [{"party": "owner", "name": "王芳", "duty": "业主"}], "conclusion": "同意隐蔽"}  # fmt: skip
        acceptances.create(self.technician, self.made("acceptance"), given, request)

    def sign(self, request: UUID) -> Any:
        seen = acceptances.get(self.technician, self.made("acceptance"))
        acceptances.sign(self.technician, seen, request)

    def _visit(self) -> visits.Visit:
        return visits.get(self.technician, self.made("visit"))

    def _step(self, db: Database, action: str, request: UUID, payload: Mapping[str, Any]) -> Any:
        return visits.move(db, visits.get(db, self.made("visit")), action, payload, request)


# kind -> what counts it in the database
KINDS: Mapping[str, str] = {
    "ticket": "select count(*) from ticket where mood is null",
    "solve": "select count(*) from ticket_event where action = 'resolve'",
    "inspect": "select count(*) from inspection",
    "talk": "select count(*) from inspection where talked_on is not null",
    "end": "select count(*) from inspection where consequence is not null",
    "complaint": "select count(*) from complaint where channel <> 'regulator'",
    "offer": "select count(*) from complaint_remedy",
    "voucher": "select count(*) from voucher",
    "redeem": "select count(*) from payment where method = 'voucher'",
    "message": "select count(*) from message",
    "follow_up": "select count(*) from follow_up where occasion = 'manual'",
    "answer": "select count(distinct follow_up_id) from follow_up_answer",
    "visit": "select count(*) from visit where subject like '上门%'",
    "send": "select count(*) from visit_event where action = 'assign'",
    "begin": "select count(*) from visit_event where action = 'begin' and visit_id in (select id from visit where subject like '上门%')",
    "report": "select count(*) from visit where work_done <> '' and subject like '上门%'",
    "accept": "select count(*) from visit where accepted and subject like '上门%'",
    "finish": "select count(*) from visit where state = 'finished' and subject like '上门%'",
    "minutes": "select count(*) from acceptance",
    "sign": "select count(*) from acceptance where signed_at is not null",
}

HALVES: Mapping[str, str] = {
    "a ticket, complaint, follow-up or visit that was not opened once": """
        select r.number from (
          select number, id, 'ticket' as kind from ticket union all select number, id, 'complaint' from complaint
          union all select number, id, 'follow_up' from follow_up union all select number, id, 'visit' from visit) r
        left join (
          select 'ticket' as kind, ticket_id as id, from_state, to_state from ticket_event
          union all select 'complaint', complaint_id, from_state, to_state from complaint_event
          union all select 'follow_up', follow_up_id, from_state, to_state from follow_up_event
          union all select 'visit', visit_id, from_state, to_state from visit_event) e
          on (e.kind, e.id) = (r.kind, r.id) and e.from_state is null and e.to_state is not null
        group by r.kind, r.id, r.number having count(e.to_state) <> 1""",
    "a step of a visit that was taken twice": """
        select v.number from visit_event e join visit v on v.id = e.visit_id
        where e.action in ('assign', 'begin', 'finish') group by v.number, e.action having count(*) > 1""",
    "an inspection with points that are not those of its score, or that ended without the talk": """
        select i.id::text from inspection i
        where i.score <> (select round(100 * sum((p ->> 'points')::numeric) / sum((p ->> 'most')::numeric), 1)
                          from jsonb_array_elements(i.scores) p)
          or i.consequence is not null and (i.talked_on is null or i.consequence_note = '')""",
    "an acceptance that is signed without its people or its conclusion": """
        select number from acceptance where signed_at is not null and (people = '[]' or conclusion = '')""",
    "a visit that is finished without its report": """
        select number from visit where state = 'finished' and (work_done = '' or accepted is not true or outcome is null)""",
    "a visit whose state is not that of its last step": """
        select v.number from visit v where v.state is distinct from (
          select e.to_state from visit_event e where e.visit_id = v.id and e.to_state is not null
          order by e.at desc limit 1)""",
    "a follow-up that was answered in part, or has answers and is not over": """
        select f.number from follow_up f
        where (f.state = 'done') <> exists (select from follow_up_answer a where a.follow_up_id = f.id)
          or f.state = 'done' and (select count(*) from follow_up_answer a where a.follow_up_id = f.id)
             <> (select count(*) from question q where q.questionnaire_id = f.questionnaire_id
                   and q.revision = f.revision)""",
    "a voucher that was paid with and has no payment, or more than one": """
        select v.number from voucher v
        where (v.state = 'redeemed') <> (v.payment_id is not null)
          or (select count(*) from payment p where p.method = 'voucher' and p.reference = v.number)
             <> (v.state = 'redeemed')::int""",
    "a remedy that is done without its voucher, or a voucher without its remedy": """
        select r.id::text from complaint_remedy r left join voucher v on v.remedy_id = r.id
        where (r.state = 'done') <> (v.id is not null)
        union all select v.number from voucher v where v.remedy_id is null""",
    "an occasion that was told twice": """
        select work_order_id::text from message group by work_order_id, template_id having count(*) > 1""",
    "a record of the desk that the audit does not know, or knows twice": """
        select t.name || ' ' || t.id from (
          select 'ticket' as name, id from ticket union all select 'complaint', id from complaint
          union all select 'complaint_remedy', id from complaint_remedy union all select 'voucher', id from voucher
          union all select 'message', id from message union all select 'follow_up', id from follow_up
          union all select 'visit', id from visit union all select 'inspection', id from inspection
          union all select 'acceptance', id from acceptance) t
        where (select count(*) from audit_entry a where a.table_name = t.name and a.row_id = t.id
                 and a.operation = 'insert') <> 1""",
}
