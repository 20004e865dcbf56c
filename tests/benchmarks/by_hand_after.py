"""The statements of the plain side about what comes after a repair: follow-ups, reminders, messages, complaints, the kiosk.

As those of `by_hand`, in a module of their own for their length.
"""

from collections.abc import Sequence

from tests.benchmarks import by_hand

FOLLOW_UP_LINE = """
    select f.*, s.name, c.name, c.phone_last4, o.name
    from (select * from aftercare.follow_up f
          where f.store_id = %s and f.state in ('open', 'retry') and f.next_at <= now()
          order by f.next_at, f.id limit 101) f
    join aftercare.store s on s.id = f.store_id
    join aftercare.customer c on c.id = f.customer_id
    left join aftercare.staff o on o.id = f.owner_id order by f.next_at, f.id"""
_OF_STORE = "from aftercare.follow_up f where f.store_id = %(store)s"
_PENDING = f"{_OF_STORE} and f.state in ('open', 'retry')"
FOLLOW_UP_COUNTS = f"""
    select (select count(*) from (select {_PENDING} and f.next_at <= now() limit 1001) x),
           (select count(*) from (select {_PENDING} and f.owner_id is not null limit 1001) x),
           (select count(*) from (select {_PENDING} and f.next_at < now() + interval '1 day' limit 1001) x),
           (select count(*) from (select {_PENDING} and f.call_by < now() limit 1001) x),
           (select count(*) from (select {_OF_STORE} and f.state = 'retry' limit 1001) x),
           (select count(*) from (select {_PENDING} and f.owner_id is null limit 1001) x),
           (select count(*) from (select {_OF_STORE} and f.bad limit 1001) x),
           (select count(*) from (select {_OF_STORE} and f.state = 'done' limit 1001) x),
           (select count(*) from (select {_OF_STORE} and f.finished_on is not null limit 1001) x),
           (select count(*) from (select {_OF_STORE} limit 1001) x)"""
FOLLOW_UP_FIGURES = """
    select g.*, s.name, p.name
    from (
      select date_trunc('week', f.finished_on::timestamp)::date as week, f.store_id, f.finished_by_id, count(*) as closed,
             count(f.reached_at), count(*) filter (where f.state = 'done'), count(*) filter (where f.state = 'refused'),
             count(*) filter (where f.state = 'unreached'), count(f.score), count(*) filter (where f.score >= 4),
             count(f.nps), count(*) filter (where f.nps >= 9), count(*) filter (where f.nps <= 6),
             count(*) filter (where f.bad)
      from aftercare.follow_up f
      where f.store_id = %s and f.finished_on between %s and %s and f.state <> 'cancelled'
        and f.occasion not in ('lapsed', 'unhappy')
      group by grouping sets ((1), (2), (3), ())
    ) g
    left join aftercare.store s on s.id = g.store_id
    left join aftercare.staff p on p.id = g.finished_by_id order by g.closed desc"""
FOLLOW_UPS_OPEN = """
    select count(*) filter (where f.next_at <= now()), count(*) filter (where f.call_by < now())
    from aftercare.follow_up f where f.store_id = %s and f.state in ('open', 'retry')
      and f.occasion not in ('lapsed', 'unhappy')"""

