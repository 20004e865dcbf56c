-- owner: aftercare_due
-- What somebody was taught is valid for some time only: so many days before the end it is to be taught again, unless he has
-- passed the same course since.
create or replace function aftercare.due_retraining()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  days int := aftercare.parameter_value('retraining_days', '30')::int;
  n bigint;
begin
  update aftercare.training_record r set retrain_since = r.valid_until - days
  where r.valid_until - days <= aftercare.store_date(r.store_id) and r.retrain_since is null and r.outcome = 'passed'
    and not exists (select from aftercare.training_record o
                    where o.course_id = r.course_id and o.outcome = 'passed' and o.trained_on > r.trained_on
                      and (o.staff_id = r.staff_id or o.customer_id = r.customer_id and o.person_name = r.person_name));
  get diagnostics n = row_count;
  return n;
end $$;
comment on function aftercare.due_retraining() is 'every 1 hour';
