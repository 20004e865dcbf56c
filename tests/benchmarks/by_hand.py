"""The longer statements of the plain side: what a person gets, column for column, as one would write it by hand.

They know no rights, no masks beyond the stored ones and no roles; what is asked of other tables for each row is asked
here too, so that the ratio tells what rights and services cost and not that less was read.
"""


def with_clock(kind: str, alias: str, statement: str) -> str:
    """The statement with the most pressing running promise of each row as w."""
    return statement.replace(
        "{clock}",
        f"""left join lateral (
      select x.target, x.due_at, x.warn_at, x.breached_at, x.paused_since, x.pause_turn from aftercare.sla_target x
      where x.subject_id = {alias}.id and x.subject_kind = '{kind}' and x.met_at is null and x.stopped_at is null
      order by x.paused_since is not null and x.breached_at is null, x.due_at limit 1) w on true""",
    )


# A page of orders: the rows are chosen first, then the names are joined to them.
ORDER_LINE = with_clock(
    "work_order",
    "o",
    """
    select o.id, o.version, o.number, o.kind, o.sale_stage, o.priority, o.work_state, o.money_state, o.custody_state,
           o.outcome, o.opened_at, o.opened_on, o.promised_at, o.state_since, o.ready_at, o.told_at, o.delivered_at,
           o.shelf, left(o.problem, 160), o.warranty_verdict, o.due, o.paid, o.due - o.paid - coalesce(o.written_off, 0),
           o.rework_of is not null, o.store_id, s.name, o.handling_store_id, h.name, o.assigned_to, t.name, o.customer_id,
           c.name, c.phone_masked, o.device_id, m.brand, m.name, d.serial_no, g.code, l.*, w.*
    from ({rows}) o
    join aftercare.store s on s.id = o.store_id
    left join aftercare.store h on h.id = o.handling_store_id
    left join aftercare.staff t on t.id = o.assigned_to
    left join aftercare.customer c on c.id = o.customer_id
    left join aftercare.device d on d.id = o.device_id
    left join aftercare.product_model m on m.id = o.product_model_id
    left join aftercare.product_category g on g.id = m.category_id
    left join lateral (
      select count(*), count(*) filter (where x.state = 'used'),
             min(x.name) filter (where x.state <> 'used'), min(x.name_en) filter (where x.state <> 'used')
      from aftercare.work_order_line x
      where x.work_order_id = o.id and x.kind = 'part' and x.state <> 'dropped') l on true
    {clock}
    order by {order}""",
)

CUSTOMER_PAGE = """
    select c.id, c.number, c.name, c.kind, c.stage, c.phone_masked, r.name, r.name_en, s.name,
           array(select k.code from aftercare.customer_class k
                 where k.customer_id = c.id and k.until is null order by k.dimension),
           c.created_at, c.updated_at, c.pinyin,
           (select count(*) from aftercare.customer_note n where n.customer_id = c.id and n.archived_at is null
              and n.at_intake and n.level <> 'info'), c.archived_at
    from (select * from aftercare.customer c where c.archived_at is null
          order by c.created_at desc, c.id desc limit 101) c
    left join aftercare.region r on r.id = c.region_id
    left join aftercare.staff s on s.id = c.sales_rep_id
    order by c.created_at desc, c.id desc"""

# Seven numbers above a list, each counted up to 1,001, of what a store took in and of what it handles for another.
_COUNTED = (
    "o.work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled')",
    """o.work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled')
       and o.promised_at < now()""",
    """o.work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled') and o.promised_at >= now()
       and o.promised_at < now() + interval '26 hours'
       and o.promised_at < (select (date_trunc('day', now() at time zone z.time_zone) + interval '1 day') at time zone z.time_zone
                            from aftercare.store z where z.id = o.store_id)""",
    "o.work_state = 'quoted'",
    "o.work_state = 'waiting_parts'",
    "o.work_state in ('completed', 'failed') and o.ready_at < now() - interval '7 days'",
    """o.work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled')
       and o.rework_of is not null""",
)
_OPEN_ORDER = "select 1 from aftercare.work_order o where {whose} and {condition} and o.source <> 'ords' limit 1001"
# The store's own, and those of other stores that it repairs.
_WHOSE = ("o.store_id = %(store)s", "o.handling_store_id = %(store)s and o.store_id <> %(store)s")
SEVEN_COUNTS = "select " + ", ".join(
    "(select count(*) from (select * from ("
    + " union all ".join(f"({_OPEN_ORDER.format(whose=whose, condition=condition)})" for whose in _WHOSE)
    + ") x limit 1001) x)"
    for condition in _COUNTED
)

