-- Whoever sees a visit sees its trace; the workflow functions write it, nobody changes it.
create policy with_visit on aftercare.visit_event for select to aftercare_staff
  using (exists (select from aftercare.visit v where v.id = visit_id));
grant select on aftercare.visit_event to aftercare_staff;
grant select, insert on aftercare.visit_event to aftercare_workflow;
-- erasing a person
grant update (details) on aftercare.visit_event to aftercare_workflow;
