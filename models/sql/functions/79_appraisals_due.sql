-- owner: aftercare_due
-- New staff get the appraisals of their first year 新员工第一年考核, and what nobody held is missed.
create or replace function aftercare.due_appraisals()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return aftercare.appraisals_plan() + aftercare.appraisals_miss();
end $$;
comment on function aftercare.due_appraisals() is 'every 1 hour';