# Ten numbers above the tickets of a desk, likewise.
_PENDING = "t.state not in ('resolved', 'closed', 'cancelled')"
ME = "(select id from aftercare.staff where login = 'clerk_large')"
_OF_STORE = "t.store_id = %(store)s"
TEN_COUNTS = "select " + ", ".join(
    f"(select count(*) from (select 1 from aftercare.ticket t where {condition} limit 1001) x)"
    for condition in (
        f"{_OF_STORE} and {_PENDING}",
        f"t.owner_id = {ME} and {_PENDING}",
        f"(t.offered_to_id = {ME} or t.escalated_to_id = {ME}) and {_PENDING}",
        f"{_OF_STORE} and t.owner_id is null and {_PENDING}",
        f"{_OF_STORE} and {_PENDING}",
        f"""{_OF_STORE} and {_PENDING} and (t.state = 'promised' and t.promised_at < now()
              or t.due_on < (select (now() at time zone z.time_zone)::date from aftercare.store z where z.id = %(store)s)
              or t.id in (select x.subject_id from aftercare.sla_target x
                          where x.store_id = %(store)s and x.subject_kind = 'ticket' and x.met_at is null
                            and x.stopped_at is null and x.due_at < now()
                            and (x.breached_at is not null or x.paused_since is null)))""",
        f"t.state = 'promised' and t.owner_id = {ME} and t.promised_at < now() + interval '1 day'",
        f"{_OF_STORE} and t.state = 'waiting_customer'",
        f"{_OF_STORE} and t.state in ('resolved', 'closed')",
        _OF_STORE,
    )
)

_FOUND = "select c.id, c.name, c.phone_masked, c.number from aftercare.customer c where c.archived_at is null and"
_FOUND_BY_CONTACT = """
    select c.id, c.name, p.phone_masked, c.number from aftercare.contact p
    join aftercare.customer c on c.id = p.customer_id
    where p.archived_at is null and c.archived_at is null and"""
NAMES = f"""
    ({_FOUND} c.name >= %(typed)s and c.name < %(typed)s || chr(1114111) order by c.name limit %(cap)s)
    union all ({_FOUND} c.search @@ %(words)s::tsquery and position(%(typed)s in lower(c.name)) > 0 limit %(cap)s)"""
# Names hold digits and letters too: what is no number or no initials may be one.
FOUR_DIGITS = f"""
    ({_FOUND} c.phone_last4 = %(typed)s order by c.updated_at desc limit %(cap)s)
    union all ({_FOUND_BY_CONTACT} p.phone_last4 = %(typed)s limit %(cap)s)
    union all ({_FOUND} c.search @@ %(words)s::tsquery and position(%(typed)s in lower(c.name)) > 0 limit %(cap)s)"""
INITIALS = f"""
    ({_FOUND} c.initials >= %(typed)s and c.initials < %(typed)s || chr(1114111) order by c.initials limit %(cap)s)
    union all {NAMES}"""
# A look-up by number leaves its entry, by hand too.
LOOKED_UP = """
    insert into aftercare.reveal (login, kind, table_name, column_name, asked)
    values ('by_hand', 'lookup', 'customer', 'phone', encode(sha256(convert_to(%s, 'UTF8')), 'hex'))"""
