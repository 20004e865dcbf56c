-- owner: aftercare_workflow
-- The events of an order's work are counted as they are written. Reopening takes the finishing back from the
-- day it was counted on; imported history stays out of the figures.
create or replace function aftercare.count_event()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  f aftercare.finished_order;
  over constant text[] := array['completed', 'failed', 'delivered', 'closed'];
begin
  if new.from_state is null then
    insert into aftercare.figure_delta (store_id, day, measure, bucket, n)
      values (new.store_id, new.opened_on, 'received', 0, 1);
  end if;

  if coalesce(new.from_state, '') = any (over) and new.to_state <> all (over) then
    delete from aftercare.finished_order o where o.work_order_id = new.work_order_id returning * into f;
    if f.work_order_id is not null then
      insert into aftercare.figure_delta (store_id, day, measure, bucket, n)
        select f.store_id, f.day, m, case m when 'finished' then f.bucket else 0 end, -1
        from unnest(array['finished'] || case when f.kept then array['kept'] else '{}'::text[] end) m;
    end if;
  elsif new.to_state in ('completed', 'failed') and coalesce(new.from_state, '') <> all (over) then
    insert into aftercare.finished_order (work_order_id, store_id, day, bucket, kept)
      select w.id, new.store_id, new.happened_on,
             least(floor(extract(epoch from new.effective_at - w.opened_at) / 21600), 4000)::int,
             coalesce(new.effective_at <= w.promised_at, false)
      from aftercare.work_order w where w.id = new.work_order_id
      on conflict (work_order_id) do nothing
      returning * into f;
    if f.work_order_id is not null then
      insert into aftercare.figure_delta (store_id, day, measure, bucket, n)
        select f.store_id, f.day, m, case m when 'finished' then f.bucket else 0 end, 1
        from unnest(array['finished'] || case when f.kept then array['kept'] else '{}'::text[] end) m;
    end if;
  end if;
  return null;
end $$;
grant execute on function aftercare.count_event() to aftercare_owner;

-- The Monday of a day's week.
create or replace function aftercare.week_of(day date)
returns date
language sql immutable parallel safe
as $$ select day - (extract(isodow from day)::int - 1) $$;
grant execute on function aftercare.week_of(date) to aftercare_due, aftercare_search;
