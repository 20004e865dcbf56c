-- owner: aftercare_owner
-- What a form checks too, for whoever writes with psql: a wrong time zone or a word for a number would stop
-- everybody's work later and elsewhere.
create or replace function aftercare.check_store()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  begin
    perform clock_timestamp() at time zone new.time_zone;
  exception when invalid_parameter_value then
    perform aftercare.refuse('time_zone_unknown', 'time_zone');
  end;
  return new;
end $$;

create or replace function aftercare.check_parameter()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  fits boolean;
begin
  fits := case new.kind
    when 'int' then new.value ~ '^[0-9]{1,6}$'
    when 'money' then new.value ~ '^[0-9]{1,9}(\.[0-9]{1,2})?$'
    when 'bool' then new.value in ('true', 'false')
    else length(new.value) <= 500
  end;
  if new.value <> '' and not fits then
    perform aftercare.refuse(('parameter_wrong_' || new.kind), 'value');
  end if;
  if new.code = 'idle_minutes' and (new.value = '' or new.value::int not between 1 and 240) then
    perform aftercare.refuse('idle_minutes_wrong', 'value');
  end if;
  return new;
end $$;

-- A region is never its own parent, however many steps away: the tree's readers would not come back.
create or replace function aftercare.check_region()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.parent_id is not null and exists (
    with recursive above as (
      select new.parent_id as id
      union
      select r.parent_id from aftercare.region r join above a on a.id = r.id where r.parent_id is not null
    )
    select from above where id = new.id) then
    perform aftercare.refuse('region_below_itself', 'parent_id');
  end if;
  return new;
end $$;