WHOLE_NUMBER = f"""
    ({_FOUND} c.phone_key = %(typed)s limit %(cap)s)
    union all ({_FOUND_BY_CONTACT} p.phone_key = %(typed)s limit %(cap)s)
    union all ({_FOUND} c.search @@ %(words)s::tsquery and position(%(typed)s in lower(c.name)) > 0 limit %(cap)s)"""

_ORDER = """
    select o.id, o.number, m.brand, m.name, c.name, c.phone_masked, left(o.problem, 60) from ({rows}) o
    left join aftercare.product_model m on m.id = o.product_model_id
    left join aftercare.customer c on c.id = o.customer_id"""
ORDER_BY_NUMBER = _ORDER.format(rows="select * from aftercare.work_order o where o.number = %s")
_BY_TAIL = """select o.* from aftercare.work_order o
    where reverse(o.number) >= reverse(%(typed)s) and reverse(o.number) < reverse(%(typed)s) || chr(1114111)
      and o.store_id = %(store)s limit %(cap)s"""
_BY_WORDS = "select o.* from aftercare.work_order o where o.search @@ %(words)s::tsquery limit %(cap)s"
ORDER_BY_TAIL = _ORDER.format(rows=f"({_BY_TAIL}) union all ({_BY_WORDS})")
ORDERS_BY_WORDS = _ORDER.format(rows=_BY_WORDS) + " order by o.opened_at desc"

_MODEL = """select m.id, m.brand, m.name, m.model_no from aftercare.product_model m where m.archived_at is null and"""
MODELS = f"""
    ({_MODEL} upper(m.model_no) >= upper(%(typed)s) and upper(m.model_no) < upper(%(typed)s) || chr(1114111)
     order by upper(m.model_no) limit %(cap)s)
    union all ({_MODEL} m.initials >= lower(%(typed)s) and m.initials < lower(%(typed)s) || chr(1114111)
     order by m.initials limit %(cap)s)
    union all ({_MODEL} m.search @@ %(words)s::tsquery limit %(cap)s)"""

# The search box: every kind of record, nine of each, in one statement; customers are looked for once and their
# follow-ups with them.
_BOX_CASES = """
    (select t.id, t.number, t.subject, '' from aftercare.ticket t where t.search @@ %(in_store)s::tsquery limit %(cap)s)
    union all
    (select k.id, k.number, k.subject, '' from aftercare.complaint k where k.search @@ %(in_store)s::tsquery limit %(cap)s)
    union all
    (select a.id, a.number, a.question, a.state from aftercare.article a where a.search @@ %(words)s::tsquery
     order by a.state = 'archived', a.updated_at desc limit %(cap)s)
    union all
    (select v.id, v.number, v.subject, '' from aftercare.visit v where v.search @@ %(in_store)s::tsquery limit %(cap)s)
    union all
    (select f.id, f.number, f.subject, '' from aftercare.follow_up f where f.search @@ %(in_store)s::tsquery limit %(cap)s)
    union all
    (select f.id, f.number, f.subject, '' from found c
     cross join lateral (select * from aftercare.follow_up x where x.customer_id = c.id and x.store_id = %(store)s) f
     limit %(cap)s)"""
_BOX_ORDERS = """
    (select o.id, o.number, concat_ws(' · ', m.brand, m.name, c.name, c.phone_masked), left(o.problem, 60)
     from (select * from aftercare.work_order o where o.search @@ %(in_store)s::tsquery limit %(cap)s) o
     left join aftercare.product_model m on m.id = o.product_model_id
     left join aftercare.customer c on c.id = o.customer_id)"""
BOX_WORDS = f"""
    with found as materialized ({NAMES})
    select * from found
    union all {_BOX_ORDERS}
    union all (select m.id, m.brand, m.name, m.model_no from aftercare.product_model m
               where m.search @@ %(words)s::tsquery and m.archived_at is null limit %(cap)s)
    union all {_BOX_CASES}"""
_BOX_DEVICE = """
    select d.id, concat_ws(' ', m.brand, m.name), d.serial_no, c.name
    from (select * from aftercare.device d where {condition} limit %(cap)s) d
    join aftercare.product_model m on m.id = d.product_model_id
    left join aftercare.customer c on c.id = d.customer_id"""
