-- Whoever sees a complaint sees its trace; the workflow functions write it, nobody changes it.
create policy with_complaint on aftercare.complaint_event for select to aftercare_staff
  using (exists (select from aftercare.complaint c where c.id = complaint_id));
grant select on aftercare.complaint_event to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor;
grant select, insert on aftercare.complaint_event to aftercare_workflow;
