-- owner: aftercare_due
-- What refused rows held (names, phones) is kept for mending the file, not for good.
create or replace function aftercare.due_forget_refused_rows()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  forgotten bigint;
begin
  update aftercare.import_row r set cells = null
  from aftercare.import_batch b
  where b.id = r.batch_id and r.cells is not null and b.created_at < clock_timestamp() - interval '30 days';
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
comment on function aftercare.due_forget_refused_rows() is 'every 1 day';
