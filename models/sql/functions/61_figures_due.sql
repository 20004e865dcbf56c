-- owner: aftercare_due
-- Folds what writers appended into the week's figures, of each store and of the whole company (nil id).
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
    select x.scope, aftercare.week_of(t.day) as week, t.measure, t.bucket, sum(t.n)::int as n, count(*) as rows
    from taken t, lateral (values (t.store_id), ('00000000-0000-0000-0000-000000000000'::uuid)) x (scope)
    group by 1, 2, 3, 4
  ), kept as (
    insert into aftercare.figure_week as d (scope, week, measure, bucket, n)
      select s.scope, s.week, s.measure, s.bucket, s.n from summed s
      on conflict (scope, week, measure, bucket) do update set n = d.n + excluded.n
      returning 1
  )
  select coalesce(sum(s.rows), 0) into folded from summed s, (select count(*) from kept) k;
  return folded;
end $$;