# Of what a window reminds its person: call-backs, customers who did not answer, what others ask of him, corrective
# actions to take, to see or to judge, suggestions and recovery plans that he carries out, articles to read again,
# appraisals of him, trainings of his that run out, parcels of his that should be there.
REMINDED = f"""
    select d.kind, t.id, t.number, t.subject, coalesce(c.name, t.reporter), c.phone_masked, d.at, t.version,
           (select coalesce(s.name, e.by_login) from aftercare.ticket_event e
            left join aftercare.staff s on s.login = e.by_login
            where e.ticket_id = t.id and d.kind in ('offer', 'escalation')
              and e.action = case d.kind when 'offer' then 'hand_over' else 'escalate' end
            order by e.at desc limit 1)
    from ((select 'callback' as kind, t.id, t.promised_at as at from aftercare.ticket t
           where t.owner_id = {by_hand.ME} and t.state = 'promised' and t.promised_at <= now()
             and coalesce(t.snoozed_until, t.promised_at) <= now() order by t.promised_at limit 5)
          union all
          (select 'woken', t.id, t.wake_at from aftercare.ticket t where t.owner_id = {by_hand.ME}
             and t.wake_at <= now() and t.state = 'in_progress' order by t.wake_at limit 5)
          union all
          (select 'offer', t.id, t.offered_at from aftercare.ticket t where t.offered_to_id = {by_hand.ME}
           order by t.offered_at limit 5)
          union all
          (select 'escalation', t.id, t.escalated_at from aftercare.ticket t where t.escalated_to_id = {by_hand.ME}
           order by t.escalated_at limit 5)) d
    join aftercare.ticket t on t.id = d.id
    left join aftercare.customer c on c.id = t.customer_id
    union all
    select a.reason, a.id, c.number, a.what, coalesce(k.name, c.complainant), k.phone_masked, a.at, a.version,
           (select p.name from aftercare.staff p where p.login = a.done_by)
    from ((select 'measure' as reason, x.*, x.due_on::timestamp as at from aftercare.corrective_action x
           where x.owner_id = {by_hand.ME} and x.state = 'open' and x.due_on <= now()::date
             and coalesce(x.snoozed_until, now()) <= now() order by x.due_on limit 5)
          union all
          (select 'verify', x.*, x.done_at from aftercare.corrective_action x
           where x.state = 'done' and x.created_by = 'clerk_large' and x.done_by <> 'clerk_large'
           order by x.done_at limit 5)
          union all
          (select 'effect', x.*, x.effect_due_on::timestamp from aftercare.corrective_action x
           where x.state = 'verified' and x.verified_by = 'clerk_large' and x.effect_due_on <= now()::date
             and coalesce(x.snoozed_until, now()) <= now() order by x.effect_due_on limit 5)) a
    join aftercare.complaint c on c.id = a.complaint_id
    left join aftercare.customer k on k.id = c.customer_id
    union all
    (select 'improvement', i.id, i.number, i.subject, '', '', i.due_on::timestamp at time zone s.time_zone, i.version, ''
     from aftercare.improvement i join aftercare.store s on s.id = i.store_id
     where i.owner_id = {by_hand.ME} and i.state = 'adopted' and i.due_on <= now()::date
       and coalesce(i.snoozed_until, now()) <= now() order by i.due_on limit 5)
    union all
    (select 'recovery_plan', p.id, p.number, p.subject, '', '', p.due_on::timestamp at time zone s.time_zone, p.version, ''
     from aftercare.recovery_plan p join aftercare.store s on s.id = p.store_id
     where p.owner_id = {by_hand.ME} and p.state = 'open' and p.due_on <= now()::date
       and coalesce(p.snoozed_until, now()) <= now() order by p.due_on limit 5)
    union all
    (select 'article', a.id, a.number, a.question, '', '', a.review_on::timestamp at time zone 'Asia/Shanghai', a.version, ''
     from aftercare.article a
     where a.state = 'published' and a.review_on <= now()::date and a.owner_id = {by_hand.ME} order by a.review_on limit 5)
    union all
    (select 'appraised', a.id, a.number, a.band, '', '', a.held_on::timestamp at time zone s.time_zone, a.version, p.name
     from aftercare.appraisal a join aftercare.store s on s.id = a.store_id
     left join aftercare.staff p on p.id = a.appraiser_id
     where a.state = 'held' and a.staff_id = {by_hand.ME} and coalesce(a.snoozed_until, now()) <= now()
     order by a.held_on limit 5)
    union all
    (select 'retrain', r.id, t.number, t.subject, '', '', r.valid_until::timestamp at time zone s.time_zone, r.version, ''
     from aftercare.training_record r join aftercare.training t on t.id = r.training_id
     join aftercare.store s on s.id = r.store_id
     where r.staff_id = {by_hand.ME} and r.retrain_since is not null and r.withdrawn_at is null
       and r.valid_until >= now()::date - 30
       and not exists (select from aftercare.training_record o
                       where o.course_id = r.course_id and o.staff_id = r.staff_id and o.outcome = 'passed'
                         and o.trained_on > r.trained_on)
       and not exists (select from aftercare.training_record o join aftercare.training n on n.id = o.training_id
                       where o.course_id = r.course_id and o.staff_id = r.staff_id and o.withdrawn_at is null
                         and n.state = 'planned')
     order by r.valid_until limit 5)
    union all
    (select 'parcel', h.id, o.number, h.carrier || ' ' || h.tracking_no, k.name, k.phone_masked,
            h.ask_on::timestamp at time zone s.time_zone, h.version, ''
     from aftercare.shipment h
     join aftercare.store s on s.id = h.store_id
     join aftercare.work_order o on o.id = h.work_order_id
     left join aftercare.customer k on k.id = o.customer_id
     where h.created_by = 'clerk_large' and h.state = 'sent' and h.ask_on <= now()::date order by h.ask_on limit 5)
    order by 7 limit 5"""

