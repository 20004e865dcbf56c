create policy admin_read on aftercare.audit_epoch for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.audit_epoch for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.audit_epoch to aftercare_admin, aftercare_auditor, aftercare_history;
-- seals it
grant select on aftercare.audit_epoch to aftercare_due;
-- what waited in a backup is not sent a second time
grant select on aftercare.audit_epoch to aftercare_workflow;
