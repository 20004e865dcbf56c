-- Written by the functions that reveal, look up or export; read by the administrator and the auditor.
create policy admin_read on aftercare.reveal for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.reveal for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select (id, at, login, kind, table_name, row_id, store_id, column_name, count, reason)
  on aftercare.reveal to aftercare_admin, aftercare_auditor;
grant select, insert on aftercare.reveal to aftercare_search;
grant usage on sequence aftercare.reveal_id_seq to aftercare_search;
-- erasing a person leaves an entry too
grant insert on aftercare.reveal to aftercare_workflow;
grant insert (login, kind, table_name, row_id, count, reason) on aftercare.reveal to aftercare_transfer;
-- unlock codes; entries past their period, as an administrator decides
grant select, insert, delete on aftercare.reveal to aftercare_workflow;
grant select (at, xid, login, table_name, row_id) on aftercare.reveal to aftercare_transfer;