MESSAGE_LINE = """
    select m.id, m.version, m.occasion, m.channel, m.automatic, m.state, c.name, m.to_masked, coalesce(v.number, o.number),
           m.subject, left(m.body, 200), m.attempts, m.next_try_at, m.sent_at, m.fault, m.fault_detail, s.name, s.name_en,
           coalesce((select p.name from aftercare.staff p where p.login = m.created_by), m.created_by), m.created_at
    from (select * from aftercare.message m where {condition} and m.store_id = %s
          order by m.created_at desc, m.id desc limit 101) m
    join aftercare.store s on s.id = m.store_id
    left join aftercare.customer c on c.id = m.customer_id
    left join aftercare.work_order o on o.id = m.work_order_id
    left join aftercare.visit v on v.id = m.visit_id order by m.created_at desc, m.id desc"""


def _counted(table: str, conditions: Sequence[str]) -> str:
    """Several counts up to 1,001 each, of a store's rows or of a person's own."""
    return "select " + ", ".join(
        f"(select count(*) from (select 1 from aftercare.{table} where {condition} limit 1001) x)"
        for condition in conditions
    )


_OF_STORE = "m.store_id = %(store)s"
MESSAGE_COUNTS = _counted(
    "message m",
    (
        f"{_OF_STORE} and m.state in ('failed', 'given_up', 'perhaps')",
        f"{_OF_STORE} and m.state = 'perhaps'",
        f"{_OF_STORE} and m.state in ('waiting', 'sending', 'failed') and m.channel <> 'letter'",
        f"{_OF_STORE} and m.channel = 'letter' and m.state = 'waiting'",
        f"""{_OF_STORE} and m.state = 'sent' and m.sent_at > now() - interval '1 day'
            and m.sent_at >= (select date_trunc('day', now() at time zone z.time_zone) at time zone z.time_zone
                              from aftercare.store z where z.id = %(store)s)""",
        f"{_OF_STORE} and m.state = 'sent'",
        _OF_STORE,
    ),
)
COMPLAINT_LINE = by_hand.with_clock(
    "complaint",
    "c",
    """
    select c.id, c.number, c.state, c.escalated_at is not null, c.severity, c.subject, coalesce(k.name, c.complainant),
           k.phone_last4, o.name, s.name, s.name_en, c.opened_at, c.answer_due_at, c.answered_at is not null, w.*
    from (select * from aftercare.complaint c where {condition} and c.store_id = %s
          order by c.answer_due_at, c.id limit 101) c
    join aftercare.store s on s.id = c.store_id
    left join aftercare.customer k on k.id = c.customer_id
    left join aftercare.staff o on o.id = c.owner_id
    {clock}
    order by c.answer_due_at, c.id""",
)
_OF_STORE = "c.store_id = %(store)s and c.state <> 'closed'"
COMPLAINT_COUNTS = _counted(
    "complaint c",
    (
        _OF_STORE,
        f"c.owner_id = {by_hand.ME} and c.state <> 'closed'",
        """c.store_id = %(store)s and c.state not in ('answered', 'accepted', 'closed')
           and c.answer_due_at < now() + interval '1 day'""",
        f"{_OF_STORE} and c.escalated_at is not null",
        f"{_OF_STORE} and (c.channel = 'regulator' or c.regulator_no <> '')",
        f"{_OF_STORE} and c.owner_id is null",
        "c.store_id = %(store)s and c.state = 'closed'",
        "c.store_id = %(store)s",
    ),
)

# What managers saw of agents, and papers for the technical file.
INSPECTION_LINE = """
    select i.*, coalesce(t.number, f.number), p.name, coalesce(b.name, i.created_by), s.name, s.name_en
    from (select * from aftercare.inspection i where i.store_id = %s order by i.inspected_on desc, i.id desc limit 101) i
    join aftercare.staff p on p.id = i.staff_id
    join aftercare.store s on s.id = i.store_id
    left join aftercare.staff b on b.login = i.created_by
    left join aftercare.ticket t on t.id = i.ticket_id
    left join aftercare.follow_up f on f.id = i.follow_up_id order by i.inspected_on desc, i.id desc"""
