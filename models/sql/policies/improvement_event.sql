-- Whoever sees a suggestion sees its trace; the workflow functions write it, nobody changes it.
create policy with_improvement on aftercare.improvement_event for select to aftercare_staff
  using (exists (select from aftercare.improvement x where x.id = improvement_id));
grant select on aftercare.improvement_event to aftercare_staff;
grant select, insert on aftercare.improvement_event to aftercare_workflow;
