-- Whoever sees a complaint sees what is changed because of it; written by functions only.
create policy with_complaint on aftercare.corrective_action for select
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor
  using (exists (select from aftercare.complaint c where c.id = complaint_id));
grant select on aftercare.corrective_action
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor;
grant select, insert,
  update (owner_id, due_on, state, done_at, done_by, done_note, verified_at, verified_by, verified_note, effect_due_on,
          effect_at, effect_by, effect_note, snoozed_until, tell_zh, tell_en)
  on aftercare.corrective_action to aftercare_workflow;
