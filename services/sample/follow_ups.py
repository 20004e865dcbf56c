"""Sample follow-ups: the rules run every evening of the last weeks, agents call, managers see to what was bad."""

from datetime import datetime, time, timedelta

from services.sample.world import CHINA, World

WEEKS = 16
# The newest stay in the queue, so that there is somebody to call.
QUIET_DAYS = 4
CALLS_A_DAY = 3
# However long nothing new comes, these are left to be called.
LEFT_OVER = 3

# A small company asks nearly everybody.
_BEGIN = (
    """update aftercare.follow_up_rule set starts_at = ($1 ->> 'since')::timestamptz, percent = greatest(percent, 90)"""
)
# Whoever paid much is asked by a rule of his own, before the others are drawn.
_DEAR = """
    insert into aftercare.follow_up_rule (id, name, name_en, occasion, after_days, percent, pause_days, questionnaire_id,
                                          script, script_en, bad_score5, bad_score10, position, cover, least_amount, starts_at)
    select '5f011000-0000-7000-8000-0000000003e8', '大额维修取机后回访', 'After a costly repair', r.occasion, 2, 100,
           r.pause_days, r.questionnaire_id, r.script, r.script_en, r.bad_score5, r.bad_score10, 28, 'paid', 800, r.starts_at
    from aftercare.follow_up_rule r where r.id = '5f011000-0000-7000-8000-000000000203'"""
_FILL = "select aftercare.follow_ups_fill('infinity')"
# What a customer says follows from the number of the follow-up, so that every run tells the same.
_CALL = """
    select case when f.drawn < 62 then aftercare.follow_up_answer(f.id, f.answers,
             case when f.drawn % 4 = 0 then '客户说会推荐给邻居。' else '' end, 'phone', null)
           else aftercare.follow_up_move(f.id, f.version,
             case when f.drawn < 82 then 'no_answer' when f.drawn < 89 then 'busy' when f.drawn < 92 then 'wrong_number'
                  when f.drawn < 95 then 'call_back' else 'refuse' end,
             jsonb_build_object('no_more', 'false', 'next_at', ($1 ->> 'again')::timestamptz), null) end
    from (
      select f.id, f.version, ('x' || left(md5(f.number || f.attempts), 6))::bit(24)::int % 100 as drawn,
             (select jsonb_strip_nulls(jsonb_object_agg(q.id, case q.kind
                when 'score5' then to_jsonb(case when e < 55 then 5 when e < 82 then 4 when e < 94 then 3 when e < 98 then 2 else 1 end)
                when 'score10' then to_jsonb(case when e < 45 then 10 when e < 62 then 9 when e < 80 then 8 when e < 92 then 7 else 5 end)
                when 'yes_no' then to_jsonb(case when (q.bad = 'yes') = (e < 96) then 'no' else 'yes' end)
                when 'text' then to_jsonb(case when e < 12 then '希望能早一点通知取机。' when e < 24 then '师傅很耐心。' end) end))
              from aftercare.question q,
                   lateral (select ('x' || left(md5(f.number || q.place), 6))::bit(24)::int % 100 as e) x
              where q.questionnaire_id = f.questionnaire_id and q.revision = f.revision) as answers
      from aftercare.follow_up f
      where f.store_id = ($1 ->> 'store')::uuid and f.state in ('open', 'retry') and f.occasion not in ('lapsed', 'unhappy')
        and f.next_at <= ($1 ->> 'moment')::timestamptz and f.worker_id is distinct from ($1 ->> 'me')::uuid
        and f.about_id is distinct from ($1 ->> 'me')::uuid
        and coalesce(f.owner_id, ($1 ->> 'me')::uuid) = ($1 ->> 'me')::uuid
      order by f.next_at, f.number limit least(($1 ->> 'most')::int, (
        select greatest(count(*) - ($1 ->> 'left')::int, 0) from aftercare.follow_up o
        where o.store_id = ($1 ->> 'store')::uuid and o.state in ('open', 'retry') and o.occasion not in ('lapsed', 'unhappy')
          and o.next_at <= ($1 ->> 'moment')::timestamptz))) f"""
