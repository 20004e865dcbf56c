-- owner: aftercare_owner
-- Hours of a day as they are kept: spans [from, to] in minutes of the day, in order, none touching another.
create or replace function aftercare.tidy_hours(hours jsonb, field text)
returns jsonb
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  span jsonb;
  tidy jsonb := '[]';
  last int := -1;
begin
  if jsonb_typeof(hours) is distinct from 'array' or jsonb_array_length(hours) > 12 then
    perform aftercare.refuse('hours_wrong', field);
  end if;
  for span in
    select x from jsonb_array_elements(hours) x
    order by case when jsonb_typeof(x) = 'array' and jsonb_typeof(x -> 0) = 'number' then (x ->> 0)::numeric end
  loop
    -- one after the other: the second question is only fit for what the first let through
    if jsonb_typeof(span) <> 'array' or jsonb_array_length(span) <> 2 then
      perform aftercare.refuse('hours_wrong', field);
    end if;
    if coalesce(span ->> 0, '') !~ '^[0-9]{1,4}$' or coalesce(span ->> 1, '') !~ '^[0-9]{1,4}$' then
      perform aftercare.refuse('hours_wrong', field);
    end if;
    if (span ->> 0)::int >= (span ->> 1)::int or (span ->> 1)::int > 1440 or (span ->> 0)::int < last then
      perform aftercare.refuse('hours_wrong', field);
    end if;
    if (span ->> 0)::int = last then
      tidy := jsonb_set(tidy, array[(jsonb_array_length(tidy) - 1)::text, '1'], span -> 1);
    else
      tidy := tidy || jsonb_build_array(jsonb_build_array((span ->> 0)::int, (span ->> 1)::int));
    end if;
    last := (span ->> 1)::int;
  end loop;
  return tidy;
end $$;

-- BEFORE INSERT OR UPDATE: seven days, at least one of them worked.
create or replace function aftercare.check_calendar()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if jsonb_typeof(new.week) is distinct from 'array' or jsonb_array_length(new.week) <> 7 then
    perform aftercare.refuse('week_wrong', 'week');
  end if;
  new.week := (select jsonb_agg(aftercare.tidy_hours(x.day, 'week') order by x.n)
               from jsonb_array_elements(new.week) with ordinality x (day, n));
  if not exists (select from jsonb_array_elements(new.week) x (day) where x.day <> '[]') then
    perform aftercare.refuse('week_empty', 'week');
  end if;
  if tg_op = 'INSERT' or new.week is distinct from old.week then new.changed_at := clock_timestamp(); end if;
  return new;
end $$;

create or replace function aftercare.check_calendar_day()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.hours := aftercare.tidy_hours(new.hours, 'hours');
  if tg_op = 'UPDATE' and new.calendar_id <> old.calendar_id then
    perform aftercare.refuse('value_refused', 'calendar_id');
  end if;
  return new;
end $$;

-- the triggers run as whoever writes
grant execute on function aftercare.tidy_hours(jsonb, text) to aftercare_staff, aftercare_workflow;
