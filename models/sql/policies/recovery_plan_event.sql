-- Whoever sees a plan sees its trace; the workflow functions write it, nobody changes it.
create policy with_plan on aftercare.recovery_plan_event for select to aftercare_staff
  using (exists (select from aftercare.recovery_plan x where x.id = recovery_plan_id));
grant select on aftercare.recovery_plan_event to aftercare_staff;
grant select, insert on aftercare.recovery_plan_event to aftercare_workflow;
