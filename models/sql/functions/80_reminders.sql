-- owner: aftercare_workflow
-- What a window reminds its person of, each minute: every kind is first looked for in an index, with who asks found out
-- once; only what there may be something of is asked for, by the functions and policies that decide.

-- The kinds that may hold something for the caller: not less than what each kind's own function finds, and nothing else
-- than that there is something.
create or replace function aftercare.reminders_there_may_be()
returns text[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  scope record := aftercare.my_roles();
  me uuid := scope.staff_id;
  login text := aftercare.login_name();
  manages boolean := 'manager' = any (scope.roles);
  holds boolean := scope.roles && '{manager,leader}';
  judges boolean := scope.roles && '{manager,admin}';
  moment timestamptz := clock_timestamp();
  -- the latest day that any store has by now
  day date := (moment at time zone 'UTC' + interval '1 day')::date;
begin
  if me is null then return '{}'; end if;
  return array_remove(array[
    case when exists (select from aftercare.ticket t
                      where t.owner_id = me and t.state = 'promised' and t.promised_at <= moment)
           or exists (select from aftercare.ticket t where t.wake_at <= moment and t.owner_id = me)
           or exists (select from aftercare.ticket t where t.offered_to_id = me)
           or exists (select from aftercare.ticket t where t.escalated_to_id = me) then 'ticket' end,
    case when exists (select from aftercare.corrective_action x
                      where x.owner_id = me and x.state = 'open' and x.due_on <= day)
           or judges and (
             exists (select from aftercare.corrective_action x where x.state = 'done' and x.created_by = login)
             or exists (select from aftercare.corrective_action x
                        where x.state = 'verified' and x.verified_by = login and x.effect_due_on <= day)) then 'measure' end,
    case when exists (select from aftercare.improvement i
                      where i.owner_id = me and i.state = 'adopted' and i.due_on <= day) then 'improvement' end,
    case when exists (select from aftercare.recovery_plan p
                      where p.owner_id = me and p.state = 'open' and p.due_on <= day) then 'recovery_plan' end,
    case when exists (select from aftercare.article a
                      where a.owner_id = me and a.state = 'published' and a.review_on <= day)
           or manages and exists (select from aftercare.article a
                                  where a.owner_id is null and a.state = 'published' and a.review_on <= day) then 'article' end,
    case when judges and exists (select from aftercare.shop_text x where x.review_on <= day) then 'shop_text' end,
    case when holds or exists (select from aftercare.appraisal a where a.staff_id = me and a.state = 'held') then 'appraisal' end,
    case when exists (select from aftercare.training_record r
                      where r.staff_id = me and r.retrain_since is not null and r.withdrawn_at is null) then 'retrain' end,
    case when exists (select from aftercare.shipment h
                      where h.created_by = login and h.state = 'sent' and h.ask_on <= day) then 'parcel' end
  ], null);
end $$;

-- Up to so many of each kind. As the caller, not as its owner: policies decide which ticket and which customer he sees.
create or replace function aftercare.reminded_of(most int)
returns table (kind text, id uuid, number text, subject text, customer_name text, customer_phone text, at timestamptz,
               version int, by text, record_id uuid)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  kinds text[] := aftercare.reminders_there_may_be();
  me uuid;
begin
  if kinds = '{}' then return; end if;
  if 'ticket' = any (kinds) then
    me := aftercare.my_staff_id();
    return query
    with due as (
      (select 'callback' as kind, t.id, t.promised_at as at from aftercare.ticket t
       where t.owner_id = me and t.state = 'promised' and t.promised_at <= clock_timestamp()
         and coalesce(t.snoozed_until, t.promised_at) <= clock_timestamp()
       order by t.promised_at limit most)
      union all
      (select 'woken', t.id, t.wake_at from aftercare.ticket t
       where t.owner_id = me and t.wake_at <= clock_timestamp() and t.state = 'in_progress'
       order by t.wake_at limit most)
      union all
      (select 'offer', t.id, t.offered_at from aftercare.ticket t
       where t.offered_to_id = me order by t.offered_at limit most)
      union all
      (select 'escalation', t.id, t.escalated_at from aftercare.ticket t
       where t.escalated_to_id = me order by t.escalated_at limit most)
    )
    select d.kind, t.id, t.number, t.subject, coalesce(c.name, t.reporter), coalesce(c.phone_masked, ''), d.at, t.version,
           coalesce((select coalesce(s.name, e.by_login)
                     from aftercare.ticket_event e left join aftercare.staff s on s.login = e.by_login
                     where e.ticket_id = t.id and d.kind in ('offer', 'escalation')
                       and e.action = case d.kind when 'offer' then 'hand_over' else 'escalate' end
                     order by e.at desc limit 1), ''), t.id
    from due d
    join aftercare.ticket t on t.id = d.id
    left join aftercare.customer c on c.id = t.customer_id;
  end if;
  if 'measure' = any (kinds) then
    return query
    select m.kind, m.id, m.number, m.what, m.customer_name, m.customer_phone, m.at, m.version, m.by, m.complaint_id
    from aftercare.measures_to_remind_of(most) m;
  end if;
  if 'improvement' = any (kinds) then
    return query
    select i.kind, i.id, i.number, i.subject, '', '', i.at, i.version, '', i.id
    from aftercare.improvements_to_remind_of(most) i;
  end if;
  if 'recovery_plan' = any (kinds) then
    return query
    select p.kind, p.id, p.number, p.subject, '', '', p.at, p.version, '', p.id
    from aftercare.recovery_plans_to_remind_of(most) p;
  end if;
  if 'article' = any (kinds) then
    return query
    select a.kind, a.id, a.number, a.subject, '', '', a.at, a.version, '', a.id
    from aftercare.articles_to_remind_of(most) a;
  end if;
  if 'shop_text' = any (kinds) then
    return query
    select x.kind, x.id, '', x.subject, '', '', x.at, x.version, '', x.id
    from aftercare.shop_texts_to_remind_of(most) x;
  end if;
  if 'appraisal' = any (kinds) then
    return query
    select q.kind, q.id, q.number, q.subject, '', '', q.at, q.version, q.by, q.id
    from aftercare.appraisals_to_remind_of(most) q;
  end if;
  if 'retrain' = any (kinds) then
    return query
    select 'retrain', t.id, t.number, t.subject, '', '', t.at, t.version, '', t.training_id
    from aftercare.trainings_to_remind_of(most) t;
  end if;
  if 'parcel' = any (kinds) then
    return query
    select 'parcel', h.id, h.number, h.what, h.customer_name, h.customer_phone, h.at, h.version, '', h.work_order_id
    from aftercare.shipments_to_remind_of(most) h;
  end if;
end $$;

grant execute on function aftercare.reminders_there_may_be(), aftercare.reminded_of(int) to aftercare_staff;
