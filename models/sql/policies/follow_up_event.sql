-- Whoever sees a follow-up sees its trace; the functions write it, nobody changes it.
create policy with_agent on aftercare.follow_up_event for select to aftercare_agent
  using (exists (select from aftercare.follow_up f where f.id = follow_up_id));
create policy with_manager on aftercare.follow_up_event for select to aftercare_manager
  using (exists (select from aftercare.follow_up f where f.id = follow_up_id));
create policy with_admin on aftercare.follow_up_event for select to aftercare_admin
  using (exists (select from aftercare.follow_up f where f.id = follow_up_id));
create policy with_auditor on aftercare.follow_up_event for select to aftercare_auditor
  using (exists (select from aftercare.follow_up f where f.id = follow_up_id));
grant select on aftercare.follow_up_event
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor;
grant select, insert on aftercare.follow_up_event to aftercare_workflow;
