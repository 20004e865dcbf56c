-- Rows are seen with their batch. The cells of refused rows hold what the file held, phones too: they are
-- given back through import_rejected only.
create policy with_batch on aftercare.import_row for select to aftercare_staff
  using (exists (select from aftercare.import_batch b where b.id = batch_id));
grant select (id, batch_id, line, outcome, table_name, row_id, seen_version, code, field, details)
  on aftercare.import_row to aftercare_staff;
grant select, insert (batch_id, line, outcome, table_name, row_id, seen_version, code, field, details, cells),
  update (row_id, seen_version, code, cells) on aftercare.import_row to aftercare_transfer;
grant select, update (cells) on aftercare.import_row to aftercare_due;
