-- owner: aftercare_workflow
-- What becomes due by itself; called by the function of the due jobs, in batches until all is done or its seconds
-- are over. Rows that somebody moves at this moment wait for the next minute.

-- Clocks whose calendar changed are reckoned anew from their start. One that fell due before stays a breach; one that
-- would now have fallen due in the past falls due at the moment of the change: nobody could have known earlier.
create or replace function aftercare.sla_reckon(until timestamptz)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  r record;
  t aftercare.sla_target;
  changed timestamptz;
  done bigint := 0;
begin
  for r in
    select x as clock, c.changed_at
    from aftercare.working_calendar c
    join aftercare.sla_target x on x.calendar_id = c.id and x.reckoned_at < c.changed_at
      and x.met_at is null and x.stopped_at is null
    limit 20000 for no key update of x skip locked
  loop
    t := r.clock;
    changed := r.changed_at;
    if t.breached_at is null and t.paused_since is null and t.due_at < changed then
      update aftercare.sla_target x set breached_at = x.due_at, counted_on = x.due_on,
          escalated_at = case when x.escalate_to <> '' then x.due_at end, reckoned_at = changed
        where x.id = t.id;
    elsif t.breached_at is null and t.named_at is null then
      t := aftercare.sla_reckoned(t);
      t.due_at := greatest(t.due_at, changed);
      update aftercare.sla_target x set due_at = t.due_at, due_on = (t.due_at at time zone t.zone)::date,
          warn_at = least(t.warn_at, t.due_at),
          warned_at = case when t.warn_at > changed then null else x.warned_at end, reckoned_at = changed
        where x.id = t.id;
    else
      update aftercare.sla_target x set reckoned_at = changed where x.id = t.id;
    end if;
    done := done + 1;
    exit when clock_timestamp() > until;
  end loop;
  return done;
end $$;

-- Breaches, as of the moment they fell due, handed to the role that is to know of them.
create or replace function aftercare.sla_breach(until timestamptz)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  touched bigint;
  done bigint := 0;
begin
  loop
    with due as (
      select x.id from aftercare.sla_target x
      left join aftercare.working_calendar c on c.id = x.calendar_id
      where x.due_at < clock_timestamp() and x.met_at is null and x.stopped_at is null and x.paused_since is null
        and x.breached_at is null and (c.id is null or c.changed_at <= x.reckoned_at)
      order by x.due_at limit 1000 for no key update of x skip locked
    )
    update aftercare.sla_target x set breached_at = x.due_at, counted_on = x.due_on,
        escalated_at = case when x.escalate_to <> '' then x.due_at end
      from due where x.id = due.id;
    get diagnostics touched = row_count;
    done := done + touched;
    exit when touched < 1000 or clock_timestamp() > until;
  end loop;
  return done;
end $$;

-- Early warnings, as of the moment they were due.
create or replace function aftercare.sla_warn(until timestamptz)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  touched bigint;
  done bigint := 0;
begin
  loop
    with early as (
      select x.id from aftercare.sla_target x
      where x.warn_at < clock_timestamp() and x.warned_at is null and x.met_at is null and x.stopped_at is null
        and x.paused_since is null and x.breached_at is null
      order by x.warn_at limit 1000 for no key update skip locked
    )
    update aftercare.sla_target x set warned_at = x.warn_at from early where x.id = early.id;
    get diagnostics touched = row_count;
    done := done + touched;
    exit when touched < 1000 or clock_timestamp() > until;
  end loop;
  return done;
end $$;

grant execute on function aftercare.sla_reckon(timestamptz), aftercare.sla_breach(timestamptz),
  aftercare.sla_warn(timestamptz) to aftercare_due;
