-- owner: aftercare_due
-- Folds what writers appended into the day's figures, of each store and of the whole company (nil id).
create or replace function aftercare.due_fold_figures()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  folded bigint;
begin
  with taken as (
    delete from aftercare.figure_delta returning store_id, day, measure, bucket, n
  ), summed as (
    select x.scope, t.day, t.measure, t.bucket, sum(t.n)::int as n, count(*) as rows
    from taken t, lateral (values (t.store_id), ('00000000-0000-0000-0000-000000000000'::uuid)) x (scope)
    group by 1, 2, 3, 4
  ), kept as (
    insert into aftercare.figure_day as d (scope, day, measure, bucket, n)
      select s.scope, s.day, s.measure, s.bucket, s.n from summed s
      on conflict (scope, day, measure, bucket) do update set n = d.n + excluded.n
      returning 1
  )
  select coalesce(sum(s.rows), 0) into folded from summed s, (select count(*) from kept) k;
  return folded;
end $$;
