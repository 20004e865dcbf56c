-- owner: aftercare_due
-- Due work: every function due_<name>() without arguments that belongs to aftercare_due and returns the number of
-- rows it touched. It must do no harm when repeated, and record the moment something fell due as its effective
-- time. A comment 'every 1 hour' says how often; without one it is every minute. Nothing else has to be registered.

create or replace function aftercare.due_jobs()
returns table (name text, every interval)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select p.proname::text,
         coalesce(substring(obj_description(p.oid, 'pg_proc') from '^every (.*)$'), '1 minute')::interval
  from pg_proc p
  where p.pronamespace = 'aftercare'::regnamespace and p.proowner = 'aftercare_due'::regrole
    and p.proname like 'due\_%' and p.proname <> 'due_jobs' and p.pronargs = 0 and p.prorettype = 'bigint'::regtype
  order by 1
$$;

-- Runs what is due, or the one piece that is named; anybody employed and the timer may ask. A piece that another
-- caller runs at this moment, or ran within its interval, is left out: asking often costs one look. One that fails
-- is rolled back alone and says so in job_run.
create or replace function aftercare.run_due(only_name text default null)
returns table (name text, touched bigint, error text)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
as $$
declare
  job record;
  began timestamptz;
begin
  begin
    insert into aftercare.job_run (name, started_at)
      select j.name, 'epoch' from aftercare.due_jobs() j on conflict do nothing;
  exception when lock_not_available then
    return;  -- the very first run of a new piece is under way elsewhere
  end;
  for job in
    select r.name from aftercare.job_run r join aftercare.due_jobs() j on j.name = r.name
    where (only_name is null or r.name = only_name)
      -- a little less than the interval, or a timer of that very interval would miss every second turn
      and r.started_at < clock_timestamp() - j.every * 0.8
    order by r.started_at, r.name
  loop
    -- nobody else may lock these rows, so nobody but another runner can hold one
    perform from aftercare.job_run r where r.name = job.name for update skip locked;
    if not found then continue; end if;
    began := clock_timestamp();
    name := job.name;
    touched := 0;
    error := null;
    begin
      execute format('select aftercare.%I()', job.name) into touched;
    exception when others then
      error := left(sqlerrm, 500);
    end;
    update aftercare.job_run r
      set started_at = began, finished_at = clock_timestamp(), rows = coalesce(touched, 0), error = run_due.error
      where r.name = job.name;
    return next;
  end loop;
end $$;
grant execute on function aftercare.run_due(text) to aftercare_staff, aftercare_jobs;
grant execute on function aftercare.due_jobs() to aftercare_jobs;

-- Windows poll the change feed every second; one that slept for an hour reloads.
create or replace function aftercare.due_prune_changes()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  gone bigint;
begin
  delete from aftercare.change c where c.at < clock_timestamp() - interval '1 hour';
  get diagnostics gone = row_count;
  return gone;
end $$;

-- A save is repeated within minutes or never; a window that was suspended over a weekend still finds its own.
create or replace function aftercare.due_prune_requests()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  gone bigint;
begin
  delete from aftercare.request r where r.at < clock_timestamp() - interval '7 days';
  get diagnostics gone = row_count;
  return gone;
end $$;
comment on function aftercare.due_prune_requests() is 'every 1 hour';

-- A transaction left open holds locks and keeps the change feed's horizon back for everybody. Roles have a limit
-- of 60 s that anybody can switch off for himself; this one nobody can.
create or replace function aftercare.due_end_idle_transactions()
returns bigint
language sql
set search_path = pg_catalog, pg_temp
as $$
  select count(pg_terminate_backend(a.pid))
  from pg_stat_activity a
  where a.datname = current_database() and a.usename like 's\_%'
    and a.state like 'idle in transaction%' and a.state_change < clock_timestamp() - interval '2 minutes'
$$;

-- A backup's outcome stands among due work: when the last one went well, and what befell the last attempt.
create or replace function aftercare.note_backup(began timestamptz, of_rows bigint, fault text)
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into aftercare.job_run as r (name, started_at, finished_at, rows, error)
    values ('backup', began, case when fault is null then clock_timestamp() end, of_rows, left(fault, 500))
  on conflict (name) do update set started_at = excluded.started_at, error = excluded.error,
    finished_at = coalesce(excluded.finished_at, r.finished_at),
    rows = case when excluded.finished_at is null then r.rows else excluded.rows end
$$;
grant execute on function aftercare.note_backup(timestamptz, bigint, text) to aftercare_backup;