INSPECTION_COUNTS = _counted(
    "inspection i",
    [
        f"i.store_id = %(store)s and {condition}"
        for condition in (
            "i.talked_on is null and i.consequence is null",
            "i.talked_on is not null and i.consequence is null",
            "i.consequence is not null",
            "i.score < 60",
            "true",
        )
    ],
)
_NOT_SEEN = "not exists (select from aftercare.inspection i where i.staff_id = %(person)s and x.id = i.{column})"
INSPECTION_DRAWN = f"""
    select * from (
      (select x.id, x.number, x.subject, x.opened_at from (
         select t.* from aftercare.ticket t where t.owner_id = %(person)s and t.state not in ('open', 'cancelled')
           and t.opened_at > now() - interval '31 days' order by t.opened_at desc limit 500) x
       where {_NOT_SEEN.format(column="ticket_id")})
      union all
      (select x.id, '', '', x.came_at from (
         select c.* from aftercare.phone_call c where c.taken_by_id = %(person)s and c.state = 'handled'
           and c.came_at > now() - interval '31 days' order by c.came_at desc limit 500) x
       where {_NOT_SEEN.format(column="phone_call_id")})
      union all
      (select x.id, x.number, x.subject, x.finished_at from (
         select f.* from aftercare.follow_up f where f.finished_by_id = %(person)s
           and f.finished_on > current_date - 31 order by f.finished_on desc limit 500) x
       where {_NOT_SEEN.format(column="follow_up_id")})
    ) drawn order by random() limit 8"""
# With the criterion at which each lost most, as the page names it.
INSPECTION_FIGURES = """
    with i as materialized (select * from aftercare.inspection where store_id = %s and inspected_on >= %s)
    select g.*, p.name, l.name, l.name_en from (
      select i.staff_id, count(*), avg(i.score), count(*) filter (where i.score < 60),
             count(*) filter (where i.talked_on is null and i.consequence is null),
             count(*) filter (where i.consequence = 'praise'),
             count(*) filter (where i.consequence in ('warning', 'deduction'))
      from i group by grouping sets ((1), ())
    ) g left join aftercare.staff p on p.id = g.staff_id
    left join (
      select distinct on (1) i.staff_id, max(c ->> 'name') as name, max(c ->> 'name_en') as name_en
      from i, jsonb_array_elements(i.scores) c group by grouping sets ((1, c ->> 'code'), (c ->> 'code'))
      order by 1, sum((c ->> 'points')::numeric) / sum((c ->> 'most')::numeric)
    ) l on l.staff_id is not distinct from g.staff_id order by 3"""
ACCEPTANCE_LINE = """
    select a.*, c.name, v.number, s.name, s.name_en
    from (select * from aftercare.acceptance a where a.store_id = %s order by a.held_at desc, a.id desc limit 101) a
    join aftercare.store s on s.id = a.store_id
    left join aftercare.visit v on v.id = a.visit_id
    left join aftercare.customer c on c.id = a.customer_id order by a.held_at desc, a.id desc"""

# The kiosk: the try with its hashed code, counted for the kiosk and for the number, the order by its number, its trace,
# and what it is asked about; what fits is counted no longer.
KIOSK_COUNT = """
    insert into aftercare.kiosk_limit as k (scope, key, tries, last_at) values (%s, %s, 1, clock_timestamp())
    on conflict (scope, key) do update set tries = k.tries + 1, last_at = clock_timestamp()"""
KIOSK_FORGET = """
    update aftercare.kiosk_limit set tries = greatest(tries - 1, 0), waits_until = null where scope = %s and key = %s"""
KIOSK_TRY = """
    insert into aftercare.kiosk_try (id, login, store_id, number, secret) values (%s, 'by_hand', %s, %s, %s)"""
KIOSK_ORDER = """
    select o.id, o.*, m.brand, m.name, m.name_en, d.serial_no, s.name, s.name_en, s.telephone, s.hours, s.street, i.number,
           (select q.amount from aftercare.quote q where q.work_order_id = o.id and q.state = 'open')
    from aftercare.work_order o
    join aftercare.store s on s.id = o.store_id
    left join aftercare.product_model m on m.id = o.product_model_id
    left join aftercare.device d on d.id = o.device_id
    left join aftercare.intake i on i.id = o.intake_id
    where o.number = %s and o.pickup_code = %s"""
KIOSK_TRACE = """
    select e.axis, e.action, e.effective_at, e.comment, e.details, e.corrects_id, s.name, s.name_en
    from aftercare.work_order_event e left join aftercare.store s on s.id = e.store_id
    where e.work_order_id = %s and e.public order by e.seq"""
KIOSK_SURVEY = """
    select f.id, f.due_at, n.name, n.name_en, q.* from aftercare.follow_up f
    join aftercare.questionnaire n on n.id = f.questionnaire_id
    join aftercare.question q on q.questionnaire_id = f.questionnaire_id and q.revision = f.revision
    where f.work_order_id = %s and f.occasion in ('hand_over', 'visit') and f.state in ('open', 'retry')
    order by f.due_at desc, q.place"""
