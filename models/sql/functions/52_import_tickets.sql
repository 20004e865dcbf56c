-- owner: aftercare_workflow
-- Requests from a file: what another program kept, or a pile of mails. The rows come as {line, id, number, kind, state,
-- channel, store_id, customer_id, device_id, reporter, phone, owner_id, category, mood, satisfaction, urgency, subject,
-- description, solution, into_knowledge, due_on, promised_at, reported_at, resolved_at}, moments by the clock of the store. Numbers
-- in our own shape are for recognising a request; others are taken over.
create or replace function aftercare.import_tickets(rows jsonb)
returns table (line int, outcome text, row_id uuid)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  stores uuid[] := case when aftercare.i_am('agent') then aftercare.my_store_ids() else '{}' end
                   || case when aftercare.i_am('manager') then aftercare.my_managed_store_ids() else '{}' end;
begin
  if exists (select from jsonb_to_recordset(rows) as x (store_id uuid) where (x.store_id = any (stores)) is not true) then
    raise exception using errcode = '42501', message = 'requests are brought for one''s own stores';
  end if;

  return query
    with incoming as (
      select x.*, coalesce(x.reported_at at time zone s.time_zone, now()) as told_at,
             x.promised_at at time zone s.time_zone as promise, x.resolved_at at time zone s.time_zone as solved_at,
             x.number ~ '^T[0-9]{4}-[0-9]{5,}$' as ours
      from jsonb_to_recordset(rows) as x (line int, id uuid, number text, kind text, state text, channel text,
        store_id uuid, customer_id uuid, device_id uuid, reporter text, phone text, owner_id uuid, category text,
        mood text, satisfaction int, urgency text, subject text, description text, solution text, into_knowledge boolean, due_on date,
        promised_at timestamp, reported_at timestamp, resolved_at timestamp)
      join aftercare.store s on s.id = x.store_id
    ), here as (
      select i.line from incoming i
      where exists (select from aftercare.ticket t where i.number <> '' and t.number = i.number)
         or exists (select from aftercare.ticket t
                    where i.number = '' and i.reported_at is not null and t.store_id = i.store_id
                      and t.opened_at = i.told_at and t.source = 'import' and t.subject = i.subject
                      and t.description = i.description)
    ), made as (
      insert into aftercare.ticket (id, number, source, kind, state, channel, store_id, customer_id, device_id, reporter,
        phone, owner_id, category, mood, satisfaction, urgency, subject, description, solution, into_knowledge, due_on,
        promised_at, reported_at, opened_at, resolved_at)
      select i.id, case when i.number = '' or i.ours then null else i.number end, 'import', i.kind, i.state, i.channel,
             i.store_id, i.customer_id, i.device_id, i.reporter,
             case when length(aftercare.phone_key(i.phone)) between 3 and 20 then i.phone else '' end, i.owner_id,
             i.category, i.mood, i.satisfaction, i.urgency, i.subject, i.description, i.solution, i.into_knowledge, i.due_on, case when i.state = 'promised' then i.promise end,
             i.told_at, i.told_at,
             case when i.state in ('resolved', 'closed') then greatest(i.told_at, coalesce(i.solved_at, i.told_at)) end
      from incoming i where i.line not in (select h.line from here h)
      returning id
    )
    select i.line, case when m.id is null then 'kept' else 'added' end, i.id
    from incoming i left join made m on m.id = i.id;
end $$;

grant execute on function aftercare.import_tickets(jsonb) to aftercare_agent, aftercare_manager;
