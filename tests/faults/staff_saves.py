"""What a house saves about how it works: appraisals of its people from the day they were hired until they have answered,
and what is set right after a complaint, with its measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services import appraisals, improvements, recovery_plans
from services.database import Database
from tests.faults.desk_saves import XIHU
from tests.faults.house_saves import House
from tests.people import known

# Hired anew by each job, and appraised by nothing else here.
HIRED = known("wu")


@dataclass(frozen=True)
class Staff(House):
    """One of each: the appraisal of a technician, the plan after the complaint that an authority forwarded."""

    # appraisals

    def hired(self, request: UUID) -> Any:
        # a day that he was not hired on so far, or nothing would change
        day = self._today() - timedelta(days=2 * (self.made("hired").int % 80))
        with self.manager.read() as connection:
            before: date | None = connection.execute(
                text("select hired_on from staff where id = :id"), {"id": HIRED}
            ).scalar_one()
        appraisals.set_hired(self.manager, HIRED, day - timedelta(days=before == day), request)

    def appraisal(self, request: UUID) -> Any:
        given = {"staff_id": known("tang"), "due_on": self._today() + timedelta(days=7)}
        appraisals.plan(self.manager, self.made("appraisal"), given, request)

    def postponed(self, request: UUID) -> Any:
        given = {"due_on": self._today() + timedelta(days=9), "comment": "出差"}
        return self._judged(self.manager, "postpone", given, request)

    def appraised(self, request: UUID) -> Any:
        return self._mark(90, request)

    def put_right(self, request: UUID) -> Any:
        appraisals.change(self.manager, self._appraisal(self.manager), {"goals": f"考取电工证 {self.number}"}, request)

    def replied(self, request: UUID) -> Any:
        return self._judged(self.technician, "answer", {"reply": "我会努力"}, request)

    def judged_again(self, request: UUID) -> Any:
        return self._judged(self.manager, "reopen", {"comment": "漏了一项"}, request)

    def marked_anew(self, request: UUID) -> Any:
        return self._mark(95, request)

    def acknowledged(self, request: UUID) -> Any:
        return self._judged(self.technician, "acknowledge", {}, request)

    def word_added(self, request: UUID) -> Any:
        appraisals.add_note(self.manager, self.made("appraisal"), "已归档", request)

    def _mark(self, points: int, request: UUID) -> Any:
        seen = self._appraisal(self.manager)
        scheme = seen.scheme or appraisals.scheme_now(self.manager)
        marks = {f"mark:{item['id']}": points for item in scheme["items"]}
        return appraisals.mark(self.manager, seen, {**marks, "strengths": "手艺好", "goals": "按时到达"}, request)

    def _appraisal(self, db: Database) -> appraisals.Appraisal:
        return appraisals.get(db, self.made("appraisal"))

    def _judged(self, db: Database, action: str, payload: Mapping[str, Any], request: UUID) -> Any:
        return appraisals.move(db, self._appraisal(db), action, payload, request)

    # what is set right after a complaint

    def recovery(self, request: UUID) -> Any:
        given = {
            "store_id": XIHU, "cause": "complaint", "complaint_id": self.made("forwarded"),
            "subject": f"返修整改 {self.number}", "what": "修了两次还是不亮。", "goal": "一次修好",
            "owner_id": known("na"), "due_on": self._today() + timedelta(days=14),
        }  # fmt: skip
        recovery_plans.make(self.manager, self.made("recovery"), given, request)

    def recovery_words(self, request: UUID) -> Any:
        recovery_plans.change(self.manager, self._recovery(self.manager), {"goal": "返修率低于百分之二"}, request)

    def recovery_passed(self, request: UUID) -> Any:
        due_on = self._today() + timedelta(days=20)
        given = {"owner_id": known("tang"), "due_on": due_on, "comment": "由维修组负责"}
        return self._set_right(self.manager, "pass_on", given, request)

    def recovery_measure(self, request: UUID) -> Any:
        given = {
            "store_id": XIHU, "area": "process", "subject": f"修后通电两小时 {self.number}", "what": "每台都做。",
            "recovery_plan_id": self.made("recovery"),
        }  # fmt: skip
        improvements.file(self.technician, self.made("recovery measure"), given, request)

    def recovery_adopted(self, request: UUID) -> Any:
        given = {"owner_id": known("tang"), "due_on": self._today() + timedelta(days=7), "comment": "照办"}
        return self._set_right_by(self.manager, "adopt", given, request)

    def recovery_carried_out(self, request: UUID) -> Any:
        return self._set_right_by(self.technician, "finish", {"result": "已做到"}, request)

    def recovery_over(self, request: UUID) -> Any:
        given = {"result": "没有再返修", "told": "已电话告知王芳"}
        return self._set_right(self.technician, "finish", given, request)

    def _recovery(self, db: Database) -> recovery_plans.Plan:
        return recovery_plans.get(db, self.made("recovery"))

    def _set_right(self, db: Database, action: str, payload: Mapping[str, Any], request: UUID) -> Any:
        return recovery_plans.move(db, self._recovery(db), action, payload, request)

    def _set_right_by(self, db: Database, action: str, payload: Mapping[str, Any], request: UUID) -> Any:
        measure = improvements.get(db, self.made("recovery measure"))
        return improvements.move(db, measure, action, payload, request)


_OF_PLANS = "select count(*) from improvement_event e join improvement i on i.id = e.improvement_id where i.recovery_plan_id is not null"

# kind -> what counts it in the database
KINDS: Mapping[str, str] = {
    "hired": "select count(*) from audit_entry where table_name = 'staff' and operation = 'update' and new ? 'hired_on'",
    "appraisal": "select count(*) from appraisal where place is null",
    "postponed": "select count(*) from appraisal_event where action = 'postpone'",
    "appraised": "select count(*) from appraisal_event where action = 'hold'",
    "put_right": "select count(*) from audit_entry where table_name = 'appraisal' and new ->> 'goals' like '考取电工证%'",
    "replied": "select count(*) from appraisal_event where action = 'answer'",
    "judged_again": "select count(*) from appraisal_event where action = 'reopen'",
    "marked_anew": "select count(*) from appraisal_event where action = 'mark'",
    "acknowledged": "select count(*) from appraisal_event where action = 'acknowledge'",
    "word_added": "select count(*) from appraisal_event where action = 'note'",
    "recovery": "select count(*) from recovery_plan",
    "recovery_words": "select count(*) from recovery_plan where goal like '返修率%'",
    "recovery_passed": "select count(*) from recovery_plan_event where action = 'pass_on'",
    "recovery_measure": "select count(*) from improvement where recovery_plan_id is not null",
    "recovery_adopted": f"{_OF_PLANS} and e.action = 'adopt'",
    "recovery_carried_out": f"{_OF_PLANS} and e.action = 'finish'",
    "recovery_over": "select count(*) from recovery_plan_event where action = 'finish'",
}

HALVES: Mapping[str, str] = {
    "somebody hired without all appraisals of his first year that are to come, or with the days of another": """
        select s.login || ' ' || n from staff s cross join generate_series(1, 6) n
        left join appraisal a on a.staff_id = s.id and a.place = n
        where s.hired_on is not null
          and coalesce(a.due_on <> appraisal_due(s.hired_on, n), appraisal_due(s.hired_on, n) >= store_date(s.store_id))""",
    "an appraisal that is held by half, or whose score is not that of its marks": """
        select a.number from appraisal a
        where a.state in ('held', 'acknowledged') and (a.strengths = '' or a.band = '' or a.score is distinct from (
          select round(sum((a.marks ->> (i ->> 'id'))::numeric * (i ->> 'weight')::numeric)
                       / sum((i ->> 'weight')::numeric), 1) from jsonb_array_elements(a.scheme -> 'items') i))
          or a.state = 'planned' and (a.score is not null or a.marks <> '{}')
          or a.state = 'acknowledged' and a.reply = ''""",
    "a plan that is done by half, or before its measure": """
        select p.number from recovery_plan p left join improvement i on i.recovery_plan_id = p.id
        group by p.id
        having count(i) > 1 or p.about_number = '' or (p.state = 'done') <> (p.result <> '' and p.told <> '')
          or p.state = 'done' and bool_or(i.state is distinct from 'done')""",
    "a step of an appraisal or plan that was taken twice": """
        select r.id::text from (
          select appraisal_id as id, action from appraisal_event
          union all select recovery_plan_id, action from recovery_plan_event) r
        group by r.id, r.action having count(*) > 1""",
    "an appraisal or plan whose state is not that of its last step": """
        select r.kind || ' ' || r.id from (
          select 'appraisal' as kind, id, state from appraisal
          union all select 'recovery_plan', id, state from recovery_plan) r
        where r.state is distinct from (
          select e.to_state from (
            select 'appraisal' as kind, appraisal_id as id, to_state, at from appraisal_event
            union all select 'recovery_plan', recovery_plan_id, to_state, at from recovery_plan_event) e
          where (e.kind, e.id) = (r.kind, r.id) order by e.at desc limit 1)""",
    "an appraisal or plan that the audit does not know, or knows twice, or whose changes it has not each": """
        select t.name || ' ' || t.id from (
          select 'appraisal' as name, id, version from appraisal
          union all select 'recovery_plan', id, version from recovery_plan) t
        where (select count(*) from audit_entry a where a.table_name = t.name and a.row_id = t.id
                 and a.operation = 'insert') <> 1
          or (select count(*) from audit_entry a where a.table_name = t.name and a.row_id = t.id) > t.version""",
}
