-- The screens read which steps there are; rows are shipped with the program.
create policy staff_read on aftercare.recovery_plan_transition for select to aftercare_staff
  using ((select aftercare.i_am_active()));
grant select on aftercare.recovery_plan_transition to aftercare_staff, aftercare_workflow;
