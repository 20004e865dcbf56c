"""The statements of the plain side about parcels, customers to win back, suggestions, trainings, master data, appraisals and
recovery plans.

As those of `by_hand`, in a module of their own for their length.
"""

_LATE_PARCEL = "h.state = 'sent' and h.ask_on <= (now() at time zone s.time_zone)::date"
PARCEL_LINE = f"""
    select h.id, h.version, h.work_order_id, o.number, c.name, h.direction, h.state, h.carrier, h.tracking_no, h.what,
           h.sent_on, h.expected_on, h.ask_on, h.ended_on, {_LATE_PARCEL}, coalesce(b.name, h.created_by), s.name, s.name_en
    from (select * from aftercare.shipment h where {{condition}} and h.store_id = %s order by h.ask_on, h.id limit 101) h
    join aftercare.work_order o on o.id = h.work_order_id
    join aftercare.store s on s.id = h.store_id
    left join aftercare.customer c on c.id = o.customer_id
    left join aftercare.staff b on b.login = h.created_by order by h.ask_on, h.id"""
_PARCELS = "select count(*) from (select 1 from aftercare.shipment h where h.store_id = %(store)s and {} limit 1001) x"
PARCEL_COUNTS = "select " + ", ".join(
    f"({_PARCELS.format(condition)})"
    for condition in (
        "h.state = 'sent'",
        "h.state = 'sent' and h.ask_on <= (now() at time zone 'Asia/Shanghai')::date",
        "h.state = 'arrived'",
        "h.state = 'lost'",
        "true",
    )
)

WIN_BACK_LINE = """
    select f.id, f.version, f.number, f.state, f.occasion, f.subject, c.name, c.phone_last4, f.owner_id, o.name, s.name,
           s.name_en, f.due_at, f.call_by, f.next_at, f.attempts, f.score, f.nps, f.bad, f.finished_on, f.worker_id,
           l.name, l.name_en
    from (select * from aftercare.follow_up f
          where f.store_id = %s and f.state in ('open', 'retry') and f.next_at <= now() and f.occasion in ('lapsed', 'unhappy')
          order by f.next_at, f.id limit 101) f
    join aftercare.store s on s.id = f.store_id
    join aftercare.customer c on c.id = f.customer_id
    left join aftercare.staff o on o.id = f.owner_id
    left join aftercare.code_item l on l.list = 'lost_reason' and l.code = f.lost_reason order by f.next_at, f.id"""
WIN_BACK_FIGURES = """
    select g.*, s.name, s.name_en, p.name, l.name, l.name_en
    from (
      select date_trunc('week', f.finished_on::timestamp)::date as week, f.store_id, f.finished_by_id, f.lost_reason,
             count(*) as closed, count(*) filter (where f.state = 'won'), count(*) filter (where f.state = 'lost'),
             count(*) filter (where f.state = 'refused'), count(*) filter (where f.state = 'unreached'),
             count(*) filter (where f.state = 'won' and exists (
               select from aftercare.work_order n where n.customer_id = f.customer_id and n.opened_at > f.due_at))
      from aftercare.follow_up f
      where f.store_id = %s and f.finished_on between %s and %s and f.state <> 'cancelled'
        and f.occasion in ('lapsed', 'unhappy')
      group by grouping sets ((1), (2), (3), (4), ())
    ) g
    left join aftercare.store s on s.id = g.store_id
    left join aftercare.staff p on p.id = g.finished_by_id
    left join aftercare.code_item l on l.list = 'lost_reason' and l.code = g.lost_reason order by g.closed desc"""
WIN_BACK_OPEN = """
    select count(*) filter (where f.next_at <= now()), count(*) filter (where f.call_by < now())
    from aftercare.follow_up f
    where f.store_id = %s and f.state in ('open', 'retry') and f.occasion in ('lapsed', 'unhappy')"""

SUGGESTION_LINE = """
    select i.id, i.number, i.state, i.area, i.subject, i.why, f.name, i.opened_at, i.about_number,
           coalesce(d.name, i.decided_by), i.decision_note, o.name, i.due_on,
           i.state = 'adopted' and i.due_on < (now() at time zone s.time_zone)::date, i.done_on, i.result, s.name, s.name_en
    from (select * from aftercare.improvement i where i.store_id = %s order by i.opened_at desc, i.id desc limit 101) i
    join aftercare.store s on s.id = i.store_id
    join aftercare.staff f on f.id = i.filed_by_id
    left join aftercare.staff o on o.id = i.owner_id
    left join aftercare.staff d on d.login = i.decided_by order by i.opened_at desc, i.id desc"""
