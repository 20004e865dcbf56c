"""Master data in figures 基础资料统计 (CSS-19): how many customers, product models, articles, projects and people there
are, by what tells them apart, and how many of them came in a span of days. What is in the archive counts nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import text

from services.asking import Question, ask
from services.database import Database

GROUPS = ("region", "class", "category", "article", "stage", "role")


class Counted(NamedTuple):
    """Records of one region (with those below it), class, category …; id is None where it has none.

    total: of the whole kind, of which n is a share; a customer may have several classes, a person several roles.
    """

    id: Any
    name: str
    name_en: str
    depth: int
    n: int
    added: int
    total: int

    @property
    def percent(self) -> float | None:
        """Share of all, 0 to 100."""
        return 100 * self.n / self.total if self.total else None


@dataclass(frozen=True)
class Figures:
    """groups: rows by GROUPS; totals: all records by customers, prospects, devices, models, articles, projects, people."""

    groups: Mapping[str, Sequence[Counted]]
    totals: dict[str, int]


_TOTALS = text("""
    select (select count(*) from customer c where c.archived_at is null and c.stage = 'prospect') as prospects,
           (select count(*) from device d where d.archived_at is null) as devices,
           (select count(*) from product_model m where m.archived_at is null) as models,
           (select count(*) from article a where a.state = 'published') as articles,
           (select count(*) from project p where p.archived_at is null) as projects,
           (select count(*) from staff s where s.active) as people""")
# Customers of a region count for those above it too, as the list narrows. All of them are the last row, with a depth
# below zero: they are read once only, which for a million takes longest.
_REGION = text("""
    with recursive counted as (
      select c.region_id, count(*) as n, count(*) filter (where c.created_at >= :first and c.created_at < :until) as added
      from customer c where c.archived_at is null group by c.region_id
    ), tree as (
      select r.id, r.name, r.name_en, 0 as depth, array[r.code] as path from region r
      where r.parent_id is null and r.archived_at is null
      union all
      select r.id, r.name, r.name_en, t.depth + 1, t.path || r.code from region r join tree t on r.parent_id = t.id
      where r.archived_at is null and t.depth < 12
    ), up as (
      select id as below, id as top from tree
      union
      select u.below, r.parent_id from up u join region r on r.id = u.top where r.parent_id is not null
    )
    select id, name, name_en, depth, n, added from (
      select t.id, t.name, t.name_en, t.depth, t.path, sum(k.n)::bigint as n, sum(k.added)::bigint as added
      from tree t join up u on u.top = t.id join counted k on k.region_id = u.below
      group by t.id, t.name, t.name_en, t.depth, t.path
      union all
      select null, '', '', 0, null, k.n, k.added from counted k where k.region_id is null
      union all
      select null, '', '', -1, null, coalesce(sum(k.n), 0)::bigint, coalesce(sum(k.added), 0)::bigint from counted k) x
    order by path nulls last, depth desc""")
_REST = {
    "class": text("""
        select k.code as id, coalesce(i.name, k.code) as name, coalesce(i.name_en, '') as name_en, 0 as depth,
               count(*) as n, count(*) filter (where c.created_at >= :first and c.created_at < :until) as added
        from customer_class k join customer c on c.id = k.customer_id and c.archived_at is null
        left join code_item i on i.list = 'customer_class' and i.code = k.code
        where k.until is null group by k.code, i.name, i.name_en order by n desc, k.code"""),
    "category": text("""
        select g.id, coalesce(g.name, '') as name, coalesce(g.name_en, '') as name_en, 0 as depth, count(*) as n,
               count(*) filter (where m.created_at >= :first and m.created_at < :until) as added
        from product_model m left join product_category g on g.id = m.category_id
        where m.archived_at is null group by g.id, g.name, g.name_en order by n desc, name"""),
    "article": text("""
        select a.kind as id, '' as name, '' as name_en, 0 as depth, count(*) as n,
               count(*) filter (where a.published_at >= :first and a.published_at < :until) as added
        from article a where a.state = 'published' group by a.kind order by n desc, a.kind"""),
    "stage": text("""
        select p.stage as id, '' as name, '' as name_en, 0 as depth, count(*) as n,
               count(*) filter (where p.created_at >= :first and p.created_at < :until) as added
        from project p where p.archived_at is null group by p.stage order by n desc, p.stage"""),
    "role": text("""
        select r as id, '' as name, '' as name_en, 0 as depth, count(*) as n,
               count(*) filter (where s.created_at >= :first and s.created_at < :until) as added
        from staff s cross join unnest(s.roles) r where s.active group by r order by n desc, r"""),
}
_TOTAL_OF = {
    "region": "customers", "class": "customers", "category": "models", "article": "articles", "stage": "projects",
    "role": "people",
}  # fmt: skip


def figures(db: Database, first: date, last: date) -> Figures:
    """What there is now as far as this person sees it; added on [first, last]."""
    days = {"first": first, "until": last + timedelta(days=1)}
    asked = {"region": _REGION, **_REST}
    kinds, *answers = ask(db, Question(_TOTALS, {}), *(Question(one, days) for one in asked.values()))
    found = {name: list(answer.rows) for name, answer in zip(asked, answers, strict=True)}
    customers = found["region"].pop()
    totals = {"customers": customers[4], **dict(zip(kinds.names, kinds.rows[0], strict=True))}
    groups = {name: [Counted._make((*row, totals[_TOTAL_OF[name]])) for row in rows] for name, rows in found.items()}
    return Figures(groups, totals)