_BEGINS = "{key} >= %(typed)s and {key} < %(typed)s || chr(1114111)"
_ENDS = "reverse({key}) >= reverse(%(typed)s) and reverse({key}) < reverse(%(typed)s) || chr(1114111)"
# By serial, or by another number of it (IMEI, VIN, plate).
DEVICES = "\n    union all\n    ".join(
    f"({_BOX_DEVICE.format(condition=condition)})"
    for condition in (
        *(part.format(key="d.serial_key") for part in (_BEGINS, _ENDS)),
        *(
            f"""d.id = any(array(select n.device_id from aftercare.device_number n
                 where {part.format(key="n.key")} and n.archived_at is null limit %(cap)s))"""
            for part in (_BEGINS, _ENDS)
        ),
    )
)
BOX_DIGITS = f"""
    with found as materialized ({FOUR_DIGITS})
    select * from found
    union all {_BOX_ORDERS}
    union all
    (select o.id, o.number, concat_ws(' · ', m.brand, m.name, c.name, c.phone_masked), left(o.problem, 60)
     from aftercare.work_order o
     left join aftercare.product_model m on m.id = o.product_model_id
     left join aftercare.customer c on c.id = o.customer_id
     where reverse(o.number) >= reverse(%(typed)s) and reverse(o.number) < reverse(%(typed)s) || chr(1114111)
       and o.store_id = %(store)s limit %(cap)s)
    union all
    (select o.id, o.number, concat_ws(' · ', m.brand, m.name, o.name, o.phone_masked), left(o.problem, 60)
     from (select o.*, c.name, c.phone_masked from aftercare.customer c
           join aftercare.work_order o on o.customer_id = c.id
           where c.phone_last4 = %(typed)s and o.store_id = %(store)s order by o.opened_at desc limit %(cap)s) o
     left join aftercare.product_model m on m.id = o.product_model_id)
    union all
    {DEVICES}
    union all (select m.id, m.brand, m.name, m.model_no from aftercare.product_model m
               where upper(m.model_no) >= %(typed)s and upper(m.model_no) < %(typed)s || chr(1114111) limit %(cap)s)
    union all
    (select t.id, t.number, t.subject, '' from aftercare.ticket t
     where t.phone_last4 = %(typed)s and t.phone_last4 <> '' and t.store_id = %(store)s
     order by t.opened_at desc limit %(cap)s)
    union all {_BOX_CASES}"""

# The manager's page: figures of the folded weeks and what came since, the open orders, and what nobody fetches.
FIGURES = """
    select week, measure, bucket, sum(n) from (
      select week, measure, bucket, n from aftercare.figure_week
      where scope = any(%(scopes)s) and week > now()::date - 182
      union all
      select date_trunc('week', day)::date, measure, bucket, n from aftercare.figure_delta
      where (%(company)s or store_id = any(%(scopes)s)) and day > now()::date - 182) x
    group by 1, 2, 3"""
OPEN_ORDERS = """
    select work_state, least(now()::date - opened_on, 99), sum(n), sum(passed) from (
      select work_state, opened_on, count(*) as n, count(*) filter (where promised_at < now()) as passed
      from aftercare.work_order
      where work_state not in ('delivered', 'closed') and (%(company)s or store_id = any(%(scopes)s)) group by 1, 2) g
    group by 1, 2"""
UNCOLLECTED_ORDERS = """
    select count(*) from aftercare.work_order
    where work_state in ('completed', 'failed') and ready_at < now() - interval '7 days'
      and (%(company)s or store_id = any(%(scopes)s))"""

