-- Written by the trigger alone; read by the administrator and the auditor; changed by nobody.
create policy admin_read on aftercare.audit_entry for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.audit_entry for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.audit_entry to aftercare_admin, aftercare_auditor;
grant select, insert on aftercare.audit_entry to aftercare_history;
