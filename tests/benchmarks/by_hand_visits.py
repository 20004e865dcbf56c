"""The statements of the plain side about visits: the dispatch board, its planning and its figures.

As those of `by_hand`, in a module of their own for their length.
"""

# The dispatch board: who works there, whose visits lie in the span, who is away, and what nobody has yet.
TECHNICIANS = """
    select s.id, s.name, s.login, coalesce(c.minutes_a_day, (select value::int from aftercare.parameter
                                                             where code = 'visit_minutes_a_day'), 420),
           array(select k.skill from aftercare.staff_skill k where k.staff_id = s.id and k.until is null order by 1),
           array(select r.name from aftercare.staff_area a join aftercare.region r on r.id = a.region_id
                 where a.staff_id = s.id and a.until is null order by 1)
    from aftercare.staff s left join aftercare.staff_capacity c on c.id = s.id
    where s.active and 'technician' = any (s.roles)
      and s.id in (select staff_id from aftercare.staff_store where store_id = %s and until is null)
    order by s.name, s.id limit 201"""
_PLACED = """
    select v.id, v.version, v.number, v.kind, v.state, v.priority, v.subject, v.minutes, v.technician_id, v.planned_from,
           v.planned_until, v.due_at, v.wish, coalesce(c.name, v.contact_name), r.name, r.name_en, v.skill,
           w.work_state = 'waiting_parts', v.override_reason <> '', v.contractor_id
    from ({rows}) v
    left join aftercare.customer c on c.id = v.customer_id
    left join aftercare.region r on r.id = v.region_id
    left join aftercare.work_order w on w.id = v.work_order_id
    order by {order}"""
PLANNED_VISITS = _PLACED.format(
    rows="""select * from aftercare.visit x where x.technician_id = any(%s) and x.planned_from >= %s
              and x.planned_from < %s and x.state <> 'cancelled' limit 5001""",
    order="v.planned_from, v.id",
)
CONTRACTED_VISITS = _PLACED.format(
    rows="""select * from aftercare.visit x where x.store_id = %s and x.planned_from >= %s and x.planned_from < %s
              and x.contractor_id is not null and x.state <> 'cancelled' limit 5001""",
    order="v.planned_from, v.id",
)
# Companies that may be sent, and those that were.
CONTRACTORS = """
    select c.id, c.name, c.number from aftercare.customer c
    where c.archived_at is null and c.id = any(array(
            select k.customer_id from aftercare.customer_class k
            where k.code = 'nature.contractor' and k.until is null limit 60))
       or c.id = any(%s)
    order by c.name, c.number"""
_FILLED = """
    select v.{who}, date_trunc(%s, v.planned_on), sum(v.planned_until - v.planned_from), count(*)
    from aftercare.visit v where {whose} and v.planned_from >= %s and v.planned_from < %s and v.state <> 'cancelled'
    group by 1, 2"""
FILLED = _FILLED.format(who="technician_id", whose="v.technician_id = any(%s)")
FILLED_BY_CONTRACTORS = _FILLED.format(who="contractor_id", whose="v.store_id = %s and v.contractor_id is not null")
ABSENCES = """
    select id, staff_id, from_at, until_at from aftercare.staff_absence
    where staff_id = any(%s) and withdrawn_at is null and until_at > %s and from_at < %s order by from_at"""
WAITING_VISITS = _PLACED.format(
    rows="""select * from aftercare.visit x where x.id = any(array(
              select id from aftercare.visit where store_id = %s and state = 'open'
              order by priority <> 'urgent', due_at, id limit 201))""",
    order="v.priority <> 'urgent', v.due_at, v.id",
)
WORKING_HOURS = "select code, value from aftercare.parameter where code in ('visit_day_from', 'visit_day_until')"
VISIT_LINE = """
    select v.id, v.number, v.kind, v.state, v.outcome, v.priority, v.subject, coalesce(c.name, v.contact_name),
           c.phone_last4, p.name, r.name, s.name, v.opened_at, v.planned_from, v.due_at, v.finished_at
    from (select * from aftercare.visit where store_id = %s order by opened_at desc, id desc limit 101) v
    join aftercare.store s on s.id = v.store_id
    left join aftercare.customer c on c.id = v.customer_id
    left join aftercare.region r on r.id = v.region_id
    left join aftercare.staff p on p.id = v.technician_id
    order by v.opened_at desc, v.id desc"""
# By technician, store, model, fault, level of repair, month and symptom, and all of them.
_COMPLETED = """count(*), count(*) filter (where v.outcome = 'solved'),
           count(*) filter (where v.outcome = 'again'), count(*) filter (where v.outcome = 'parts'),
           count(*) filter (where v.outcome = 'refused'), count(*) filter (where v.outcome = 'no_access'),
           count(*) filter (where coalesce(v.arrived_at, v.started_at) <= v.planned_until),
           count(*) filter (where coalesce(v.arrived_at, v.started_at) is not null and v.planned_until is not null),
           count(*) filter (where v.accepted = false),
           percentile_cont(0.5) within group (order by v.finished_at - v.started_at)"""
