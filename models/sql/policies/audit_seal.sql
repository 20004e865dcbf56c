-- Hashes, which tell nothing of what was sealed. Whoever keeps them elsewhere can show later that entries were
-- changed. Written by due work alone.
create policy admin_read on aftercare.audit_seal for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.audit_seal for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
-- the timer signs the newest and keeps it outside the database
create policy timer_reads on aftercare.audit_seal for select to aftercare_jobs using (true);
grant select on aftercare.audit_seal to aftercare_admin, aftercare_auditor, aftercare_jobs;
grant select, insert on aftercare.audit_seal to aftercare_due;
