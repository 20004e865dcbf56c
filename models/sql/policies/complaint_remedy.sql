-- Whoever sees a complaint sees what is done about it; written by functions only.
create policy with_complaint on aftercare.complaint_remedy for select
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor
  using (exists (select from aftercare.complaint c where c.id = complaint_id));
grant select on aftercare.complaint_remedy
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor;
grant select, insert, update (state, decided_by, decided_at, decision_note, done_at, work_order_id, payment_id)
  on aftercare.complaint_remedy to aftercare_workflow;
