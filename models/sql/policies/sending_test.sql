-- Only administrators ask whether sending works, and see what came of it; the address is shown to nobody.
create policy admin_read on aftercare.sending_test for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.sending_test for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select (id, version, created_at, created_by, updated_at, updated_by, channel, to_masked, lang, state, claimed_at,
    ended_at, fault, fault_detail) on aftercare.sending_test to aftercare_admin, aftercare_auditor;
grant select, insert, update (state, address, claimed_at, claimed_by, ended_at, fault, fault_detail)
  on aftercare.sending_test to aftercare_workflow;
