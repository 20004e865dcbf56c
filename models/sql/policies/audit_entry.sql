-- Written by the trigger alone; read by the administrator and the auditor; changed by nobody.
create policy admin_read on aftercare.audit_entry for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.audit_entry for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
-- What a complaint says is hidden here too from the person it is about.
create policy not_about_oneself on aftercare.audit_entry as restrictive for select
  to aftercare_admin, aftercare_auditor
  using (table_name <> 'complaint' or row_id <> all ((select aftercare.complaints_about_me())::uuid[]));
grant select on aftercare.audit_entry to aftercare_admin, aftercare_auditor;
grant select, insert on aftercare.audit_entry to aftercare_history;
-- seals it
grant select on aftercare.audit_entry to aftercare_due;
-- which clear values are past their period
grant select (id, at) on aftercare.audit_entry to aftercare_workflow;
