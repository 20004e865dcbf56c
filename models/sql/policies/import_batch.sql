-- Whoever imports sees his own batches; the administrator and the auditor see all.
create policy own_read on aftercare.import_batch for select to aftercare_staff
  using ((select aftercare.i_am_active()) and created_by = (select aftercare.login_name()));
create policy admin_read on aftercare.import_batch for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.import_batch for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.import_batch to aftercare_staff;

-- A batch may be begun by those who enter records one by one too; what it holds is bound by the rights on
-- the records' own tables. State and counts are written by functions alone.
create policy admin_begins on aftercare.import_batch for insert to aftercare_admin
  with check ((select aftercare.i_am_active()));
create policy manager_begins on aftercare.import_batch for insert to aftercare_manager
  with check ((select aftercare.i_am_active()));
create policy agent_begins on aftercare.import_batch for insert to aftercare_agent
  with check ((select aftercare.i_am_active()));
grant insert (id, kind, file_name, file_sha256, mapping) on aftercare.import_batch
  to aftercare_admin, aftercare_manager, aftercare_agent;

grant select, update (state, rows_added, rows_kept, rows_failed, last_line, finished_at, undone_at, undone_by)
  on aftercare.import_batch to aftercare_transfer;
grant select on aftercare.import_batch to aftercare_due;
