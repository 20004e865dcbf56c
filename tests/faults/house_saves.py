"""What a house saves around its cases: projects, texts, questionnaires and rules, parcels, customers who are called back,
trainings with their marks, suggestions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services import (
    courses,
    follow_up_rules,
    follow_ups,
    improvements,
    message_templates,
    projects,
    questionnaires,
    shipments,
    training_records,
    trainings,
)
from services.questionnaires import Draft
from tests.faults.case_saves import Case
from tests.faults.desk_saves import XIHU
from tests.follow_up_samples import RULES
from tests.people import known

QUESTIONS = (
    Draft("score5", "修得怎么样？"),
    Draft("choice", "多快？", "", ("很快", "太慢"), ()),
    Draft("yes_no", "还有问题吗？", bad="yes"),
)
# Half of the points for being there, half for the practice.
SCHEME = {
    "weight_attendance": 50, "weight_homework": 0, "weight_speaking": 0, "weight_quiz": 0, "weight_case_study": 0,
    "weight_practice": 50, "weight_exam": 0,
}  # fmt: skip
INVITED = ("na", "tang")


@dataclass(frozen=True)
class House(Case):
    """One of each. What the service names itself is found again by what it was called."""

    # projects

    def project(self, request: UUID) -> Any:
        given = {
            "code": self._called_by("project"), "name": f"智能化工程 {self.number}", "customer_id": self.customer,
            "store_id": XIHU, "stage": "building", "systems": "监控系统",
        }  # fmt: skip
        return projects.add(self.manager, request, given)

    def project_live(self, request: UUID) -> Any:
        seen = projects.get(self.manager, self._found("project", "code"))
        given = {"stage": "live", "live_on": self._today(), "manager_id": known("zhou")}
        return projects.change(self.manager, request, seen, given)

    # texts of messages, questionnaires and the rules that ask them

    def words(self, request: UUID) -> Any:
        given = {
            "name": self._called_by("message_template"), "occasion": "delay", "channel": "sms",
            "body_zh": "{customer}您好，维修需要更长时间。",
        }  # fmt: skip
        return message_templates.write(self.manager, given, request)

    def words_changed(self, request: UUID) -> Any:
        seen = message_templates.get(self.manager, self._found("message_template", "name"))
        message_templates.change(self.manager, seen, {"body_zh": f"{{customer}}您好，第 {self.number} 版。"}, request)

    def questionnaire(self, request: UUID) -> Any:
        return questionnaires.add(self.manager, request, {"name": self._called_by("questionnaire")})

    def questions(self, request: UUID) -> Any:
        seen = questionnaires.get(self.manager, self._found("questionnaire", "name"))
        return {"revision": questionnaires.revise(self.manager, request, seen, QUESTIONS)}

    def rule(self, request: UUID) -> Any:
        given = {
            "name": self._called_by("follow_up_rule"), "occasion": "hand_over", "store_id": XIHU,
            "questionnaire_id": self._found("questionnaire", "name"),
        }  # fmt: skip
        return follow_up_rules.add(self.manager, request, given)

    def rule_changed(self, request: UUID) -> Any:
        seen = follow_up_rules.rule(self.manager, self._found("follow_up_rule", "name"))
        return follow_up_rules.change(self.manager, request, seen, {"percent": 50, "script": "您好！"})

    # parcels of the order

    def parcel(self, request: UUID) -> Any:
        given = {
            "direction": "to_maker", "carrier": "顺丰速运", "tracking_no": self._called_by("shipment"),
            "expected_on": self._today() + timedelta(days=2),
        }  # fmt: skip
        shipments.send(self.clerk, self.made("parcel"), self.order, given, request)

    def parcel_asked(self, request: UUID) -> Any:
        ask_on = self._today() + timedelta(days=3)
        shipments.asked(self.clerk, self._parcel(), "在中转站", ask_on, request)

    def parcel_came(self, request: UUID) -> Any:
        seen = self._parcel()
        if self.number % 2:
            shipments.lost(self.clerk, seen, "车辆起火", request)
        else:
            shipments.arrived(self.clerk, seen, seen.sent_on, "已签收", request)

    def _parcel(self) -> shipments.ShipmentLine:
        return shipments.some(self.clerk, [self.made("parcel")], shipments.Wanted(view="all"))[0]

    # a customer who is to be won back

    def call_back(self, request: UUID) -> Any:
        given = {"rule_id": RULES["lapsed"], "store_id": XIHU, "customer_id": self.customer}
        follow_ups.plan(self.clerk, self.made("call_back"), given, request)

    def won_back(self, request: UUID) -> Any:
        seen = follow_ups.get(self.clerk, self.made("call_back"))
        if self.number % 2:
            return follow_ups.move(self.clerk, seen, "lost", {"lost_reason": "price", "comment": "太贵"}, request)
        return follow_ups.move(self.clerk, seen, "won", {}, request)

    # a training

    def course(self, request: UUID) -> Any:
        given = {
            "store_id": XIHU, "name": self._called_by("course"), "kind": "product", "days": 1, "hours": 6,
            **SCHEME,
        }  # fmt: skip
        return courses.add(self.manager, request, given)

    def training(self, request: UUID) -> Any:
        begins = self._now() - timedelta(days=4)
        given = {
            "course_id": self._found("course", "name"), "store_id": XIHU, "starts_at": begins,
            "ends_at": begins + timedelta(hours=6), "trainer_id": known("zhou"),
            "project_id": self._found("project", "code"),
        }  # fmt: skip
        trainings.plan(self.clerk, self.made("training"), given, request)

    def invited(self, request: UUID) -> Any:
        trainings.invite(self.clerk, self.made("training"), request, [known(one) for one in INVITED])

    def held(self, request: UUID) -> Any:
        return self._taught("hold", {}, request)

    def marked(self, request: UUID) -> Any:
        record = next(
            one for one in training_records.of_training(self.manager, self.made("training"))
            if one.staff_id == known("tang")
        )  # fmt: skip
        given = {"attendance": "attended", "absences": 0, "latenesses": 0, "practice": 90}
        training_records.mark(self.manager, record, given, request)

    def taught(self, request: UUID) -> Any:
        absent = next(
            one for one in training_records.of_training(self.manager, self.made("training"))
            if one.staff_id == known("na")
        )  # fmt: skip
        training_records.mark(self.manager, absent, {"attendance": "absent", "absences": 0, "latenesses": 0}, request)

    def training_over(self, request: UUID) -> Any:
        return self._taught("close", {"summary": "掌握了新机型"}, request)

    def _taught(self, action: str, payload: Mapping[str, Any], request: UUID) -> Any:
        return trainings.move(
            self.manager, trainings.get(self.manager, self.made("training")), action, payload, request
        )

    # a suggestion that a complaint gave rise to

    def suggested(self, request: UUID) -> Any:
        given = {
            "store_id": XIHU, "area": "process", "subject": f"先打电话 {self.number}",
            "what": "超过三天没有消息就打电话。", "complaint_id": self.made("complaint"),
        }  # fmt: skip
        improvements.file(self.clerk, self.made("suggestion"), given, request)

    def adopted(self, request: UUID) -> Any:
        due_on = self._today() + timedelta(days=7)
        given = {"owner_id": known("tang"), "due_on": due_on, "comment": "马上办"}
        return self._suggestion(self.manager, "adopt", given, request)

    def carried_out(self, request: UUID) -> Any:
        return self._suggestion(self.technician, "finish", {"result": "写进了作业指导书"}, request)

    def _suggestion(self, db: Any, action: str, payload: Mapping[str, Any], request: UUID) -> Any:
        return improvements.move(db, improvements.get(db, self.made("suggestion")), action, payload, request)

    def _called_by(self, table: str) -> str:
        """What a row of this table is called, the same at every repetition and nowhere else."""
        return f"{table[0].upper()}-{self.made(table).hex[-12:].upper()}"

    def _found(self, table: str, column: str) -> UUID:
        with self.manager.read() as connection:
            return connection.execute(
                text(f"select id from {table} where {column} = :called"), {"called": self._called_by(table)}
            ).scalar_one()

    def _now(self) -> datetime:
        # by the server's clock: this computer's may be years off
        with self.clerk.read() as connection:
            return connection.execute(text("select clock_timestamp()")).scalar_one()


# Of what was shipped nothing is counted.
_OURS = "created_by = 'zhou'"
_SUGGESTED = "select count(*) from improvement_event e join improvement i on i.id = e.improvement_id where i.recovery_plan_id is null"

# kind -> what counts it in the database
KINDS: Mapping[str, str] = {
    "project": "select count(*) from project",
    "project_live": "select count(*) from project where stage = 'live'",
    "words": f"select count(*) from message_template where {_OURS}",
    "words_changed": f"select count(*) from message_template where {_OURS} and version > 1",
    "questionnaire": f"select count(*) from questionnaire where {_OURS}",
    "questions": f"select count(distinct q.id) from question x join questionnaire q on q.id = x.questionnaire_id where q.{_OURS}",
    "rule": f"select count(*) from follow_up_rule where {_OURS}",
    "rule_changed": f"select count(*) from follow_up_rule where {_OURS} and percent = 50 and script <> ''",
    "parcel": "select count(*) from shipment",
    "parcel_asked": "select count(*) from work_order_event where action = 'parcel_asked'",
    "parcel_came": "select count(*) from work_order_event where action in ('parcel_arrived', 'parcel_lost')",
    "call_back": "select count(*) from follow_up where occasion = 'lapsed'",
    "won_back": "select count(*) from follow_up_event where action in ('won', 'lost')",
    "course": "select count(*) from course",
    "training": "select count(*) from training",
    "invited": "select count(distinct training_id) from training_record",
    "held": "select count(*) from training_event where action = 'hold'",
    "marked": "select count(*) from training_record where attendance = 'attended'",
    "taught": "select count(*) from training_record where attendance = 'absent'",
    "training_over": "select count(*) from training_event where action = 'close'",
    "suggested": "select count(*) from improvement where recovery_plan_id is null",
    "adopted": f"{_SUGGESTED} and e.action = 'adopt'",
    "carried_out": f"{_SUGGESTED} and e.action = 'finish'",
}  # fmt: skip

HALVES: Mapping[str, str] = {
    "a project that is live without its day or its manager": """
        select code from project where (stage = 'live') <> (live_on is not null and manager_id is not null)""",
    "a text, questionnaire, rule or course whose version is not what was done to it": """
        select t.name || ' ' || t.id from (
          select 'message_template' as name, id, version, created_by from message_template
          union all select 'follow_up_rule', id, version, created_by from follow_up_rule
          union all select 'course', id, version, created_by from course
          union all select 'project', id, version, created_by from project) t
        where t.created_by = 'zhou' and t.version <> (
          select count(*) from audit_entry a where a.table_name = t.name and a.row_id = t.id)""",
    "a questionnaire with a part of its questions, or with those of a revision that it has not": f"""
        select q.id::text from questionnaire q left join question x on x.questionnaire_id = q.id
        where q.created_by = 'zhou' group by q.id
        having count(x) <> q.revision * {len(QUESTIONS)} or coalesce(max(x.revision), 0) <> q.revision
            or coalesce(max(x.place), 0) <> least(q.revision, 1) * {len(QUESTIONS)}""",
    "a parcel that ended by half, or whose state its order does not tell": """
        select h.tracking_no from shipment h
        where (h.state = 'sent') <> (h.ended_on is null and h.state <> 'lost')
          or (select count(*) from work_order_event e where e.work_order_id = h.work_order_id and e.action = 'parcel_sent') <> 1
          or (select count(*) from work_order_event e where e.work_order_id = h.work_order_id
                and e.action = 'parcel_' || h.state and h.state <> 'sent') <> (h.state <> 'sent')::int""",
    "a step of a call back, training or suggestion that was taken twice": """
        select r.id::text from (
          select follow_up_id as id, action, to_state from follow_up_event
          union all select training_id, action, to_state from training_event
          union all select improvement_id, action, to_state from improvement_event) r
        where r.to_state is not null group by r.id, r.action having count(*) > 1""",
    "a call back, training or suggestion whose state is not that of its last step": """
        select r.kind || ' ' || r.id from (
          select 'follow_up' as kind, id, state from follow_up union all select 'training', id, state from training
          union all select 'improvement', id, state from improvement) r
        where r.state is distinct from (
          select e.to_state from (
            select 'follow_up' as kind, follow_up_id as id, to_state, at from follow_up_event
            union all select 'training', training_id, to_state, at from training_event
            union all select 'improvement', improvement_id, to_state, at from improvement_event) e
          where (e.kind, e.id) = (r.kind, r.id) and e.to_state is not null order by e.at desc limit 1)""",
    "a customer who is lost without a reason, or won with one": """
        select number from follow_up where occasion = 'lapsed' and (state = 'lost') <> (lost_reason is not null)""",
    "a training with a part of those who were invited, or marked without having been held": f"""
        select t.number from training t left join training_record r on r.training_id = t.id
        group by t.id having count(r) not in (0, {len(INVITED)})
          or t.state = 'planned' and bool_or(r.attendance <> 'invited')
          or t.state = 'closed' and (t.summary = '' or bool_or(r.attendance = 'invited' or r.outcome is null))""",
    "a suggestion that was decided or carried out by half": """
        select number from improvement
        where num_nulls(decided_at, nullif(decided_by, ''), owner_id, due_on) not in (0, 4)
          or (state = 'done') <> (done_on is not null and result <> '')""",
    "a record of the house that the audit does not know, or knows twice": """
        select t.name || ' ' || t.id from (
          select 'project' as name, id, created_by from project
          union all select 'message_template', id, created_by from message_template
          union all select 'questionnaire', id, created_by from questionnaire
          union all select 'follow_up_rule', id, created_by from follow_up_rule
          union all select 'shipment', id, created_by from shipment union all select 'course', id, created_by from course
          union all select 'training', id, created_by from training
          union all select 'training_record', id, created_by from training_record
          union all select 'improvement', id, created_by from improvement) t
        where t.created_by in ('na', 'tang', 'zhou')
          and (select count(*) from audit_entry a where a.table_name = t.name and a.row_id = t.id
                 and a.operation = 'insert') <> 1""",
}
