"""What a counter and its manager save for cases: callers who are no customers, photos of a fault, moods, what an
authority is answered, what becomes better after a complaint, and contractors with what they are paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services import (
    attachments,
    complaints,
    contractors,
    corrective_actions,
    ticket_callers,
    ticket_photos,
    tickets,
    visit_reports,
    visits,
)
from tests.faults.desk_saves import XIHU, Job
from tests.people import known

CONTRACTOR = known("contractor")
AGREED = Decimal("380.00")
PHOTO = b"\xff\xd8 as it looks"


@dataclass(frozen=True)
class Case(Job):
    """One of each, about the customer of the job or about nobody we know."""

    # somebody rings whom we do not know, with photos of the fault

    def called(self, request: UUID) -> Any:
        given = {
            "kind": "fault", "store_id": XIHU, "subject": f"漏水 {self.number}", "reporter": "韩雪",
            "phone": f"139{self.number % 10**8:08d}", "mood": "angry",
        }  # fmt: skip
        tickets.create(self.clerk, self.made("called"), given, request)

    def photo(self, request: UUID) -> Any:
        attachments.add_to_ticket(self.clerk, self.made("called"), PHOTO, request=request)

    def photos_checked(self, request: UUID) -> Any:
        ticket_photos.check(self.clerk, self._called(), False, "请拍铭牌", request)

    def mood(self, request: UUID) -> Any:
        tickets.change(self.clerk, self._called(), {"mood": "calm"}, request)

    def taken_over(self, request: UUID) -> Any:
        ticket_callers.take_over(self.clerk, self._called(), None, {"name": "韩雪"}, request)

    def _called(self) -> tickets.Ticket:
        return tickets.get(self.clerk, self.made("called"))

    # a complaint that came by an authority

    def forwarded(self, request: UUID) -> Any:
        given = {
            "store_id": XIHU, "subject": f"12315 转来 {self.number}", "description": "修了两次还是不亮。",
            "customer_id": self.customer, "channel": "regulator", "regulator_no": f"12315-{self.number}",
            "regulator_due_on": self._today() + timedelta(days=10),
        }  # fmt: skip
        complaints.record(self.clerk, self.made("forwarded"), given, request)

    def answered(self, request: UUID) -> Any:
        seen = complaints.get(self.manager, self.made("forwarded"))
        number = f"复 {self.number}"
        complaints.authority_answered(self.manager, seen, self._today(), "portal", number, request)

    def asked_again(self, request: UUID) -> Any:
        seen, until = complaints.get(self.manager, self.made("forwarded")), self._today() + timedelta(days=5)
        complaints.authority_asks(self.manager, seen, until, "补充检测报告", request)

    def measure(self, request: UUID) -> Any:
        corrective_actions.plan(
            self.manager, self.made("measure"), self.made("forwarded"), "修好后先通电两小时", known("na"),
            self._today() + timedelta(days=3), request,
        )  # fmt: skip

    def measure_taken(self, request: UUID) -> Any:
        corrective_actions.finish(self.clerk, self._measure(), "写进了作业指导书", request)

    def measure_seen(self, request: UUID) -> Any:
        corrective_actions.verify(self.manager, self._measure(), True, request)

    def _measure(self) -> corrective_actions.Measure:
        return corrective_actions.of_complaint(self.manager, self.made("forwarded"))[0]

    # work that a contractor does

    def outside(self, request: UUID) -> Any:
        given = {"store_id": XIHU, "subject": f"灯箱 {self.number}", "customer_id": self.customer}
        visits.create(self.clerk, self.made("outside"), given, request)

    def contract(self, request: UUID) -> Any:
        with self.clerk.read() as connection:
            now = connection.execute(text("select clock_timestamp()")).scalar_one()
        begins = now + timedelta(days=1)
        return self._go("contract", request, {
            "contractor_id": CONTRACTOR, "planned_from": begins, "planned_until": begins + timedelta(hours=1),
            "agreed_price": AGREED,
        })  # fmt: skip

    def contractor_begins(self, request: UUID) -> Any:
        return self._go("begin", request, {})

    def contractor_report(self, request: UUID) -> Any:
        visits.change(self.clerk, self._outside(), {"work_done": "更换灯箱电源"}, request)

    def contractor_accepted(self, request: UUID) -> Any:
        visit_reports.accept(self.clerk, self._outside(), True, "店主", "paper", "", request)

    def contractor_photo(self, request: UUID) -> Any:
        attachments.add_to_visit(self.clerk, self.made("outside"), "photo_out", PHOTO, request=request)

    def contractor_done(self, request: UUID) -> Any:
        return self._go("finish", request, {"outcome": "solved"})

    def settled(self, request: UUID) -> Any:
        contractors.settle(self.manager, self._outside(), AGREED, f"FP-{self.number}", "", request)

    def _outside(self) -> visits.Visit:
        return visits.get(self.clerk, self.made("outside"))

    def _go(self, action: str, request: UUID, payload: Mapping[str, Any]) -> Any:
        return visits.move(self.clerk, self._outside(), action, payload, request)

    def _today(self) -> date:
        # by the server's clock: this computer's may be years off
        with self.clerk.read() as connection:
            return connection.execute(text("select store_date(:store)"), {"store": XIHU}).scalar_one()


# kind -> what counts it in the database
KINDS: Mapping[str, str] = {
    "called": "select count(*) from ticket where mood is not null",
    "photo": "select count(*) from attachment where ticket_id is not null",
    "photos_checked": "select count(*) from ticket_event where action in ('photos_more', 'photos_accepted')",
    "mood": "select count(*) from ticket where mood = 'calm'",
    "taken_over": "select count(*) from ticket where mood is not null and customer_id is not null",
    "forwarded": "select count(*) from complaint where channel = 'regulator'",
    "answered": "select count(*) from complaint_event where action = 'authority_answered'",
    "asked_again": "select count(*) from complaint_event where action = 'authority_asks'",
    "measure": "select count(*) from corrective_action",
    "measure_taken": "select count(*) from corrective_action where done_at is not null",
    "measure_seen": "select count(*) from corrective_action where verified_at is not null",
    "outside": "select count(*) from visit where subject like '灯箱%'",
    "contract": "select count(*) from visit_event where action = 'contract'",
    "contractor_begins": "select count(*) from visit_event e join visit v on v.id = e.visit_id "
                         "where e.action = 'begin' and v.subject like '灯箱%'",
    "contractor_report": "select count(*) from visit where work_done <> '' and subject like '灯箱%'",
    "contractor_accepted": "select count(*) from visit where accepted and subject like '灯箱%'",
    "contractor_photo": "select count(*) from attachment where visit_id is not null",
    "contractor_done": "select count(*) from visit where state = 'finished' and subject like '灯箱%'",
    "settled": "select count(*) from visit where settled_at is not null",
}  # fmt: skip

HALVES: Mapping[str, str] = {
    "a photo without its bytes, or bytes without their photo": """
        select coalesce(a.id, d.attachment_id)::text from attachment a
        full join attachment_data d on d.attachment_id = a.id where a.id is null or d.attachment_id is null""",
    "a caller who was taken over and has no number, or whose ticket is not his": """
        select t.number from ticket t join customer c on c.id = t.customer_id
        where t.mood is not null and c.phone_last4 is distinct from t.phone_last4 and t.phone_last4 is not null""",
    "an authority that was answered in the complaint only, or in its history only": """
        select c.number from complaint c where c.channel = 'regulator'
          and (c.regulator_answered_on is not null) <> (
            select coalesce((array_agg(e.action order by e.at desc))[1], '') = 'authority_answered'
            from complaint_event e where e.complaint_id = c.id and e.action like 'authority%')""",
    "a measure whose state is not that of its steps": """
        select a.id::text from corrective_action a
        where a.state <> case when a.verified_at is not null then 'verified' when a.done_at is not null then 'done'
                              else 'open' end""",
    "a settlement by half, or of work that does not show": """
        select v.number from visit v
        where num_nulls(v.settled_at, v.settled_by_id, v.settled_amount) not in (0, 3)
          or v.settled_at is not null and (v.settlement_no = '' or v.state <> 'finished'
             or not exists (select from attachment a where a.visit_id = v.id and a.kind = 'photo_out'))""",
    "a contractor's visit without what was agreed": """
        select number from visit where (contractor_id is not null) <> (agreed_price is not null)""",
}