TRAINING_LINE = """
    select t.id, t.number, t.state, t.subject, c.name, c.name_en, c.kind, c.audience, t.starts_at, t.ends_at, t.hours, t.place,
           coalesce(p.name, t.trainer_name), r.invited, r.passed, s.name, s.name_en
    from (select * from aftercare.training t where t.store_id = %s order by t.starts_at desc, t.id desc limit 101) t
    join aftercare.course c on c.id = t.course_id
    join aftercare.store s on s.id = t.store_id
    left join aftercare.staff p on p.id = t.trainer_id
    cross join lateral (
      select count(*) as invited, count(*) filter (where r.outcome = 'passed') as passed
      from aftercare.training_record r where r.training_id = t.id and r.withdrawn_at is null) r
    order by t.starts_at desc, t.id desc"""
TRAINED_LINE = """
    select r.*, t.number, t.state, t.subject, c.name, c.name_en, c.kind, p.name, k.name, s.name, s.name_en
    from (select * from aftercare.training_record r where r.store_id = %s and r.withdrawn_at is null
          order by r.trained_on desc, r.id desc limit 101) r
    join aftercare.training t on t.id = r.training_id
    join aftercare.course c on c.id = r.course_id
    join aftercare.store s on s.id = r.store_id
    left join aftercare.staff p on p.id = r.staff_id
    left join aftercare.customer k on k.id = r.customer_id order by r.trained_on desc, r.id desc"""
TRAINED_FIGURES = """
    select r.course_id, r.staff_id, max(c.name), max(c.name_en), max(p.name), count(*), count(r.outcome),
           count(*) filter (where r.outcome = 'passed'), count(*) filter (where r.attendance = 'absent'), avg(r.score),
           sum(r.hours)
    from aftercare.training_record r
    join aftercare.course c on c.id = r.course_id
    left join aftercare.staff p on p.id = r.staff_id
    where r.store_id = %s and r.trained_on between %s and %s and r.withdrawn_at is null and r.attendance <> 'invited'
    group by grouping sets ((1), (2), ())"""

# Master data: each customer counts for his region and those above it.
_ADDED = "count(*) filter (where {} >= %(first)s and {} < %(until)s)"
MASTER_DATA = (
    """select (select count(*) from aftercare.customer where archived_at is null and stage = 'prospect'),
              (select count(*) from aftercare.device where archived_at is null),
              (select count(*) from aftercare.product_model where archived_at is null),
              (select count(*) from aftercare.article where state = 'published'),
              (select count(*) from aftercare.project where archived_at is null),
              (select count(*) from aftercare.staff where active)""",
    f"""with recursive counted as (
          select region_id, count(*) as n, {_ADDED.format("created_at", "created_at")} as added
          from aftercare.customer where archived_at is null group by region_id
        ), up as (
          select id as below, id as top from aftercare.region
          union
          select u.below, r.parent_id from up u join aftercare.region r on r.id = u.top where r.parent_id is not null)
        select r.id, r.name, r.name_en, sum(k.n), sum(k.added)
        from counted k left join up u on u.below = k.region_id left join aftercare.region r on r.id = u.top
        group by grouping sets ((r.id, r.name, r.name_en), ()) order by r.name""",
    f"""select k.code, i.name, i.name_en, count(*), {_ADDED.format("c.created_at", "c.created_at")}
        from aftercare.customer_class k join aftercare.customer c on c.id = k.customer_id and c.archived_at is null
        left join aftercare.code_item i on i.list = 'customer_class' and i.code = k.code
        where k.until is null group by 1, 2, 3 order by 4 desc""",
    f"""select g.id, g.name, g.name_en, count(*), {_ADDED.format("m.created_at", "m.created_at")}
        from aftercare.product_model m left join aftercare.product_category g on g.id = m.category_id
        where m.archived_at is null group by 1, 2, 3 order by 4 desc""",
    f"""select kind, count(*), {_ADDED.format("published_at", "published_at")}
        from aftercare.article where state = 'published' group by 1 order by 2 desc""",
    f"""select stage, count(*), {_ADDED.format("created_at", "created_at")}
        from aftercare.project where archived_at is null group by 1 order by 2 desc""",
    f"""select r, count(*), {_ADDED.format("created_at", "created_at")}
        from aftercare.staff cross join unnest(roles) r where active group by 1 order by 2 desc""",
)