# Customers whom a manager wants back; the number of the call decides what came of it.
_PLAN_WIN_BACK = """
    select aftercare.follow_up_plan(gen_random_uuid(), r.id, ($1 ->> 'store')::uuid, o.customer_id, o.id, null, null, '', null)
    from aftercare.follow_up_rule r,
         (select w.id, w.customer_id from aftercare.work_order w
          join aftercare.customer c on c.id = w.customer_id and c.archived_at is null and c.phone_key <> ''
          where w.store_id = ($1 ->> 'store')::uuid and w.work_state in ('delivered', 'closed')
            and not exists (select from aftercare.follow_up f where f.customer_id = w.customer_id
                            and (f.state in ('open', 'retry') or f.occasion in ('lapsed', 'unhappy')))
            and coalesce((select k.given from aftercare.customer_consent k
                          where k.customer_id = c.id and k.purpose = 'follow_up'
                          order by k.created_at desc, k.id desc limit 1), true)
            and not exists (select from aftercare.caller_mark m where m.phone_key = c.phone_key and m.lifted_at is null)
          order by w.delivered_at, w.id limit 1) o
    where r.occasion = 'lapsed' and r.store_id is null and r.archived_at is null"""
_WIN_BACK = """
    select aftercare.follow_up_move(f.id, f.version, case when f.drawn < 45 then 'won' when f.drawn < 80 then 'lost' else 'no_answer' end,
             case when f.drawn between 45 and 79 then jsonb_build_object('lost_reason',
               (array['price', 'competitor', 'speed', 'no_need'])[1 + f.drawn % 4]) else '{}' end, null)
    from (
      select f.id, f.version, ('x' || left(md5(f.number || f.attempts), 6))::bit(24)::int % 100 as drawn
      from aftercare.follow_up f
      where f.store_id = ($1 ->> 'store')::uuid and f.state in ('open', 'retry') and f.occasion in ('lapsed', 'unhappy')
        and f.next_at <= ($1 ->> 'moment')::timestamptz and f.worker_id is distinct from ($1 ->> 'me')::uuid
        and f.about_id is distinct from ($1 ->> 'me')::uuid
        and coalesce(f.owner_id, ($1 ->> 'me')::uuid) = ($1 ->> 'me')::uuid
      order by f.next_at, f.number limit 2) f"""
_SETTLE = """
    select aftercare.ticket_move(t.id, t.version, 'resolve', '{"solution": "店长致电客户说明并道歉，已安排复检。"}', null)
    from aftercare.follow_up f join aftercare.ticket t on t.id = f.task_id
    where t.owner_id = ($1 ->> 'me')::uuid and t.state = 'open' and t.opened_at < ($1 ->> 'before')::timestamptz"""


def call_customers(world: World) -> None:
    """The last weeks of follow-ups; told after orders, visits and tickets, which they follow."""
    script, material = world.script, world.material
    first = (world.until - timedelta(weeks=WEEKS)).astimezone(CHINA).date()
    begins = datetime.combine(first, time(6, 0), CHINA)
    script.add(begins, None, _BEGIN, since=begins.isoformat())
    script.add(begins, None, _DEAR)
    managers = [person for person in material.people if "manager" in person.roles]
    for day in range((world.until.astimezone(CHINA).date() - first).days + 1):
        morning = datetime.combine(first + timedelta(days=day), time(8, 30), CHINA)
        script.add(morning, None, _FILL)
        if morning > world.until - timedelta(days=QUIET_DAYS):
            continue
        for place, store in enumerate(one for one in material.stores if one.share):
            agents = material.staff(store.code, "agent")
            if not agents:
                continue
            agent = agents[day % len(agents)]
            at = morning + timedelta(hours=6, minutes=11 * place)
            script.add(
                at, agent, _CALL, store=world.store_ids[store.code], me=world.staff_ids[agent], moment=at.isoformat(),
                again=(at + timedelta(days=1)).isoformat(), most=CALLS_A_DAY,
                left=LEFT_OVER,
            )  # fmt: skip
            if day % 4 == 0:
                script.add(
                    at - timedelta(hours=2),
                    material.manager(store.code),
                    _PLAN_WIN_BACK,
                    store=world.store_ids[store.code],
                )
                script.add(
                    at + timedelta(minutes=5), agent, _WIN_BACK, store=world.store_ids[store.code],
                    me=world.staff_ids[agent], moment=(at + timedelta(minutes=5)).isoformat(),
                )  # fmt: skip
        for manager in managers:
            before = morning - timedelta(hours=12)
            script.add(
                morning + timedelta(hours=9), manager.login, _SETTLE, me=world.staff_ids[manager.login],
                before=before.isoformat(),
            )  # fmt: skip
    script.add(world.until, None, _FILL)
