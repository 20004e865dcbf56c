-- Whoever sees the remedy sees the voucher; the till and its auditors see all of them.
create policy with_remedy on aftercare.voucher for select to aftercare_agent, aftercare_manager
  using (exists (select from aftercare.complaint_remedy r where r.id = remedy_id));
create policy company_read on aftercare.voucher for select
  to aftercare_admin, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.voucher
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_finance, aftercare_auditor;
grant select, insert, update (state, payment_id, redeemed_at, voided_at, voided_by, void_note, customer_id)
  on aftercare.voucher to aftercare_workflow;
grant usage on sequence aftercare.voucher_number_seq to aftercare_workflow;
