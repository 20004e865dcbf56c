"""How dispatch orders were completed, and what their maintenance reports say 派工单完成情况、维护报告统计 (CSS-21, CSS-23):
by technician, store, model, fault, symptom, repair level and month, over days of the stores' calendars.

A visit to a device with several symptoms counts under each of them. Model, fault, symptoms and level are those of the
order; a visit without one has only the model of its device.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services import model_names
from services.asking import Question, ask_on
from services.database import Database
from services.rows import id_array, records, sql
from services.standing import standing

GROUPS = ("technician", "store", "model", "fault", "symptom", "level", "month")


class Completion(NamedTuple):
    """Visits that ended in the span: all, or those of a group. what: all or one of GROUPS; id, code, month: of what,
    None where a visit has none of it. name: the person's, store's, model's, fault's or symptom's.

    on_time: begun by the end of what was planned, of those with a plan. minutes: median from begin to finish.
    """

    what: str
    id: UUID | None
    code: str | None
    month: date | None
    name: str
    name_en: str
    finished: int
    solved: int
    again: int
    parts: int
    refused: int
    no_access: int
    on_time: int
    timed: int
    not_accepted: int
    minutes: float | None

    @property
    def solved_percent(self) -> float | None:
        """Share of those that ended solved."""
        return 100 * self.solved / self.finished if self.finished else None

    @property
    def on_time_percent(self) -> float | None:
        """Share of those that began within their planned time."""
        return 100 * self.on_time / self.timed if self.timed else None


@dataclass(frozen=True)
class Figures:
    """Those of GROUPS, most first (months in their order), all of them, and what stands open now: waiting for
    somebody, planned, past its term."""

    first: date
    last: date
    groups: Mapping[str, Sequence[Completion]]
    all: Completion
    waiting: int
    planned: int
    late: int


_COUNTS = """count(*) as finished,
      count(*) filter (where v.outcome = 'solved') as solved, count(*) filter (where v.outcome = 'again') as again,
      count(*) filter (where v.outcome = 'parts') as parts, count(*) filter (where v.outcome = 'refused') as refused,
      count(*) filter (where v.outcome = 'no_access') as no_access,
      count(*) filter (where coalesce(v.arrived_at, v.started_at) <= v.planned_until) as on_time,
      count(*) filter (where coalesce(v.arrived_at, v.started_at) is not null and v.planned_until is not null) as timed,
      count(*) filter (where v.accepted = false) as not_accepted,
      cast(extract(epoch from percentile_cont(0.5) within group (order by v.finished_at - v.started_at)
        filter (where v.started_at is not null)) as float) / 60 as minutes"""
# Names are joined to the sums, not to the visits.
_ROWS = f"""
    with v as materialized (
      select v.technician_id, v.store_id, coalesce(o.product_model_id, d.product_model_id) as model_id, o.fault_code,
             o.repair_level, o.symptoms, date_trunc('month', v.finished_at at time zone s.time_zone)::date as month,
             v.outcome, v.arrived_at, v.started_at, v.finished_at, v.planned_until, v.accepted
      from visit v
      join store s on s.id = v.store_id
      left join work_order o on o.id = v.work_order_id
      left join device d on d.id = v.device_id
      where v.store_id = any(cast(:stores as uuid[])) and v.finished_at >= :from_at and v.finished_at < :until_at
    ), g as (
      select case when grouping(v.technician_id) = 0 then 'technician' when grouping(v.store_id) = 0 then 'store'
                  when grouping(v.model_id) = 0 then 'model' when grouping(v.fault_code) = 0 then 'fault'
                  when grouping(v.repair_level) = 0 then 'level' when grouping(v.month) = 0 then 'month'
                  else 'all' end as what,
             coalesce(v.technician_id, v.store_id, v.model_id) as id, coalesce(v.fault_code, v.repair_level) as code,
             v.month, {_COUNTS}
      from v
      group by grouping sets ((v.technician_id), (v.store_id), (v.model_id), (v.fault_code), (v.repair_level), (v.month), ())
      union all
      select 'symptom', null, y.symptom, null, {_COUNTS}
      from v left join lateral unnest(v.symptoms) y (symptom) on true
      group by y.symptom
    )
    select g.what, g.id, g.code, g.month,
           coalesce(p.name, s.name, c.name, case when m.id is not null then {model_names.title("m")} end, '') as name,
           coalesce(s.name_en, c.name_en, '') as name_en, g.finished, g.solved, g.again, g.parts, g.refused, g.no_access,
           g.on_time, g.timed, g.not_accepted, g.minutes
    from g
    left join staff p on g.what = 'technician' and p.id = g.id
    left join store s on g.what = 'store' and s.id = g.id
    left join product_model m on g.what = 'model' and m.id = g.id
    left join code_item c on g.what in ('fault', 'symptom') and c.list = g.what and c.code = g.code
    order by g.month, g.finished desc, 5, g.code"""
_NOW = text("""
    select count(*) filter (where state = 'open') as waiting,
           count(*) filter (where state in ('planned', 'travelling', 'arrived', 'working')) as planned,
           count(*) filter (where state in ('open', 'planned', 'travelling') and due_at < clock_timestamp()) as late
    from visit where store_id = any(cast(:stores as uuid[])) and state in ('open', 'planned', 'travelling', 'arrived', 'working')""")
_NOTHING = Completion("all", None, None, None, "", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, None)


def figures(db: Database, first: date, last: date, zone: tzinfo) -> Figures:
    """Visits that ended on [first, last], by each of GROUPS, of the stores this person sees; and what is open now."""
    span = {
        "from_at": datetime.combine(first, time(), zone),
        "until_at": datetime.combine(last + timedelta(days=1), time(), zone),
    }
    with db.read() as connection:
        stores = id_array(standing(db, connection).stores)
        completed, open_ones = ask_on(
            connection, Question(sql(_ROWS), {**span, "stores": stores}), Question(_NOW, {"stores": stores})
        )
    found = records(Completion, completed)
    waiting, planned, late = open_ones.rows[0]
    groups: dict[str, list[Completion]] = {group: [] for group in ("all", *GROUPS)}
    for one in found:
        groups[one.what].append(one)
    # of nothing at all there is a row of zeros
    whole = next((one for one in groups.pop("all") if one.finished), _NOTHING)
    return Figures(first, last, groups, whole, waiting, planned, late)