# Appraisals of people and recovery plans, as the manager of a store reads them.
_CHIEF = "(select id from aftercare.staff where login = 'chief_large')"
_TODAY = "(now() at time zone 'Asia/Shanghai')::date"
APPRAISAL_LINE = """
    select a.id, a.number, a.state, a.staff_id, p.name, a.place, a.due_on,
           a.state = 'planned' and a.due_on < (now() at time zone s.time_zone)::date, a.held_on, m.name, a.score, a.band,
           a.band_en, a.amount, a.consequence, a.goals, a.reply, s.name, s.name_en
    from (select * from aftercare.appraisal a where a.store_id = %s order by a.due_on desc, a.id desc limit 101) a
    join aftercare.staff p on p.id = a.staff_id
    join aftercare.store s on s.id = a.store_id
    left join aftercare.staff m on m.id = a.appraiser_id order by a.due_on desc, a.id desc"""
_PLANNED = "a.store_id = %(store)s and a.state = 'planned'"
APPRAISAL_COUNTS = "select " + ", ".join(
    f"(select count(*) from (select 1 from aftercare.appraisal a where {condition} limit 1001) x)"
    for condition in (
        f"{_PLANNED} and a.due_on <= {_TODAY} + 30",
        f"{_PLANNED} and a.due_on < {_TODAY}",
        _PLANNED,
        f"a.staff_id = {_CHIEF}",
        f"a.appraiser_id = {_CHIEF}",
        "a.store_id = %(store)s and a.state = 'held'",
        "a.store_id = %(store)s and a.state = 'acknowledged'",
        "a.store_id = %(store)s and a.state = 'missed'",
        "a.store_id = %(store)s",
    )
)
_TRACE = """
    select e.id, e.action, e.from_state, e.to_state, e.at, e.by_login, s.name, e.comment, o.name, e.details
    from aftercare.{0}_event e
    left join aftercare.staff s on s.login = e.by_login
    left join aftercare.staff o on o.id = e.owner_id where e.{0}_id = %s order by e.at desc, e.id"""
_NEXT = """
    select t.action, t.to_state, t.needs from aftercare.{0} x
    join aftercare.{0}_transition t on t.from_state = x.state and t.role = 'manager' where x.id = %s order by t.position"""
APPRAISAL_OPENED = (
    """
    select a.*, p.name, p.hired_on, s.name, s.name_en, a.state = 'planned' and a.due_on < (now() at time zone s.time_zone)::date,
           m.name
    from aftercare.appraisal a
    join aftercare.staff p on p.id = a.staff_id
    join aftercare.store s on s.id = a.store_id
    left join aftercare.staff m on m.id = a.appraiser_id where a.id = %s""",
    _NEXT.format("appraisal"),
    _TRACE.format("appraisal"),
)
_MEASURES = "select count(*) from aftercare.improvement i where i.recovery_plan_id = p.id"
PLAN_LINE = f"""
    select p.id, p.number, p.state, p.cause, p.subject, p.opened_at, p.about_number, o.name, p.due_on,
           p.state = 'open' and p.due_on < (now() at time zone s.time_zone)::date, p.done_on,
           ({_MEASURES}), ({_MEASURES} and i.state in ('filed', 'adopted')), p.result, s.name, s.name_en
    from (select * from aftercare.recovery_plan p where p.store_id = %s order by p.opened_at desc, p.id desc limit 101) p
    join aftercare.store s on s.id = p.store_id
    join aftercare.staff o on o.id = p.owner_id order by p.opened_at desc, p.id desc"""
PLAN_COUNTS = "select " + ", ".join(
    f"(select count(*) from (select 1 from aftercare.recovery_plan p where {condition} limit 1001) x)"
    for condition in (
        "p.store_id = %(store)s and p.state = 'open'",
        f"p.owner_id = {_CHIEF} and p.state = 'open'",
        f"p.store_id = %(store)s and p.state = 'open' and p.due_on < {_TODAY}",
        "p.store_id = %(store)s and p.state = 'done'",
        "p.store_id = %(store)s",
    )
)
PLAN_OPENED = (
    """
    select p.*, s.name, s.name_en, o.name, p.state = 'open' and p.due_on < (now() at time zone s.time_zone)::date, c.name
    from aftercare.recovery_plan p
    join aftercare.store s on s.id = p.store_id
    join aftercare.staff o on o.id = p.owner_id
    left join aftercare.staff c on c.login = p.created_by where p.id = %s""",
    _NEXT.format("recovery_plan"),
    _TRACE.format("recovery_plan"),
)
