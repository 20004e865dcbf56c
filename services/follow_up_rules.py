"""The rules that choose whom to ask how it went, with the script of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors, order_words, tickets
from services.database import Database
from services.rows import add_once, change_row, clean, close_row, get_row, insert_row, records
from services.texts import N_

errors.sentences(
    follow_up_days_wrong=N_("Between 0 and 1,825 days."),
    follow_up_percent_wrong=N_("A share between 1 and 100 per cent."),
    follow_up_least_wrong=N_("Between 0 and 99 a month; 0: the share alone decides."),
    follow_up_amount_wrong=N_("An amount of at least 0.01 CNY; empty: any."),
    follow_up_pause_wrong=N_("Between 0 and 730 days."),
    follow_up_due_wrong=N_("Between 1 and 60 days."),
    follow_up_attempts_wrong=N_("Between 1 and 9 attempts."),
    follow_up_retry_wrong=N_("Between 1 hour and a week."),
    follow_up_bad5_wrong=N_("A score between 1 and 4; empty: no score opens a task."),
    follow_up_bad10_wrong=N_("A score between 0 and 9; empty: no score opens a task."),
)
errors.constraints(
    {
        "follow_up_rule_after_days_check": ("follow_up_days_wrong", "after_days"),
        "follow_up_rule_percent_check": ("follow_up_percent_wrong", "percent"),
        "follow_up_rule_at_least_check": ("follow_up_least_wrong", "at_least"),
        "follow_up_rule_least_amount_check": ("follow_up_amount_wrong", "least_amount"),
        "follow_up_rule_pause_days_check": ("follow_up_pause_wrong", "pause_days"),
        "follow_up_rule_due_days_check": ("follow_up_due_wrong", "due_days"),
        "follow_up_rule_max_attempts_check": ("follow_up_attempts_wrong", "max_attempts"),
        "follow_up_rule_retry_hours_check": ("follow_up_retry_wrong", "retry_hours"),
        "follow_up_rule_bad_score5_check": ("follow_up_bad5_wrong", "bad_score5"),
        "follow_up_rule_bad_score10_check": ("follow_up_bad10_wrong", "bad_score10"),
        "follow_up_rule_script_check": ("too_long", "script"),
        "follow_up_rule_script_en_check": ("too_long", "script_en"),
    }
)

# What tells records of one occasion apart.
RECORD_KINDS: Mapping[str, Mapping[str, str]] = {
    "hand_over": order_words.KINDS,
    "ticket": tickets.KIND_NAMES,
    "visit": {},
    "complaint": {},
    "manual": {},
    "lapsed": order_words.KINDS,
    "unhappy": {},
}
FIELDS = (
    "name",
    "name_en",
    "occasion",
    "record_kind",
    "store_id",
    "after_days",
    "percent",
    "at_least",
    "only_rework",
    "cover",
    "least_amount",
    "technician_id",
    "pause_days",
    "due_days",
    "max_attempts",
    "retry_hours",
    "questionnaire_id",
    "script",
    "script_en",
    "bad_score5",
    "bad_score10",
    "position",
)
# What covers an order, of those a rule narrows itself to.
COVER_NAMES = {
    "warranty": N_("In warranty"),
    "out": N_("Out of warranty"),
    "contract": N_("Service contract"),
    "paid": N_("Paid by the customer"),
}
# What a rule follows never changes: what it put into the queue refers to it.
FIXED = ("occasion",)
_OPTIONAL = ("store_id", "least_amount", "technician_id", "bad_score5", "bad_score10")


@dataclass(frozen=True)
class Rule:
    """One rule; see models.follow_up. store_id None: the whole company's."""

    id: UUID
    version: int
    name: str
    name_en: str
    occasion: str
    record_kind: str
    store_id: UUID | None
    store_name: str
    after_days: int
    percent: int
    at_least: int
    only_rework: bool
    cover: str
    least_amount: Decimal | None
    technician_id: UUID | None
    technician_name: str
    pause_days: int
    due_days: int
    max_attempts: int
    retry_hours: int
    questionnaire_id: UUID
    questionnaire_name: str
    script: str
    script_en: str
    bad_score5: int | None
    bad_score10: int | None
    position: int
    archived: bool
    updated_by: str


_SELECT = """
    select r.id, r.version, r.name, r.name_en, r.occasion, r.record_kind, r.store_id, coalesce(s.name, '') as store_name,
           r.after_days, r.percent, r.at_least, r.only_rework,
           r.cover, r.least_amount, r.technician_id, coalesce(t.name, '') as technician_name, r.pause_days, r.due_days, r.max_attempts, r.retry_hours, r.questionnaire_id,
           q.name as questionnaire_name, r.script, r.script_en, r.bad_score5, r.bad_score10, r.position,
           r.archived_at is not null as archived, r.updated_by
    from follow_up_rule r join questionnaire q on q.id = r.questionnaire_id left join store s on s.id = r.store_id
    left join staff t on t.id = r.technician_id"""
_ALL = text(f"{_SELECT} where :archived or r.archived_at is null "
            "order by r.archived_at is not null, r.position, r.created_at, r.id limit 500")  # fmt: skip
_ONE = text(f"{_SELECT} where r.id = :id")


def rules(db: Database, *, archived: bool = False) -> list[Rule]:
    """All rules in the order in which they choose: the first that fits an occasion holds."""
    with db.read() as connection:
        return records(Rule, connection.execute(_ALL, {"archived": archived}))


def rule(db: Database, rule_id: UUID) -> Rule:
    """One rule; raises ServiceError 'gone_record' where there is none."""
    return Rule(**get_row(db, _ONE, id=rule_id)._mapping)


def add(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Write a rule; what happened before is not asked about. A manager's is of one of his stores."""
    given = clean(values, _OPTIONAL, FIELDS)
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "follow_up_rule", {"id": row_id, **given})
    )


def change(db: Database, request: UUID, seen: Rule, values: Mapping[str, Any]) -> int:
    """Change a rule; what is in the queue follows it from now on. Returns the new version."""
    given = {name: value for name, value in clean(values, _OPTIONAL, FIELDS).items() if name not in FIXED}
    base = {name: getattr(seen, name) for name in given}

    def work(connection: Connection) -> int:
        return change_row(connection, "follow_up_rule", seen.id, seen.version, given, base)

    return int(db.once(request, work))


def close(db: Database, request: UUID, seen: Rule, *, closed: bool = True) -> int:
    """Ask by it no longer, or again; what is in the queue stays there."""
    return int(
        db.once(request, lambda connection: close_row(connection, "follow_up_rule", seen.id, seen.version, closed))
    )


_TECHNICIANS = text("""
    select s.id, s.name from staff s
    where s.active and 'technician' = any (s.roles) and strpos(lower(concat_ws(' ', s.name, s.initials, s.login)), :wanted) > 0
    order by s.name, s.id limit 50""")


def technicians(db: Database, wanted: str) -> list[tuple[UUID, str]]:
    """Who can be chosen: those who repair, by a part of the name, its initials or the login."""
    with db.read() as connection:
        return [(row.id, row.name) for row in connection.execute(_TECHNICIANS, {"wanted": wanted.strip().lower()})]


def preview(db: Database, rule_id: UUID) -> tuple[int, int]:
    """How many occasions of two weeks a rule follows, and how many of them are drawn."""
    with db.read() as connection:
        row = connection.execute(text("select * from follow_up_rule_preview(:id)"), {"id": rule_id}).one()
    return row.occasions, row.drawn