COMPLETED_VISITS = f"""
    with v as (
      select v.*, coalesce(o.product_model_id, d.product_model_id) as model_id, o.fault_code, o.repair_level, o.symptoms,
             date_trunc('month', v.finished_at at time zone 'Asia/Shanghai') as month
      from aftercare.visit v
      left join aftercare.work_order o on o.id = v.work_order_id
      left join aftercare.device d on d.id = v.device_id
      where v.store_id = %s and v.finished_at >= %s
    ), g as (
      select v.technician_id, v.store_id, v.model_id, v.fault_code, v.repair_level, v.month, null as symptom, {_COMPLETED}
      from v
      group by grouping sets ((v.technician_id), (v.store_id), (v.model_id), (v.fault_code), (v.repair_level), (v.month), ())
      union all
      select null, null, null, null, null, null, y.symptom, {_COMPLETED}
      from v left join lateral unnest(v.symptoms) y (symptom) on true group by y.symptom
    )
    select g.*, p.name, s.name, s.name_en, m.brand, m.name, m.name_en, c.name, c.name_en from g
    left join aftercare.staff p on p.id = g.technician_id
    left join aftercare.store s on s.id = g.store_id
    left join aftercare.product_model m on m.id = g.model_id
    left join aftercare.code_item c on c.list = 'fault' and c.code = g.fault_code
      or c.list = 'symptom' and c.code = g.symptom
    order by g.month"""
OPEN_VISITS = """
    select count(*) filter (where state = 'open'), count(*) filter (where state <> 'open'),
           count(*) filter (where state in ('open', 'planned', 'travelling') and due_at < now())
    from aftercare.visit where store_id = %s and state in ('open', 'planned', 'travelling', 'arrived', 'working')"""
# Whose desks somebody may be sent from: the visit's, and the one that handles its order.
SENDING = """
    select v.*, o.handling_store_id from aftercare.visit v
    left join aftercare.work_order o on o.id = v.work_order_id where v.id = %s"""
# What a plan is compared with, each with one look.
PLAN_CHECKS = """
    with recursive above as (
      select s.region_id as id, 1 as steps from aftercare.visit v join aftercare.store s on s.id = v.store_id
      where v.id = %(visit)s
      union all
      select r.parent_id, a.steps + 1 from above a join aftercare.region r on r.id = a.id
    )
    select v.id, v.number, v.due_at < %(begins)s,
           (select jsonb_agg(jsonb_build_object('number', x.number, 'from', x.planned_from, 'until', x.planned_until))
            from aftercare.visit x
            where x.technician_id = %(who)s and x.id <> v.id and x.planned_from < %(until)s
              and x.planned_until > %(begins)s and x.planned_from > %(begins)s - interval '1 day'
              and x.state in ('planned', 'travelling', 'arrived', 'working')),
           (select jsonb_agg(jsonb_build_object('from', a.from_at, 'until', a.until_at)) from aftercare.staff_absence a
            where a.staff_id = %(who)s and a.withdrawn_at is null and a.from_at < %(until)s and a.until_at > %(begins)s),
           -- the hours of that day and the one before, by the store's calendar, its region's or the company's
           (select array[today.hours, yesterday.hours]
            from aftercare.calendar_use u
            join aftercare.working_calendar c on c.id = u.calendar_id and c.archived_at is null
            left join above a on a.id = u.region_id
            cross join lateral (
              select (%(begins)s at time zone s.time_zone)::date as day) d
            left join aftercare.calendar_day t on t.calendar_id = c.id and t.day = d.day and t.archived_at is null
            left join aftercare.calendar_day y on y.calendar_id = c.id and y.day = d.day - 1 and y.archived_at is null
            cross join lateral (select case when t.id is null then c.week -> (extract(isodow from d.day)::int - 1)
              when t.weekday is not null then c.week -> (t.weekday - 1) else t.hours end as hours) today
            cross join lateral (select case when y.id is null then c.week -> (extract(isodow from d.day - 1)::int - 1)
              when y.weekday is not null then c.week -> (y.weekday - 1) else y.hours end as hours) yesterday
            where u.archived_at is null
              and (u.store_id = v.store_id or a.id is not null or u.store_id is null and u.region_id is null)
            order by u.store_id is null, a.steps nulls last limit 1),
           (select sum(x.planned_until - x.planned_from) from aftercare.visit x
            where x.technician_id = %(who)s and x.planned_on = (%(begins)s at time zone s.time_zone)::date
              and x.planned_from >= %(begins)s::date - 2 and x.planned_from < %(begins)s::date + 3
              and x.state <> 'cancelled' and x.id <> v.id),
           coalesce((select c.minutes_a_day from aftercare.staff_capacity c where c.id = %(who)s),
                    (select p.value::int from aftercare.parameter p where p.code = 'visit_minutes_a_day')),
           v.skill is null or exists (select from aftercare.staff_skill k
             where k.staff_id = %(who)s and k.skill = v.skill and k.until is null),
           v.region_id is null or exists (select from aftercare.staff_area a
             where a.staff_id = %(who)s and a.region_id = v.region_id and a.until is null),
           (select o.work_state from aftercare.work_order o where o.id = v.work_order_id)
    from aftercare.visit v join aftercare.store s on s.id = v.store_id where v.id = %(visit)s"""