ORDER = """
    select o.*, s.name, h.name, c.number, c.name, c.phone_masked, d.serial_no, d.serial_kind, d.colour, d.sold_on, m.brand,
           m.name, m.model_no, v.name, t.name, i.number, r.number,
           exists (select from aftercare.unlock_code u where u.work_order_id = o.id)
    from aftercare.work_order o
    join aftercare.store s on s.id = o.store_id
    left join aftercare.store h on h.id = o.handling_store_id
    left join aftercare.customer c on c.id = o.customer_id
    left join aftercare.device d on d.id = o.device_id
    left join aftercare.product_version v on v.id = d.product_version_id
    left join aftercare.product_model m on m.id = o.product_model_id
    left join aftercare.staff t on t.id = o.assigned_to
    left join aftercare.intake i on i.id = o.intake_id
    left join aftercare.work_order r on r.id = o.rework_of
    where o.id = %s"""
ORDER_TRACE = """
    select e.*, p.name, s.name, t.name from aftercare.work_order_event e
    join aftercare.store s on s.id = coalesce((e.details ->> 'by_store')::uuid, e.store_id)
    left join aftercare.staff p on p.login = e.by_login
    left join aftercare.staff t on t.id = e.technician_id
    where e.work_order_id = %s order by e.seq desc"""
# The steps that fit the three states, with the facts that say what is lacking for them.
ORDER_STEPS = """
    select distinct t.*, f.*, l.* from aftercare.work_order o
    join aftercare.work_order_transition t
      on t.active and t.kind in (o.kind, '*') and t.role = 'agent'
     and t.from_state = case t.axis when 'work' then o.work_state when 'custody' then o.custody_state
                                    else o.money_state end
    cross join lateral (
      select exists (select from aftercare.quote q where q.work_order_id = o.id and q.state = 'open') as quoted,
             (select c.answer from aftercare.consent c where c.work_order_id = o.id order by c.at desc limit 1) as said,
             exists (select from aftercare.attachment a where a.work_order_id = o.id
                     and a.kind = 'signature_out' and a.withdrawn_at is null) as signed) f
    cross join lateral (
      select sum(l.amount) as charged, count(*) filter (where l.kind = 'part' and l.state in ('proposed', 'planned')) as open,
             count(*) filter (where l.payer = 'customer' and l.unit_price is null) as unpriced
      from aftercare.work_order_line l where l.work_order_id = o.id) l
    where o.id = %s"""

TICKET = """
    select t.*, s.name, s.name_en, c.name, c.phone_masked, m.brand, m.name, m.name_en, v.name, w.number, o.name, f.name, h.name,
           b.name, p.name, x.number, y.number
    from aftercare.ticket t
    join aftercare.store s on s.id = t.store_id left join aftercare.customer c on c.id = t.customer_id
    left join aftercare.device d on d.id = t.device_id
    left join aftercare.product_model m on m.id = d.product_model_id
    left join aftercare.product_version v on v.id = d.product_version_id
    left join aftercare.work_order w on w.id = t.work_order_id
    left join aftercare.staff o on o.id = t.owner_id
    left join aftercare.staff f on f.id = t.first_asked_id
    left join aftercare.staff h on h.id = t.offered_to_id
    left join aftercare.staff b on b.id = t.escalated_to_id
    left join aftercare.staff p on p.id = t.photos_checked_by_id
    left join aftercare.ticket x on x.id = t.merged_into_id
    left join aftercare.ticket y on y.id = t.split_from_id where t.id = %s"""
# With what happened to those that were merged into it.
TICKET_TRACE = """
    select e.*, s.name, o.name, t.number from aftercare.ticket t
    join aftercare.ticket_event e on e.ticket_id = t.id
    left join aftercare.staff s on s.login = e.by_login
    left join aftercare.staff o on o.id = e.owner_id
    where t.id = %(id)s or t.merged_into_id = %(id)s order by e.at desc, e.id"""
# The steps that fit the state and what the ticket holds, with what each still lacks.
TICKET_STEPS = f"""
    select r.action, r.to_state, r.needs,
           array(select n from unnest(r.needs) n where n <> 'wake_at' and (n <> 'solution' or btrim(t.solution) = ''))
    from aftercare.ticket t join aftercare.ticket_transition r on r.from_state = t.state
    where t.id = %s and r.role = 'agent' and coalesce(case r.action
        when 'take' then t.owner_id is null
        when 'release' then t.owner_id is not null
        when 'hand_over' then t.owner_id = {ME} and t.offered_to_id is null
        when 'withdraw' then t.offered_to_id is not null and t.owner_id = {ME}
        when 'accept' then t.offered_to_id = {ME}
        when 'decline' then t.offered_to_id = {ME}
        when 'escalate' then t.escalated_to_id is null
        when 'settle' then t.escalated_to_id is not null
        when 'unmerge' then t.merged_into_id is not null
        else true end, false)
    group by r.action, r.to_state, r.needs, t.id order by min(r.position), r.action"""
TICKET_LINE = with_clock(
    "ticket",
    "t",
    """
    select t.id, t.number, t.kind, t.state, t.urgency, t.subject, coalesce(c.name, t.reporter), c.phone_last4, o.name,
           s.name, t.opened_at, t.promised_at, t.due_on, t.mood, t.escalated_to_id is not null, h.name, t.version, w.*
    from ({rows}) t
    join aftercare.store s on s.id = t.store_id left join aftercare.customer c on c.id = t.customer_id
    left join aftercare.staff o on o.id = t.owner_id
    left join aftercare.staff h on h.id = t.offered_to_id
    {clock}
    order by t.opened_at desc, t.id desc""",
)

_VOTES = """
    (select count(*) from aftercare.article_vote v where v.article_id = a.id and v.worked),
    (select count(*) from aftercare.article_vote v where v.article_id = a.id and not v.worked)"""
ARTICLES = f"""
    select a.id, a.number, a.state, a.kind, a.question, a.question_en, a.category, {_VOTES}, a.updated_at, a.review_on
    from aftercare.article a
    where a.search @@ $q$'漏水'$q$::tsquery and a.state = 'published'
    order by a.search @@ $q$'^漏水'$q$::tsquery desc, a.updated_at desc limit 201"""
# The best five of the first 120 with any of the words, by how many of them they have.
_SHARED = "(select count(*) from unnest(%(words)s::text[]) w where x.search @@ quote_literal(w)::tsquery)"
SUGGESTED_ARTICLES = f"""
    select a.id, a.number, a.question, a.answer, a.question_en, a.answer_en, a.shared, {_VOTES}
    from (select x.*, {_SHARED} as shared
          from (select * from aftercare.article where search @@ %(any)s::tsquery and state = 'published' limit 120) x
          order by shared desc limit 5) a"""
SUGGESTED_TICKETS = f"""
    select x.id, x.number, x.subject, x.solution, {_SHARED} as shared
    from (select * from aftercare.ticket where search @@ %(any)s::tsquery and state in ('resolved', 'closed')
            and solution <> '' limit 120) x
    order by shared desc limit 5"""
SUGGESTED_ORDERS = f"""
    select x.id, x.number, x.problem, x.work_done, {_SHARED} as shared
    from (select * from aftercare.work_order where search @@ %(any)s::tsquery and outcome in ('repaired', 'no_fault')
            and work_done <> '' limit 120) x
    order by shared desc limit 5"""

# What falls due, of whatever kind: tickets, complaints, orders, visits.
DEADLINE_LINE = """
    select x.*, coalesce(t.number, c.number, o.number, v.number),
           coalesce(t.subject, c.subject, left(o.problem, 160), v.subject), p.name, s.name, s.name_en
    from (select * from aftercare.sla_target x where {where} order by x.due_at, x.id limit 101) x
    join aftercare.store s on s.id = x.store_id
    left join aftercare.ticket t on t.id = x.subject_id and x.subject_kind = 'ticket'
    left join aftercare.complaint c on c.id = x.subject_id and x.subject_kind = 'complaint'
    left join aftercare.work_order o on o.id = x.subject_id and x.subject_kind = 'work_order'
    left join aftercare.visit v on v.id = x.subject_id and x.subject_kind = 'visit'
    left join aftercare.staff p on p.id = coalesce(t.owner_id, c.owner_id, o.assigned_to, v.technician_id)
    order by x.due_at, x.id"""
